"""Pictures of the dashboard for the README, taken in a real browser."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from orgsim.kernel.errors import RunFailed

ARGUMENTS: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic")
SCREENS: Final = {"wide.png": (1280, 900, "light"), "phone.png": (400, 900, "dark")}
"""What is taken: size of the window, and the reader's color scheme."""
QUESTION: Final = "?b=integrated%3Acontact_hours%3D1"
COLORS: Final = 128


def take(folder: Path) -> None:
    """Write the pictures into a new folder. Raises RunFailed where chromium is missing."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        raise RunFailed("The pictures of the dashboard are taken in chromium, which is not installed.")
    words = [sys.executable, "-m", "orgsim", "dashboard", "--no-open", "--port", "0"]
    serving = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own command line
    try:
        assert serving.stdout is not None
        said = re.search(r"http://\S+", serving.stdout.readline())
        assert said is not None
        folder.mkdir(parents=True, exist_ok=True)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            for name, (width, height, scheme) in SCREENS.items():
                shown: Any = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
                page = browser.new_page(**shown)
                page.goto(f"{said[0]}{QUESTION}")
                page.locator("#explorer[data-ended]").wait_for(timeout=120_000)
                page.wait_for_timeout(800)
                (folder / name).write_bytes(_small(page.screenshot()))
            browser.close()
    finally:
        serving.terminate()
        serving.wait()


def _small(png: bytes) -> bytes:
    from PIL import Image

    sink = io.BytesIO()
    with Image.open(io.BytesIO(png)) as whole:
        whole.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(sink, format="png", optimize=True)
    return sink.getvalue()
