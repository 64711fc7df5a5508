"""Who may ask: only this machine's own pages, in requests of a bounded size."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST: Final = 512 * 1024  # bytes of a request
_SELF: Final = "'self'"
HEADERS: Final = {
    "Content-Security-Policy": (
        f"default-src {_SELF}; style-src {_SELF} 'unsafe-inline'; img-src {_SELF} data: blob:; object-src 'none'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Middleware: Host must be an address or a name of this server (a foreign name that leads here is another site's
    trick), Origin must be the page's own, bodies are bounded, and every answer carries headers that keep the page to itself.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may ask."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        wrong = self._refused(headers, scope["method"])
        if wrong is not None:
            await PlainTextResponse(wrong[1], status_code=wrong[0], headers=HEADERS)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower().encode(): value.encode() for name, value in HEADERS.items()}
                message["headers"] = [
                    *((name, value) for name, value in message["headers"] if name not in own),
                    *own.items(),
                ]
            await send(message)

        await self.app(scope, _bounded(receive), with_headers)

    def _refused(self, headers: Headers, method: str) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if not self._known(_name(f"//{host}")):
            return 421, "This server does not go by that name. Open it by the address that it printed."
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return 403, "Only this server's own pages may ask it."
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none") and not _clicked(headers, method):
            return 403, "Only this server's own pages may ask it."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            return 413, f"A request has at most {LARGEST // 1024} kB."
        return None

    def _known(self, name: str) -> bool:
        if name in self.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _clicked(headers: Headers, method: str) -> bool:
    """Whether somebody followed a link to the page, as in a mail or a course."""
    return method == "GET" and (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


class TooLargeError(Exception):
    """Raised where a body that did not say its length goes on beyond the bound."""


def _bounded(receive: Receive) -> Receive:
    seen = 0

    async def read() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST:
            raise TooLargeError
        return message

    return read
