"""Targets, trials, and what validation says of them."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from helpers import resized
from orgsim.evidence import measures, validation
from orgsim.evidence.references import REFERENCES, codes
from orgsim.evidence.target import Target
from orgsim.evidence.targets import TARGETS, target, targets_for
from orgsim.evidence.trial import Trial
from orgsim.evidence.validation import Validation, validate
from orgsim.faces.plots.comparison import save
from orgsim.faces.plots.evidence import targets_figure
from orgsim.inputs.companies import company, company_names
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.parameters import record
from orgsim.model.chapters.practice import skill
from orgsim.model.settings import Settings
from orgsim.results.metrics import METRICS
from orgsim.studies.scenario import Scenario

LISTED = ("K1", "K2", "K3", "K4", "K6", "K8", "K9", "K10", "K11", "K12", "K13", "K14", "K15")
EASY = Target("T1", "Leads", 100.0, 0.0, 1e9, "lead", "fit", "G", "leads")
HARD = Target("T2", "Leads", -5.0, -6.0, -4.0, "lead", "fit", "G", "leads")
LOOSE = Target("T3", "Leads", -5.0, -6.0, -4.0, "lead", "validate", "G", "leads")


@pytest.mark.parametrize("one", TARGETS.values(), ids=TARGETS)
def test_a_target_has_bounds_a_source_and_a_measure(one):
    assert one.low <= one.value <= one.high
    assert one.met(one.value)
    assert codes(one.reference)
    assert all(code in REFERENCES for code in codes(one.reference))
    assert callable(one.measure) or one.measure in METRICS
    assert set(one.companies) <= set(company_names())
    assert one.label


def test_every_listed_target_is_there_and_validation_ones_are_only_for_that():
    assert {name.partition(".")[0] for name in TARGETS if name.startswith("K")} == set(LISTED)
    assert {name.partition(".")[0] for name, one in TARGETS.items() if one.role == "validate" and name[0] == "K"} == {
        "K10", "K11", "K15",
    }  # fmt: skip
    with pytest.raises(UnknownName):
        target("K5")


def test_a_trial_is_of_the_company_and_the_settings_as_they_were_changed(village):
    """Levers, numbers of the company and settings go by one rule of names, and measures see what was changed."""
    changes = {"crm": 0.9, "market.deal_value": 9000.0, "demand.half": 0.7}
    trial = Trial(village, 3, changes=changes)
    assert (trial.company.market.deal_value, trial.settings.demand.half) == (9000.0, 0.7)
    plain = Scenario.of("separated", village, changes=changes, days=40).history(3)
    assert trial.history("separated", days=40) == plain
    assert trial.history("separated", days=40, changes={"crm": 0.1}) != plain
    with pytest.raises(BadValue):
        validate(village, changes={"demand.half": -1.0}, seeds=2)


def test_a_company_meets_its_own_targets_those_to_fit_first():
    names = [one.name for one in targets_for("marketplace")]
    assert "K1" in names
    assert "B37" not in names
    roles = [one.role for one in targets_for("enterprise")]
    assert roles == sorted(roles)


def test_a_trial_runs_each_history_once(village):
    trial = Trial(village, 5)
    assert trial.history(days=42) is trial.history(days=42)
    assert trial.history(days=42) != trial.history(days=42, changes={"hours.switching": 0.0})
    assert trial.history("integrated", days=42) != trial.history(days=42)


def test_half_of_the_newcomers_are_at_full_output_when_the_learning_curve_says_so():
    """All start together: who has practiced E hours with 1 - (1 - s0) (1 + E / E0)^-b above 0.9 of the standard."""
    whose = resized(company("midmarket_saas"), staff={"reps": 40})
    trial = Trial(whose, 3)
    share = measures.full_output_in_five_months(trial)
    people = trial.history(days=105, changes={"staff.seniority_days": 0.0, "turnover.scale": 0.0}).people
    reps = people[people["role"] == 1]
    practice = Settings().practice
    packed = record(practice)[0]
    able = np.array([skill(packed, float(hours)) for hours in reps["experience"][:, 1]])
    assert share == pytest.approx((able >= 0.9 * practice.standard).mean())
    assert measures.full_output_in_a_year(trial) > share


def test_advertising_decays_as_its_carry_over_says():
    """Half-life ln 2 / -ln 0.93 = 9.6 weeks, seen at the end of a week."""
    trial = Trial(company("midmarket_saas"), 1)
    assert measures.advertising_half_life(trial) == pytest.approx(math.log(2.0) / -math.log(0.93), abs=1.0)
    assert 1.5 < measures.advertising_long_over_short(trial) < 3.0


def test_wear_is_found_where_it_is_and_not_where_it_is_not():
    whose = resized(company("midmarket_saas"), market={"prospects": 5000}, response={"respond_curious": 0.02})
    found = [measures.touch_wear(Trial(whose, seed)) for seed in range(6)]
    assert np.mean(found) == pytest.approx(-0.16, abs=0.06)  # of 22 % a touch, some has faded by the next one
    without = []
    for seed in range(6):
        trial = Trial(whose, seed)
        trial._histories[("separated", 252, True)] = trial.history(days=252, journeys=True, changes={"demand.wear": 0.0})
        without.append(measures.touch_wear(trial))
    assert np.mean(without) == pytest.approx(0.0, abs=0.07)


def test_validation_judges_means_and_tells_roles_apart(village, monkeypatch):
    monkeypatch.setattr(validation, "targets_for", lambda _: [EASY, HARD, LOOSE])
    found = validate(village, seeds=3)
    assert [one.inside for one in found.findings] == [True, False, False]
    assert [one.target.name for one in found.missed("fit")] == ["T2"]
    assert [one.target.name for one in found.missed("validate")] == ["T3"]
    first = found.findings[0]
    assert first.low < first.mean < first.high
    assert first.clear
    assert (first.seeds, len(found.table())) == (3, 3)
    with pytest.raises(BadValue):
        validate(village, seeds=1)


def test_the_same_seeds_give_the_same_findings(village):
    rows = [validate(village, seeds=2, workers=workers).rows() for workers in (1, 2)]
    assert json.dumps(rows[0]) == json.dumps(rows[1])


@pytest.mark.parametrize(("chosen", "code"), [([EASY, LOOSE], 0), ([EASY, HARD], 3)])
def test_the_command_ends_with_3_only_where_a_target_to_fit_is_missed(tmp_path, monkeypatch, capsys, chosen, code):
    from orgsim.faces.cli import main

    monkeypatch.setattr(validation, "targets_for", lambda _: chosen)
    monkeypatch.chdir(tmp_path)
    words = ["orgsim", "validate", "--company", "smb_startup", "--seeds", "2", "--figure", "t.png"]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as stop:
        main()
    out, err = capsys.readouterr()
    assert stop.value.code == code
    assert "inside" in out
    assert ("smb_startup: T2" in err) == (code == 3)
    assert (tmp_path / "t.png").stat().st_size > 5000


def test_as_json_it_is_one_document(monkeypatch, capsys):
    from orgsim.faces.cli import main

    monkeypatch.setattr(validation, "targets_for", lambda _: [EASY])
    monkeypatch.setattr("sys.argv", ["orgsim", "validate", "--company", "smb_startup", "--seeds", "2", "--json"])
    with pytest.raises(SystemExit) as stop:
        main()
    document = json.loads(capsys.readouterr().out)
    assert stop.value.code == 0
    assert document["targets"][0]["inside"] is True


def test_a_target_without_a_lower_bound_and_one_without_a_number_can_be_drawn(tmp_path):
    rows = [
        {"target": "a", "label": "x", "bound_low": low, "bound_high": 1.0, "simulated": value, "low": value - 0.1,
         "high": value + 0.1, "inside": True, "role": role}
        for low, value, role in ((-math.inf, -0.3, "validate"), (0.0, 0.5, "fit"), (0.0, math.nan, "fit"), (0.0, 9.0, "fit"))
    ]  # fmt: skip
    assert save(targets_figure({"one": rows, "two": rows[:1]}), tmp_path / "x.png").stat().st_size > 5000


def test_an_empty_validation_has_no_misses():
    assert Validation("nobody", ()).missed("fit") == []
