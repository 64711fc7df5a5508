"""Listening and serving: a socket, a browser, and an orderly end."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from typing import Any

import uvicorn

from orgsim.faces.dashboard.app import application
from orgsim.kernel.errors import BadValue, OrgsimError


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises BadValue of a host that is none, OrgsimError where the port is taken."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[
            0
        ]
    except (socket.gaierror, UnicodeError):
        raise BadValue(f"--host {host} is no address of this machine.") from None
    found = socket.socket(family, kind, number)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(address)
    except OSError as error:
        found.close()
        raise OrgsimError(
            f"Nobody can listen at {host}, port {port}: {error.strerror}. Another --port, or --port 0 for a free one?"
        ) from None
    found.listen(128)
    return found


def serve(found: socket.socket, *, host: str, workers: int | None, start: dict[str, Any], opened: str | None) -> None:
    """Serve until Ctrl-C; ``opened`` is the address that a browser is sent to."""
    sys.setswitchinterval(0.001)  # the loop that sends answers waits a fifth as long for threads that make them
    app = application(host=host, workers=workers, start=start)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1, lifespan="on")
    if opened is not None:
        threading.Timer(0.3, webbrowser.open, [opened]).start()
    uvicorn.Server(config).run(sockets=[found])
