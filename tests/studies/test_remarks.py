"""What is accepted but hardly meant is said, once, on stderr and in the JSON document."""

from __future__ import annotations

import json

import pytest

from orgsim.studies.remarks import on_runs, on_study
from orgsim.studies.study import Study


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"designs": ["pods", "pods"]}, "The designs are the same"),
        (
            {"designs": ["pods", "separated then pods@9999"]},
            "The change on day 9999 of 'separated then pods@9999' lies beyond",
        ),
        ({"days": 1}, "A horizon of 1 day is shorter than nearly every sale takes"),
        ({"changes": ["market.deal_value=12.000"]}, "market.deal_value = 12.000 is 12 EUR.* write 12000"),
        ({"companies": ["marketplace.toml"]}, "is called marketplace, as a shipped one is; its numbers are others"),
        ({"companies": ["empty.toml"]}, "states no number"),
        ({"companies": ["thousands.toml"]}, "staff.rep_pay = 80.000 is 80 EUR per year"),
        ({}, None),
        ({"companies": ["village.toml"]}, None),
        ({"changes": ["practice.progress_ratio=0.875"]}, None),
    ],
)
def test_each_oddity_is_said_once(folder, monkeypatch, given, said):
    monkeypatch.chdir(folder)
    (folder / "marketplace.toml").write_text("[staff]\nreps = 3\n")
    (folder / "empty.toml").write_text("# nothing\n")
    (folder / "thousands.toml").write_text("[staff]\nrep_pay = 80.000  # a year\n")
    usual = {"designs": ["separated", "pods"], "companies": ["midmarket_saas"], "days": 252}
    found = on_runs(**usual | given)
    if said is None:
        assert found == []
    else:
        assert len(found) == 1
        assert __import__("re").search(said, found[0])


def test_a_study_says_them_too(folder):
    study = Study(name="odd", folder=str(folder), companies=("village.toml",), designs=("pods", "pods then separated@300"),
                  settings={"market.deal_value": 9000}, days=200)  # fmt: skip
    assert on_study(study) == [
        "The change on day 300 of 'pods then separated@300' lies beyond the 200 days, and is never seen."
    ]


def test_they_stand_on_stderr_and_in_json(orgsim):
    code, out, err = orgsim("compare", "pods", "pods", "--years", "0.2", "--pairs", "2", "--json")
    assert code == 0
    assert json.loads(out)["notes"] == ["The designs are the same: under the same luck every difference is 0."]
    assert err.count("The designs are the same") == 1
    assert "Note:" not in orgsim("compare", "pods", "pods", "--years", "0.2", "--pairs", "2", "--quiet")[2]
