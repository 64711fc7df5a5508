"""Every number in every reading of ours comes from the rows by name, or is one that the study itself states."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from orgsim.faces.pages.validation_plan import Readings, page_plan
from orgsim.inputs.designs import DESIGNS, OrgDesign
from orgsim.kernel.parameters import parameters
from orgsim.studies.study import Study

EXPERIMENTS = Path(__file__).parents[3] / "experiments"
WORDS = re.compile(
    "three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|(twen|thir|for|fif|six)ty|"
    "hundred|thousand|dozen|thirds?|quarter|fifth|sixth"
)
OF_THE_TEXT = {0.0, 95.0, 100.0}  # day 0, intervals of 95 %, and so many per 100 qualified leads
QUARTER_OF_A_YEAR = "quarter"


def stated(study):
    """The numbers that a study states: values of its factors, levers of its designs, pairs."""
    values = [value for point in study.points for value in point.values() if not isinstance(value, str)]
    levers = [getattr(DESIGNS[name], lever) for name in ("separated", *study.designs) if name in DESIGNS
              for lever in parameters(OrgDesign)]  # fmt: skip
    return {*OF_THE_TEXT, study.pairs, *values, *levers}


def hidden(text, allowed):
    """Numbers of a template that neither the rows nor the study tell."""
    text = re.sub(r"\{[^{}]*\}", "", text)
    found = [
        one
        for one in re.findall(r"(?<![\w.])\d+(?:[.,]\d+)*", text)
        if not any(math.isclose(float(one.replace(",", "")), value, abs_tol=1e-9) for value in allowed)
    ]
    words = re.findall(r"[a-z]+", text.lower())
    return found + [one for one in words if WORDS.fullmatch(one) and one != QUARTER_OF_A_YEAR]


@pytest.mark.parametrize("path", sorted(EXPERIMENTS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_reading_of_an_experiment_states_no_number_of_its_own(path):
    study = Study.from_toml(path)
    assert hidden(study.page.reading, stated(study)) == []


@pytest.mark.parametrize("section", Readings.model_fields)
def test_the_readings_of_the_validation_page_state_no_number_of_their_own(section):
    plan = page_plan(EXPERIMENTS / "validation")
    study = plan.studies.get(section, plan.studies["turning"])
    assert hidden(getattr(plan.readings, section), stated(study)) == []


def test_a_number_that_hides_is_found():
    assert hidden("ahead by 1.55 M, {a.mean}, in eleven of 12 pairs; the 95 % interval", {95.0, 12}) == ["1.55", "eleven"]
