"""Make the notebooks from their text: ``python notebooks/build.py`` runs each and writes the ``.ipynb`` beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent


def sources() -> list[Path]:
    """The notebooks as text, in reading order."""
    return sorted(FOLDER.glob("[0-9]*.py"))


def executed(source: Path) -> nbformat.NotebookNode:
    """A notebook made from its text and run from top to bottom. Raises CellExecutionError."""
    notebook = jupytext.read(source)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of the day
        if "outputs" in cell:  # progress and warnings belong to the machine, not to the lesson
            cell.outputs = [out for out in cell.outputs if out.get("name") != "stderr"]
    return notebook


if __name__ == "__main__":
    for path in sources():
        made = executed(path)
        for place, cell in enumerate(made.cells):
            cell["id"] = f"cell-{place}"
        nbformat.write(made, path.with_suffix(".ipynb"))
        sys.stdout.write(f"{path.with_suffix('.ipynb')}\n")
