"""Public functions called wrongly, argument by argument: a sentence of ours, or an answer; never a library's own error."""

from __future__ import annotations

import inspect
import math
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import orgsim
from helpers import HAMLET
from orgsim.kernel.errors import OrgsimError
from orgsim.model.org_model import OrgModel
from orgsim.studies.again import again
from orgsim.studies.repair import repair
from orgsim.studies.result import StudyResult

WRONG = {
    "None": None, "True": True, "zero": 0, "three": 3, "minus": -1, "half": 2.5, "nan": math.nan, "inf": math.inf,
    "huge": 10**400, "digits": 10**5000, "text": "x", "empty text": "", "number in text": "3", "bytes": b"x", "list": [],
    "list of texts": ["pods"], "dict": {}, "dict of number": {1: 2}, "dict of text": {"a": "b"}, "tuple": (), "set": set(),
    "object": object(), "function": lambda: 1, "class": int, "path": Path("nowhere"), "NUL": "a\0b", "long": "n" * 5000,
    "control": "\x1b[2J", "complex": 1j, "decimal": Decimal(3), "fraction": Fraction(1, 2), "int64": np.int64(3),
    "float32": np.float32(0.5), "NumPy nan": np.float64("nan"), "array": np.array([1, 2]), "bool_": np.bool_(True),
    "str_": np.str_("pods"), "frame": pd.DataFrame(), "range": range(3), "generator": (one for one in ()),
    "exception": ValueError("x"), "nested": [[[]]], "dotted": "a.b=c", "design": "separated:info_sharing=nan",
}  # fmt: skip
QUICK = {"days": 5, "seed": 1}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A hamlet of a company, a run of it, a study of it."""
    folder = tmp_path_factory.mktemp("hamlet")
    (folder / "hamlet.toml").write_text(HAMLET)
    whose = orgsim.company(folder / "hamlet.toml")
    history = orgsim.simulate("pods", whose, days=5)
    study = orgsim.Study(
        name="s", folder=str(folder), companies=("hamlet.toml",), pairs=2, days=5, metrics=("profit", "leads"),
        series=("revenue",), vary={"info_sharing": {"values": [0.2, 0.8]}},
    )  # fmt: skip
    found = study.run(folder / "out")
    found.export(folder / "t.parquet")
    comparison = orgsim.compare(company=whose, pairs=2, **QUICK)
    return {"company": whose, "history": history, "study": study, "found": found, "folder": folder, "comparison": comparison}


def calls(world):
    """Every public function, and arguments with which it answers at once."""
    whose, history, found, study = (world[name] for name in ("company", "history", "found", "study"))
    settings = orgsim.Settings()
    of, kept, small = orgsim.design("pods"), world["folder"] / "kept", {"company": whose, **QUICK}
    return {
        "simulate": (orgsim.simulate, {"company": whose, **QUICK}),
        "compare": (orgsim.compare, {"company": whose, "pairs": 2, **QUICK}),
        "diff": (orgsim.diff, {"company": whose, **QUICK}),
        "compare_several": (orgsim.compare_several, {"designs": ["separated", "pods"], "pairs": 2, **small}),
        "partings": (orgsim.partings, {"pairs": 2, **small}),
        "why": (orgsim.why, {"b": "separated:contact_hours=2", "pairs": 2, "folder": kept / "why", **small}),
        "rank": (orgsim.rank, {"designs": ["separated", "pods"], "runs": 8, "folder": kept / "rank", **small}),
        "turning": (orgsim.turning, {"numbers": ["hours.admin"], "pairs": 2, "folder": kept / "turning", **small}),
        "uncertain": (orgsim.uncertain, {"points": 8, "pairs": 2, "folder": kept / "uncertain", **small}),
        "advise": (orgsim.advise, {"levers": ["crm"], "trials": 8, "points": 8, "folder": kept / "advise", **small}),
        "optimize": (orgsim.optimize, {"levers": ["crm"], "trials": 8, "fresh": 2, "folder": kept / "optimize", **small}),
        "plot": (orgsim.plot, {"result": world["comparison"]}),
        "play": (orgsim.play, {"company": whose, "days": 2, "seed": 1}),
        "explore": (orgsim.explore, {"company": "smb_startup", "years": 0.1, "pairs": 2}),
        "transition": (orgsim.transition, {"path": "separated then pods@5", "company": whose, "pairs": 2, "days": 15}),
        "attribution": (orgsim.attribution, {"company": whose, "runs": 1, **QUICK}),
        "validate": (orgsim.validate, {"company": whose, "seeds": 2}),
        "funnel": (orgsim.funnel, {"history": history}),
        "design": (orgsim.design, {"name_or_design": "pods"}),
        "company": (orgsim.company, {"name_or_path": whose}),
        "load": (orgsim.load, {"folder": world["folder"] / "out"}),
        "OrgModel": (OrgModel, {"company": whose, **QUICK}),
        "Duopoly": (orgsim.Duopoly, {"company": whose, **QUICK}),
        "Study": (orgsim.Study, {"name": "s", "pairs": 1, "days": 5}),
        "Study.run": (study.run, {"out": world["folder"] / "out"}),
        "Study.from_toml": (orgsim.Study.from_toml, {"path": world["folder"] / "none.toml"}),
        "Study.changed": (study.changed, {"pairs": 2}),
        "Study.scaled": (study.scaled, {"size": None}),
        "Study.design_of": (study.design_of, {"name": "pods"}),
        "Study.company_of": (study.company_of, {"name": "hamlet.toml"}),
        "Settings.set": (settings.set, {"path": "practice.progress_ratio", "value": 0.9}),
        "Settings.set_all": (settings.set_all, {"changes": {"practice.progress_ratio": 0.9}}),
        "Settings.without": (settings.without, {"mechanism": "pay"}),
        "Settings.neutral": (orgsim.Settings.neutral, {"but": None}),
        "Settings.from_toml": (orgsim.Settings.from_toml, {"path": world["folder"] / "none.toml"}),
        "OrgDesign.set": (of.set, {"path": "info_sharing", "value": 0.5}),
        "Company.set": (whose.set, {"path": "staff.reps", "value": 3}),
        "Company.with_segments": (whose.with_segments, {"count": 2}),
        "History.metric": (history.metric, {"name": "leads"}),
        "History.table": (history.table, {"name": "leads"}),
        "History.load": (orgsim.History.load, {"folder": world["folder"] / "none"}),
        "StudyResult": (StudyResult, {"folder": world["folder"] / "out"}),
        "StudyResult.series": (found.series, {"name": "revenue"}),
        "StudyResult.verify": (found.verify, {"sample": 1}),
        "StudyResult.complete": (found.complete, {"metrics": None}),
        "StudyResult.unit": (found.unit, {"name": "profit"}),
        "repair": (repair, {"folder": world["folder"] / "out"}),
        "again": (again, {"file": world["folder"] / "t.parquet", "company": "hamlet.toml", "design": "separated"}),
    }  # fmt: skip


ARGUMENTS = [
    ("play", "run design company days seed"),
    ("explore", "company a b today years seed pairs"),
    ("simulate", "design company today settings changes seed years days journeys"),
    ("compare", "a b company today settings changes pairs until seed years days workers progress"),
    ("diff", "a b company today settings changes seed years days"),
    ("compare_several", "designs company today settings changes pairs seed years days workers progress"),
    ("partings", "a b company today settings changes pairs seed years days workers progress"),
    ("why", "a b company by today settings changes pairs until seed years days folder workers progress"),
    ("rank", "designs company runs today settings changes seed years days folder workers progress"),
    ("turning", "a b company numbers today settings changes pairs seed years days folder workers progress"),
    ("uncertain", "a b company points pairs first today settings changes seed years days folder workers progress"),
    ("advise", "company today levers trials points settings changes seed years days folder workers progress"),
    ("optimize", "design company aims limits levers trials pairs fresh robust today settings changes seed years days folder "
                 "workers progress"),
    ("plot", "result kind"),
    ("transition", "path company today settings changes pairs seed years days progress"),
    ("attribution", "design company today settings changes runs seed years days progress"),
    ("validate", "company settings changes seeds seed workers progress"),
    ("funnel", "history by"), ("design", "name_or_design"), ("company", "name_or_path"), ("load", "folder"),
    ("OrgModel", "design company today settings changes seed rng years days journeys cast model_reporters agent_reporters "
                 "agenttype_reporters world"),
    ("Duopoly", "rivalry company settings changes seed rng seat years days journeys"),
    ("Study", "name about answers seed pairs years days companies designs today design settings vary plan metrics series "
              "series_days scale page fit folder"),
    ("Study.run", "out executor workers address walk progress notify fail_fast retry renew chunk"),
    ("Study.from_toml", "path scale"), ("Study.changed", "pairs designs vary"), ("Study.scaled", "size"),
    ("Study.design_of", "name"), ("Study.company_of", "name"),
    ("Settings.set", "path value"), ("Settings.set_all", "changes"), ("Settings.without", "mechanism"),
    ("Settings.neutral", "but"), ("Settings.from_toml", "path"), ("OrgDesign.set", "path value"),
    ("Company.set", "path value"),
    ("Company.with_segments", "count"), ("History.metric", "name"), ("History.table", "name"), ("History.load", "folder"),
    ("StudyResult", "folder"), ("StudyResult.series", "name"), ("StudyResult.verify", "sample walk"),
    ("StudyResult.complete", "metrics"), ("StudyResult.unit", "name"), ("repair", "folder beside"),
    ("again", "file company design point pair"),
]  # fmt: skip
CASES = [(function, argument) for function, each in ARGUMENTS for argument in each.split()]
CALLED = ("progress", "walk", "notify", "executor")  # what is a function is called, and then errs on its own


@pytest.mark.parametrize(("function", "argument"), CASES, ids=lambda one: one)
def test_a_wrong_call_is_answered_in_words_of_ours(world, monkeypatch, tmp_path, function, argument):
    monkeypatch.chdir(tmp_path)
    call, usual = calls(world)[function]
    failed = {}
    for name, value in WRONG.items():
        if argument in CALLED and callable(value):
            continue
        start = time.perf_counter()
        try:
            call(**usual | {argument: value})
        except OrgsimError as error:
            if len(str(error)) > 4000:
                failed[name] = f"{len(str(error))} letters"
        except Exception as error:  # noqa: BLE001  # what it is is what is asked
            failed[name] = f"{type(error).__name__}: {str(error)[:150]}"
        if time.perf_counter() - start > 5.0:
            failed[name] = f"{time.perf_counter() - start:.1f} s"
    assert not failed, "\n" + "\n".join(f"{name}: {told}" for name, told in failed.items())
    assert argument in ("out", "folder") or not list(tmp_path.iterdir())


def test_every_public_function_is_called_wrongly():
    """Whatever is added to the package's names is called here, too."""
    named = {function.partition(".")[0] for function, _ in CASES}
    verbs = {name for name in orgsim.__all__ if callable(getattr(orgsim, name))}
    kinds = {
        "Head",
        "History",
        "Marketer",
        "OrgsimError",
        "Prospect",
        "Rep",
        "Settings",
    }  # made by others, or called by methods
    assert verbs - kinds <= named
    for function, each in ARGUMENTS:
        if function in orgsim.__all__ and function != "Study":
            known = inspect.signature(
                getattr(orgsim, function).__init__ if function in ("OrgModel", "Duopoly") else getattr(orgsim, function)
            )
            assert set(known.parameters) - {"self", "options"} <= set(each.split()), function
