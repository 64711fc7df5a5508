"""Mesa's own page: it comes up, draws two charts, and steps."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time

import pytest

from faces.browsing import Watched, browser

pytest.importorskip("solara")


def listens(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def page(tmp_path):
    words = [sys.executable, "-m", "solara", "run", "orgsim.faces.mesa_viz", "--no-open", "--port", "0", "--production"]
    with (tmp_path / "log").open("w") as log:
        running = subprocess.Popen(words, cwd=tmp_path, stdout=log, stderr=log, env=os.environ | {"MPLBACKEND": "Agg"})
    try:
        end = time.monotonic() + 90.0
        while not (found := re.search(r"http://localhost:(\d+)", (tmp_path / "log").read_text())):
            assert running.poll() is None, (tmp_path / "log").read_text()[-2000:]
            assert time.monotonic() < end
            time.sleep(0.1)
        while not listens(int(found[1])):  # it says so before it does
            assert time.monotonic() < end
            time.sleep(0.1)
        yield f"http://127.0.0.1:{found[1]}"
    finally:
        running.terminate()
        running.wait(30)


def test_two_charts_appear_and_the_model_steps(page):
    with browser() as chrome:
        one = Watched(chrome)
        one.page.goto(page)
        one.page.locator("img").nth(1).wait_for(timeout=90_000)
        before = one.page.locator("img").first.get_attribute("src")
        end = time.monotonic() + 30.0
        while one.page.locator("img").first.get_attribute("src") == before:
            assert time.monotonic() < end
            one.page.get_by_role("button", name="Step").click()
            time.sleep(1.0)
        assert one.page.locator("img").count() >= 2
        assert one.foreign == []
