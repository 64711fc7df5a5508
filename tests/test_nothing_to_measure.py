"""Where nothing was there to measure every verb, page, figure, verdict and check says so, and goes on with the rest."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import pytest

import orgsim
from orgsim.analysis.effects import against, means
from orgsim.analysis.liveness import TIED, drivers, shares_ahead, winners
from orgsim.analysis.sensitivity import sensitivity
from orgsim.evidence.validation import validate
from orgsim.kernel.errors import BadValue
from orgsim.studies.study import Study

SILENT = """
[staff]
marketers = 1
reps = 1
[market]
prospects = 60
needs_per_year = 0.0
[response]
respond = 0.0
respond_curious = 0.0
prospecting = 0.0
prospecting_idle = 0.0
revive = 0.0
raise_base = 0.0
raise_aware = 0.0
"""
"""A company that nobody ever answers."""
PLANS = {
    "factorial": "map", "one_at_a_time": "responses", "sobol": "sensitivity", "latin_hypercube": "sensitivity",
    "morris": "sensitivity", "saltelli": "sensitivity",
}  # fmt: skip


@pytest.fixture
def silent(tmp_path):
    (tmp_path / "silent.toml").write_text(SILENT)
    return tmp_path


@pytest.mark.parametrize("years", ["1", "0.004"])
def test_a_comparison_says_what_it_could_not_measure(orgsim, silent, years):
    code, out, _ = orgsim(
        "compare", "--company", "silent.toml", "--years", years, "--pairs", "2", "--figure", "f.png", "--all"
    )
    assert code == 0
    assert "nan" not in out
    assert "qualified to won: nothing to measure" in out
    assert (silent / "f.png").exists()
    document = json.loads(orgsim("compare", "--company", "silent.toml", "--years", years, "--pairs", "2", "--json")[1])
    assert document["metrics"]["mql_to_won"]["difference"] is None


def test_single_runs_say_it_too(orgsim, silent):
    code, out, _ = orgsim("diff", "--company", "silent.toml", "--years", "0.2")
    assert (code, "Both designs won the same prospects" in out) == (0, True)
    code, out, _ = orgsim("run", "pods", "--company", "silent.toml", "--years", "0.02", "--funnel", "channel")
    assert (code, "nan" in out) == (0, False)


def test_a_check_without_a_number_is_not_met(orgsim, silent):
    code, out, err = orgsim("validate", "--company", "silent.toml", "--seeds", "2", "--figure", "t.png")
    assert code == 3
    assert "nothing to measure" in out
    assert "nan" not in out
    assert "K8 (nothing to measure)" in err
    found = validate("silent.toml", seeds=2)
    assert {one.target.name for one in found.missed("fit")} >= {"K8", "K9"}


@pytest.mark.parametrize("method", PLANS)
@pytest.mark.parametrize("pairs", [1, 2])
def test_a_page_says_it_and_draws_the_rest(orgsim, silent, method, pairs):
    (silent / "s.toml").write_text(
        f"companies = ['silent.toml', 'smb_startup']\ndays = 30\npairs = {pairs}\n"
        "metrics = ['profit', 'cycle_days', 'leads', 'churn']\n"
        "[vary]\ninfo_sharing = { low = 0.1, high = 0.9 }\nhandoff_latency = { low = 0.5, high = 5.0 }\n"
        f"[plan]\nmethod = '{method}'\npoints = {64 if method in ('sobol', 'latin_hypercube') else 4}\nlevels = 4\n"
        f"[page]\nfigure = '{PLANS[method]}'\nmetrics = ['profit', 'cycle_days', 'leads', 'churn']\n"
    )
    code, _, err = orgsim("study", "run", "s.toml", "--out", "out", "--page")
    assert code == 0, err
    assert "Warning" not in err
    text = (silent / "out" / "README.md").read_text()
    assert not re.search(r"\bnan\b", text)
    for label in ("Profit", "Leads", "Churn"):
        assert f"## {label}" in text
    assert (silent / "out" / "profit.png").exists()


def test_a_page_on_which_nothing_could_be_measured(orgsim, silent):
    (silent / "s.toml").write_text("companies = ['silent.toml']\ndays = 1\npairs = 2\nmetrics = ['mql_to_won']\n")
    assert orgsim("study", "run", "s.toml", "--out", "out", "--page", "--quiet")[0] == 0
    assert "Nothing was there to measure" in (silent / "out" / "README.md").read_text()


def test_a_change_on_the_last_day_and_a_horizon_of_two():
    for given in ({"days": 2}, {"path": "separated then pods@251", "days": 252}, {"days": 127}):
        with pytest.raises(BadValue, match="Nothing can be measured"):
            orgsim.transition(pairs=2, **given)
    assert len(orgsim.transition("separated then pods@245", pairs=2, days=252).steps[0]) == 50


def flat(values):
    """A table of two designs at points x pairs, with these values for both."""
    rows = [
        {"company": "c", "design": design, "point": point, "pair": pair, "status": "ok", "x": float(point), "m": value}
        for design in ("a", "b") for point in range(len(values)) for pair, value in enumerate(values[point])
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_ties_go_to_nobody():
    found = winners(flat([[0.0, 0.0], [0.0, 0.0]]), "m").set_index("design")["share"]
    assert found.to_dict() == {"a": 0.0, "b": 0.0, TIED: 1.0}
    assert shares_ahead(flat([[1.0], [2.0]]), "m", "a", "b") == {"c": 0.0}


def test_nothing_but_no_numbers():
    empty = flat([[np.nan, np.nan]] * 4)
    assert means(empty, "m").empty
    assert against(empty, "m", "a").empty
    assert winners(empty, "m")["share"].isna().all()
    assert np.isnan(shares_ahead(empty, "m", "a", "b")["c"])
    found = drivers(flat([[1.0, 1.0]] * 6), "m", "a", "b", ["x"]).iloc[0]
    assert np.isnan(found["correlation"])
    assert not found["turns"]


def test_indices_of_what_never_moves_are_left_out(tmp_path, silent):
    study = Study(
        name="s", folder=str(silent), companies=("silent.toml",), days=21, pairs=1, metrics=("leads", "mql_to_won"),
        vary={"info_sharing": {}, "handoff_latency": {}}, plan={"method": "saltelli", "points": 4},
    )  # fmt: skip
    found = study.run(silent / "out")
    for name in ("leads", "mql_to_won"):
        assert sensitivity(found, name).empty
