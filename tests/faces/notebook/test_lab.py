"""The explorer inside JupyterLab: the same sentence, the same pictures, sliders that hear arrow keys."""

from __future__ import annotations

import sys

import nbformat
import pytest

import orgsim
from faces.browsing import Watched, browser, serving, until
from orgsim.faces import telling


@pytest.fixture
def lab(tmp_path):
    """A JupyterLab of its own with one notebook; gives the address at which that is opened."""
    pytest.importorskip("jupyterlab")
    pytest.importorskip("anywidget")
    cell = nbformat.v4.new_code_cell('import orgsim\norgsim.explore("smb_startup", years=0.25, pairs=4)')
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel}), tmp_path / "n.ipynb")
    own = {name: str(tmp_path / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    words = [
        "--no-browser",
        "--allow-root",
        "--ServerApp.port=0",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
    ]
    words += ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    words += ["--LabApp.extension_manager=readonly"]
    with serving([sys.executable, "-m", "jupyterlab", *words], tmp_path, **own) as port:
        yield f"http://127.0.0.1:{port}/lab/tree/n.ipynb"


def test_the_explorer_lives_in_a_notebook(lab):
    with browser() as chrome:
        one = Watched(chrome)
        one.page.goto(lab)
        one.page.locator(".jp-CodeCell .cm-content").first.click(timeout=60_000)
        one.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(state="attached", timeout=60_000)
        one.page.keyboard.press("Shift+Enter")
        verdict = one.page.locator(".os-verdict")
        verdict.wait_for(timeout=90_000)
        until(one.page, "document.querySelector('.os-explorer')?.dataset.ended === '1'", 90.0)
        world = {"company": "smb_startup", "years": 0.25, "pairs": 4}
        assert verdict.inner_text() == telling.verdict(orgsim.compare(**world))
        until(one.page, "document.querySelectorAll('.os-pictures .os-panel svg').length === 9")
        slider = one.page.locator(".os-design-b [data-name=contact_hours] input[type=range]")
        slider.focus()
        one.page.keyboard.press("Home")  # JupyterLab would take the key for itself
        until(one.page, "Number(document.querySelector('.os-explorer').dataset.ended) >= 2", 60.0)
        found = orgsim.compare(b="integrated:contact_hours=0", **world)
        assert verdict.inner_text() == telling.verdict(found)
        assert one.foreign == []
