"""One list of names: whatever changes a number takes the same ones, and does the same."""

from __future__ import annotations

import json

import pytest

import orgsim
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.model.changes import changed, known
from orgsim.studies.factors import factor_names

CHANGES = {
    "market.deal_value": 9000.0, "practice.progress_ratio": 0.9, "info_sharing": 0.8, "queue.order": "arrival",
    "segments": 2,
}  # fmt: skip


def by_hand(village):
    return (
        orgsim.design("pods").set("info_sharing", 0.8),
        village.set("market.deal_value", 9000.0).with_segments(2),
        orgsim.Settings().set("practice.progress_ratio", 0.9).set("queue.order", 1),
    )


def test_every_way_gives_the_same_run(village):
    design, company, settings = by_hand(village)
    expected = orgsim.simulate(design, company, settings=settings, seed=3, days=20)
    assert orgsim.simulate("pods", village, changes=CHANGES, seed=3, days=20) == expected
    assert orgsim.OrgModel("pods", village, changes=CHANGES, seed=3, days=20).run() == expected
    both = orgsim.compare("pods", "pods", village, changes=CHANGES, seed=3, days=20, pairs=2)
    assert both.outcomes_a[0].metrics["leads"] == both.outcomes_b[0].metrics["leads"]
    assert both.company == company


def test_the_command_line_and_studies_take_the_same_names(orgsim, folder):
    words = [word for name, value in CHANGES.items() for word in ("--set", f"{name}={value}")]
    facts = json.loads(orgsim("run", "pods", "--company", "village.toml", "--years", "0.1", *words, "--json")[1])["facts"]
    assert facts["company_numbers"]["market"]["deal_value"] == 9000.0
    assert facts["levers"]["info_sharing"] == 0.8
    assert facts["settings"]["queue"]["order"] == 1
    assert len(facts["company_numbers"]["segments"]) == 2
    lines = "\n".join(f"'{name}' = {json.dumps(value)}" for name, value in CHANGES.items())
    (folder / "s.toml").write_text(
        f"companies = ['village.toml']\ndesigns = ['pods']\npairs = 1\ndays = 25\n[settings]\n{lines}\n"
    )
    assert orgsim("study", "run", "s.toml", "--out", "out", "--quiet")[0] == 0
    recipe = json.loads((folder / "out" / "manifest.json").read_text())["recipe"]
    assert recipe["companies"]["village.toml"] | {"references": {}} == facts["company_numbers"] | {"references": {}}
    assert recipe["designs"]["pods"] == facts["levers"]
    assert recipe["settings"] == facts["settings"]


def test_the_list_is_one():
    assert factor_names() == list(known())


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"market.deal_valu": 1}, UnknownName, "There is no lever, .*'market.deal_valu'. Did you mean market.deal"),
        ({"market.deal_value": "9 k"}, BadValue, "'9 k' must be a number .*: write the bare number, without its unit"),
        ({"without": "pays"}, UnknownName, "no mechanism 'pays'"),
        ({"segments": 99}, BadValue, "segments = 99 lies outside 1..8"),
    ],
)
def test_what_is_none_is_named(village, changes, error, message):
    with pytest.raises(error, match=message):
        changed(orgsim.design("pods"), village, orgsim.Settings(), changes)
