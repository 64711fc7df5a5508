"""What every chapter and mechanism must have; a new one is tested before anybody writes a test for it."""

from __future__ import annotations

import inspect
from functools import cache

import numpy as np
import pytest

from orgsim.inputs.designs import DESIGNS
from orgsim.kernel.parameters import parameters
from orgsim.model.settings import CHAPTERS, MECHANISMS, Settings
from orgsim.model.simulation import simulate
from orgsim.results.metrics import METRICS

NAMES = list(MECHANISMS)
SEEDS = range(10)


@cache
def with_everything_neutral(of, seed):
    """What several mechanisms are held against: the same run, done once."""
    return simulate(of, settings=Settings.neutral(), seed=seed, days=378, journeys=False)


def without_it(of, seed, name):
    """The run that a mechanism is held against: everything neutral but what it works on."""
    effect = MECHANISMS[name].effect
    if not effect.beside and not effect.where:
        return with_everything_neutral(of, seed)
    settings = Settings.alone(name).without(name)
    return simulate(of, settings=settings, changes=dict(effect.where), seed=seed, days=378, journeys=False)


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_states_claim_reference_and_what_it_leaves_out(name):
    text = " ".join((inspect.getdoc(CHAPTERS[name]) or "").split())
    assert "Reference:" in text
    assert "Left out:" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_mechanism_has_its_number_in_the_list_of_claims(name):
    module = inspect.getmodule(MECHANISMS[name])
    assert (module.__doc__ or "").startswith(f"{MECHANISMS[name].code} ")


@pytest.mark.parametrize("name", [name for name in CHAPTERS if name not in MECHANISMS])
def test_a_chapter_that_cannot_be_switched_off_has_no_neutral_values(name):
    assert all(one.neutral is None for one in parameters(CHAPTERS[name]).values())


@pytest.mark.parametrize("name", NAMES)
def test_neutral_settings_exist_lie_in_range_and_differ_from_the_defaults(name):
    kind = MECHANISMS[name]
    neutral = [declared for declared in parameters(kind).values() if declared.neutral is not None]
    assert neutral
    assert all(declared.low <= declared.neutral <= declared.high for declared in neutral)
    assert kind.neutral() != kind.switched_on()


@pytest.mark.parametrize("name", NAMES)
def test_the_stated_effect_names_a_metric_and_a_lever(name):
    effect = MECHANISMS[name].effect
    assert effect.metric in METRICS
    assert effect.lever is None or effect.lever in parameters(type(DESIGNS["separated"]))


@pytest.mark.parametrize("name", NAMES)
def test_alone_the_mechanism_works_in_the_stated_direction(name):
    """With every other mechanism neutral the stated metric moves as stated, in the mean of paired runs and beyond noise."""
    effect = MECHANISMS[name].effect
    alone = Settings.alone(name)
    steps = []
    for seed in SEEDS:
        if effect.lever is None:
            high = "separated then integrated@60" if effect.path else "integrated"
            before = without_it(high, seed, name)
        else:
            low, high = (DESIGNS["separated"].set(effect.lever, value) for value in (effect.low, effect.high))
            before = simulate(low, settings=alone, changes=dict(effect.where), seed=seed, days=378, journeys=False)
        after = simulate(high, settings=alone, changes=dict(effect.where), seed=seed, days=378, journeys=False)
        step = after.metric(effect.metric) - before.metric(effect.metric)
        steps.append(step if effect.rises else -step)
    noise = np.std(steps, ddof=1) / np.sqrt(len(steps))
    assert np.mean(steps) > 2.6 * noise, f"{effect.metric} moved by {np.mean(steps):.4g} +- {noise:.2g}"
    assert np.mean(steps) > 0.0
