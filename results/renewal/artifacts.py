"""What is kept: studies with their pages, fits, the validation page, the first picture, notebooks, golden histories."""

from __future__ import annotations

import ast
import hashlib
import json
import runpy
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from functools import cache
from pathlib import Path
from typing import Any, Final

import orgsim
from orgsim.faces.cli.progress import study_bar
from orgsim.faces.pages.page import write_page
from orgsim.faces.pages.validation_plan import STUDIES, page_plan
from orgsim.kernel.definitions import definition
from orgsim.kernel.errors import CheckFailed, RunFailed
from orgsim.kernel.fingerprints import fingerprint, fingerprints
from orgsim.results.metrics import METRICS
from orgsim.studies.staleness import stale
from orgsim.studies.study import Study
from renewal.ledger import Ledger
from renewal.screens import take

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = Path(orgsim.__file__).parent


def sha(*texts: str | bytes) -> str:
    """A short fingerprint."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() if isinstance(text, str) else text)
    return digest.hexdigest()[:12]


@cache
def code(*places: str) -> str:
    """Fingerprint of what the modules below these places of the package do."""
    files = sorted(path for place in places for path in (PACKAGE / place).rglob("*.py"))
    return sha(*(fingerprint(ast.parse(path.read_bytes())) for path in files))


@cache
def of_runs() -> dict[str, str]:
    """Fingerprints of what decides the numbers of a run: model, metrics, companies, designs."""
    return {
        "the model": fingerprints().model,
        "the metrics": sha(*(definition(one.value) for one in METRICS.values())),
        "companies or designs": code("inputs") + sha(*(path.read_bytes() for path in sorted(PACKAGE.rglob("*.toml")))),
    }


class Artifact(ABC):
    """Something that is kept. ``by_name``: it is renewed only where it is named."""

    by_name = False

    def __init__(self, name: str, ledger: Ledger, folder: Path | None = None) -> None:
        self.name, self.ledger, self.folder = name, ledger, folder

    @abstractmethod
    def inputs(self) -> dict[str, str]:
        """Fingerprints of what it is made from, beside rows that know it themselves."""

    @abstractmethod
    def make(self) -> bool:
        """Make it; returns whether it was made from the start."""

    def why(self) -> list[str]:
        """Why it is stale, in words."""
        return self.ledger.changed(self.name, self.inputs())


def run(study: Study, folder: Path) -> bool:
    """Bring a study's folder up to date; returns whether most runs are new. Raises OtherStudy where it holds another one."""
    last: list[Any] = []
    with study_bar(study.name, quiet=False) as progress:

        def watched(now: Any) -> None:
            last[:] = [now]
            if progress:
                progress(now)

        study.run(folder, renew=True, progress=watched, notify=lambda line: sys.stderr.write(f"{line}\n"))
    return bool(last and last[0].fresh > last[0].total / 2)


class PageOf(Artifact):
    """A study of ``experiments/`` with its page."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        self.path, self.study = path, Study.from_toml(path)
        super().__init__(self.study.name, ledger, Path("results") / self.study.name)

    def inputs(self) -> dict[str, str]:
        """The study's file, and how pages are drawn."""
        return {
            self.path.as_posix(): sha(self.path.read_bytes()),
            "how it is drawn": code("faces/pages", "faces/plots", "analysis"),
            "what metrics are called": sha(*(f"{one.label} {one.unit} {one.definition}" for one in METRICS.values())),
        }

    def why(self) -> list[str]:
        """Why rows, page or picture are stale."""
        return [*stale(self.study, self.folder or Path()), *super().why()]

    def make(self) -> bool:
        """Run what is missing, and write the page."""
        assert self.folder is not None
        anew = run(self.study, self.folder)
        write_page(orgsim.load(self.folder))
        return anew


class FitOf(PageOf):
    """A study of ``experiments/fits/`` with its fit."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        super().__init__(path, ledger)
        self.name, self.folder = f"fits/{self.study.name}", Path("results/fits") / self.study.name

    def inputs(self) -> dict[str, str]:
        """The study's file, the model for the runs at the estimate, and how fits are made."""
        return {
            self.path.as_posix(): sha(self.path.read_bytes()),
            "how it is fitted": code("evidence", "faces/plots"),
        } | of_runs()

    def make(self) -> bool:
        """Run what is missing, and fit."""
        assert self.folder is not None
        anew = run(self.study, self.folder)
        command("fit", self.path.as_posix(), "--out", self.folder.as_posix())
        return anew


class ValidationPage(Artifact):
    """The validation page with its four studies."""

    place = Path("experiments/validation")

    def inputs(self) -> dict[str, str]:
        """Readings and studies, how they are judged and drawn, and the model for targets and series."""
        files = {path.as_posix(): sha(path.read_bytes()) for path in sorted(self.place.glob("*.toml"))}
        return files | {"how it is judged and drawn": code("faces/pages", "faces/plots", "analysis", "evidence")} | of_runs()

    def why(self) -> list[str]:
        """Why its studies or the page are stale."""
        assert self.folder is not None
        studies = page_plan(self.place).studies
        return [f"{name}: {why}" for name in STUDIES for why in stale(studies[name], self.folder / name)] + super().why()

    def make(self) -> bool:
        """Bring its studies up to date, then write the page."""
        assert self.folder is not None
        studies = page_plan(self.place).studies
        anew = [run(studies[name], self.folder / name) for name in STUDIES]
        command("validate", "--page", self.place.as_posix(), "--out", self.folder.as_posix())
        return all(anew)


class FirstComparison(Artifact):
    """The picture on the first page of the README."""

    def inputs(self) -> dict[str, str]:
        """What decides its runs, and how it is drawn."""
        return of_runs() | {"how it is drawn": code("faces/plots", "analysis")}

    def make(self) -> bool:
        """Compare the two designs of the founding question."""
        assert self.folder is not None
        shutil.rmtree(self.folder, ignore_errors=True)
        command("compare", "separated", "integrated", "--out", self.folder.as_posix(), "--quiet")
        return True


class Screens(Artifact):
    """The dashboard as the README shows it."""

    def inputs(self) -> dict[str, str]:
        """What decides its runs, and the page."""
        page = sorted((PACKAGE / "faces" / "dashboard").glob("page.*"))
        return of_runs() | {"the page": sha(*(path.read_bytes() for path in (PACKAGE / "faces/view/orgsim-view.js", *page)))}

    def make(self) -> bool:
        """Open it in a browser, and take pictures."""
        assert self.folder is not None
        shutil.rmtree(self.folder, ignore_errors=True)
        take(self.folder)
        return True


class Notebooks(Artifact):
    """The notebooks, made from their text."""

    def inputs(self) -> dict[str, str]:
        """Their texts, what decides runs, and what they draw with."""
        texts = {path.as_posix(): sha(path.read_bytes()) for path in sorted(Path("notebooks").glob("[0-9]*.py"))}
        return texts | of_runs() | {"what they use": code("analysis", "studies", "faces/plots")}

    def make(self) -> bool:
        """Run each from top to bottom."""
        subprocess.run([sys.executable, "notebooks/build.py"], check=True)
        return True


class Golden(Artifact):
    """Reference histories: their digests and metrics."""

    by_name = True
    path = Path("tests/golden/renew.py")

    def inputs(self) -> dict[str, str]:
        """What decides runs."""
        return of_runs()

    def why(self) -> list[str]:
        """Which histories and metrics are others now; the runs take seconds."""
        tools = runpy.run_path(self.path.as_posix())
        digest, numbers, now = tools["digest"], tools["numbers"], tools["runs"]()
        histories, metrics = (json.loads(Path(tools[name]).read_text()) for name in ("HISTORIES", "METRICS"))
        others = [f"the history '{name}' is another" for name, one in now.items() if histories.get(name) != digest(one)]
        return others + [f"metrics of '{name}' are others" for name, one in now.items() if metrics.get(name) != numbers(one)]

    def make(self) -> bool:
        """Write down what the runs give now."""
        subprocess.run([sys.executable, self.path.as_posix()], check=True)
        return True


def command(*words: str) -> None:
    """A verb of the command line, as a reader of the pages would type it."""
    done = subprocess.run([sys.executable, "-m", "orgsim", *words], check=False, stdout=subprocess.DEVNULL)
    if done.returncode not in (0, CheckFailed.exit_code):  # a target that is missed is a finding
        raise RunFailed(f"orgsim {' '.join(words)} ended with {done.returncode}.")


def kept(path: Path) -> bool:
    """Whether the results of an experiment are kept: its file says what its page shows."""
    return bool(Study.from_toml(path).page.model_fields_set)


def artifacts(ledger: Ledger) -> list[Artifact]:
    """Everything that is kept, in the order in which it is made."""
    pages = [PageOf(path, ledger) for path in sorted(Path("experiments").glob("*.toml")) if kept(path)]
    fits = [FitOf(path, ledger) for path in sorted(Path("experiments/fits").glob("*.toml"))]
    return [
        Golden("golden", ledger),
        FirstComparison("first_comparison", ledger, Path("results/first_comparison")),
        Screens("dashboard", ledger, Path("results/dashboard")),
        *pages,
        *fits,
        ValidationPage("validation", ledger, Path("results/validation")),
        Notebooks("notebooks", ledger),
    ]
