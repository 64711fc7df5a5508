"""Mesa's own page: it comes up, draws two charts, and steps."""

from __future__ import annotations

import sys
import time

import pytest

from faces.browsing import Watched, browser, serving

pytest.importorskip("solara")


@pytest.fixture
def page(tmp_path):
    words = [sys.executable, "-m", "solara", "run", "orgsim.faces.mesa_viz", "--no-open", "--port", "0", "--production"]
    with serving(words, tmp_path, MPLBACKEND="Agg") as port:
        yield f"http://127.0.0.1:{port}"


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
