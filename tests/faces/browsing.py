"""A real browser for tests: Debian's chromium, driven by Playwright, that reaches nothing but this machine."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import threading
import time

import pytest

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
LOCAL = ("http://127.0.0.1", "http://localhost", "file://", "data:", "blob:")


def chromium() -> str:
    """Where chromium is; skips where there is none, but not in CI, which installs it."""
    found = os.environ.get("ORGSIM_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        assert not os.environ.get("CI"), "chromium is missing: apt-get install chromium"
        pytest.skip("chromium is not installed")
    return found


@contextlib.contextmanager
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    path = chromium()
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield found
        found.close()


class Watched:
    """A page whose errors and foreign requests are kept."""

    def __init__(self, browser, width=1280, scheme="light"):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
        )
        self.page = self.context.new_page()
        self.errors, self.foreign = [], []
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda one: None if one.url.startswith(LOCAL) else self.foreign.append(one.url))

    def quiet(self):
        """No error, no request to another host."""
        assert self.errors == []
        assert self.foreign == []

    def close(self):
        self.context.close()


def until(page, expression, seconds=60.0):
    """Wait until an expression holds; asked again and again, since the page's policy lets nobody evaluate text in it."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        time.sleep(0.02)


@contextlib.contextmanager
def serving(words, folder, **more):
    """A program that serves, in a folder; gives the port that it says and listens at."""
    log = folder / "log"
    with log.open("w") as sink:
        running = subprocess.Popen(words, cwd=folder, stdout=sink, stderr=sink, env=os.environ | more)
    try:
        end = time.monotonic() + 90.0
        while not (
            (found := re.search(r"http://(?:localhost|127\.0\.0\.1):(\d+)", log.read_text())) and listens(int(found[1]))
        ):
            assert running.poll() is None, log.read_text()[-2000:]
            assert time.monotonic() < end
            time.sleep(0.1)
        yield int(found[1])
    finally:
        running.terminate()
        running.wait(30)


def listens(port):
    """Whether somebody listens there; some say so before they do."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def served(**given):
    """A dashboard on a free port, in a thread; gives its address."""
    import uvicorn

    from orgsim.faces.dashboard.app import application
    from orgsim.faces.dashboard.serving import listen

    listening = listen("127.0.0.1", 0)
    config = uvicorn.Config(application(**given), log_level="warning", lifespan="on", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
