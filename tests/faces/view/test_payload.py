"""The payload: a document of a shipped schema, whose numbers are those of the library."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

import orgsim
from orgsim.faces import telling
from orgsim.faces.drawing import DRAWINGS
from orgsim.faces.view.payload import Payload, payload
from orgsim.kernel.errors import BadValue

VIEW = files("orgsim.faces.view")


@pytest.fixture(scope="module")
def found():
    return orgsim.compare("separated", "pods", "smb_startup", pairs=3, days=63)


def plain(schema):
    """A schema without what goes without saying, which only some versions of pydantic say."""
    if isinstance(schema, dict):
        return {key: plain(one) for key, one in schema.items() if (key, one) != ("additionalProperties", True)}
    return [plain(one) for one in schema] if isinstance(schema, list) else schema


def test_the_schema_is_shipped_and_of_this_version():
    """Renewed by writing ``Payload.model_json_schema()`` there, on purpose, with a new number where it breaks readers."""
    shipped = json.loads((VIEW / "payload.schema.json").read_text(encoding="utf-8"))
    assert plain(shipped) == plain(Payload.model_json_schema())
    assert shipped["properties"]["schema_version"]["const"] == 2


def test_a_payload_is_json_and_comes_back(found):
    told = payload(found, pairs_asked=40, notes=["odd"])
    text = told.model_dump_json()
    assert "NaN" not in text
    assert "Infinity" not in text
    assert Payload.model_validate_json(text) == told
    assert (told.pairs_done, told.pairs_asked, told.notes) == (3, 40, ["odd"])


def test_numbers_are_those_of_the_library(found):
    (answer,) = payload(found).answers
    panels = {one.kind: one for one in answer.panels}
    assert set(panels) == set(orgsim.faces.drawing.kinds(found))
    bridge = {row[0]: row[1:] for row in panels["bridge"].rows}
    whole = found["profit"]
    assert bridge.pop("together") == [whole.difference, whole.low, whole.high]
    assert bridge == {part.name: [part.mean, part.low, part.high] for part in found.bridge}
    leads = [row[2] for row in panels["flow"].rows[:5]]
    assert [row[3] for row in panels["flow"].rows[:5]] == [*(one - after for one, after in pairwise(leads)), 0.0]
    profit = next(row for row in panels["differences"].rows if row[0] == "Profit")
    one = found["profit"]
    assert profit[:7] == ["Profit", "EUR", one.mean_a, one.mean_b, one.difference, one.low, one.high]
    assert answer.headline == telling.verdict(found)
    assert f"{answer.headline}{answer.details}".replace(" ", "") == found.summary().replace(" ", "")


def test_a_run_is_titled_by_its_design_and_company():
    told = payload(orgsim.simulate("pods", "smb_startup", days=21))
    assert told.title == "pods at smb_startup"
    assert dict(told.facts) == {"company": "smb_startup", "horizon": "21 business days", "seed": "7"}


ALONE = ("targets",)  # shown as its table


def test_every_figure_has_a_sentence_and_a_chart(found):
    charts = (VIEW / "web" / "charts.js").read_text(encoding="utf-8")
    known = set(re.findall(r"(\w+)(?:: \w+)?,", charts.partition("export const CHARTS = {")[2].partition("};")[0]))
    assert set(DRAWINGS) - {"journey", *ALONE} <= known  # journeys are lists, not charts
    for panel in payload(found).answers[0].panels:
        assert panel.sentence.endswith("."), panel.kind
        assert len(panel.sentence) > 20


def test_of_what_has_no_picture_there_is_no_payload():
    with pytest.raises(BadValue, match="no picture of 3"):
        payload(3)
    with pytest.raises(BadValue, match="one answer at least"):
        payload()


def test_the_bundle_is_made_of_the_modules_beside_it():
    """`npm install && npm run build` in web/ makes it anew; its first line names what it was made of."""
    web = Path(str(VIEW / "web"))
    digest = hashlib.sha256()
    names = sorted(path.name for path in web.iterdir() if path.suffix in (".js", ".css"))
    for name in [*names, "package.json"]:
        digest.update(name.encode() + b"\0" + (web / name).read_bytes() + b"\0")
    bundle = (VIEW / "orgsim-view.js").read_text(encoding="utf-8")
    assert f"/* sources {digest.hexdigest()};" in bundle[:200]
    assert len(bundle.encode()) < 800_000
    assert not re.search(r"https?://(?!www\.w3\.org|echarts\.apache\.org)[a-z]", bundle)  # it loads nothing from anywhere
    assert "Apache License" in (VIEW / "LICENSES.txt").read_text(encoding="utf-8")


def test_the_same_design_on_both_sides_is_told_apart_everywhere():
    same = orgsim.compare("pods", "pods", "smb_startup", pairs=2, days=42)
    panels = {panel.kind: panel for panel in payload(same).answers[0].panels}
    assert {row[0] for row in panels["flow"].rows} == {"pods (a)", "pods (b)"}
    assert "nothing to divide" in panels["bridge"].sentence
    assert "more pairs would tell" not in panels["bridge"].sentence


def test_columns_say_what_they_hold(found):
    """An interval, a band of runs, and the ends of a range are different things."""
    panels = {panel.kind: panel for panel in payload(found).answers[0].panels}
    labels = {kind: [column.label for column in panel.columns] for kind, panel in panels.items()}
    assert labels["bridge"] == ["part", "mean", "95 % from", "95 % to"]
    assert labels["revenue"][2:4] == ["5 % of runs below", "95 % of runs below"]


def test_the_last_month_is_shown_though_it_is_not_over():
    """The sentence tells of 50 days, and so does the picture."""
    short = orgsim.compare("separated", "pods", "smb_startup", pairs=2, days=50)
    panel = next(one for one in payload(short).answers[0].panels if one.kind == "revenue")
    ends = [row for row in panel.rows if row[0] == max(each[0] for each in panel.rows)]
    assert [row[1] for row in ends] == pytest.approx([side.sum(axis=1).mean() for side in short.series("revenue")])


def test_what_counts_no_pairs_says_none_and_versions_are_kept():
    why = orgsim.why("separated", "separated:contact_hours=2", "smb_startup", pairs=2, days=42)
    told = payload(why)
    assert told.pairs_done == 2  # counted by the shares
    assert told.provenance["version"]


def test_a_run_without_leads_is_told_in_words():
    nobody = {"market.prospects": 60, "market.needs_per_year": 0.0, "start.burn_in": 0, "start.customers": 0}
    silent = orgsim.compare("separated", "pods", "smb_startup", pairs=2, days=2, changes=nobody)
    for panel in payload(silent).answers[0].panels:
        assert "nan" not in panel.sentence, panel.sentence
