"""Whatever people or strangers write into designs, ``--set``, companies, studies, plans, folders: an answer or a sentence.

Never another error, more than two seconds, a message longer than a screen, a number that is none where something was there
to measure, or a file touched that is not ours. ``ORGSIM_FUZZ=100000`` tries so many of each instead of a few hundred.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import HAMLET
from orgsim.faces.cli.options import settings_from
from orgsim.inputs.companies import company, read_company
from orgsim.inputs.designs import DESIGNS, Rivalry, design
from orgsim.kernel.errors import OrgsimError
from orgsim.kernel.parameters import parameters
from orgsim.model.changes import known
from orgsim.model.settings import Settings
from orgsim.model.simulation import parts_of, simulate
from orgsim.studies import load
from orgsim.studies.remarks import on_company
from orgsim.studies.repair import repair
from orgsim.studies.study import Study
from orgsim.studies.tables import points_in

TRIES = int(os.environ.get("ORGSIM_FUZZ", "200"))
SECONDS = 2
fuzzed = settings(
    max_examples=TRIES, deadline=1000 * SECONDS, print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
ODD = [
    "nan", "inf", "-inf", "1e400", "-0", "0x1F", "1_000", "1,5", "12.000", "15%", "yes", "true", "", " ", "9" * 310,
    "1" * 5000, "\0", "\x1b[2J", "é", "会", "\u202e", "'", '"', "[[", "]]", "{", "}", "$x_{", "|", "../..", "a" * 5000, "=",
    ",", ":", "@", "~", " then ", " vs ", "none", "all", "1e-320", "-5", "0.30000000000000004", "\n", "\r", "\t", "#",
]  # fmt: skip
odd = st.one_of(st.sampled_from(ODD), st.floats().map(repr), st.integers().map(str), st.text(max_size=12))
levers = st.sampled_from([*parameters(type(DESIGNS["pods"])), "info_shring", "", "staff.reps"])
point = st.builds(
    lambda name, pairs: name + (":" + ",".join(f"{lever}={value}" for lever, value in pairs) if pairs else ""),
    st.one_of(st.sampled_from([*DESIGNS, "divide_then_reintegrate", "seperated", ""]), odd),
    st.lists(st.tuples(levers, odd), max_size=3),
)
phase = st.builds(lambda to, day, ramp: f"{to}@{day}{ramp}", point, odd, odd | st.just("~21"))
path = st.builds(lambda first, later: " then ".join([first, *later]), point, st.lists(phase, max_size=2))
assigned = st.builds(lambda name, value: f"{name}={value}", st.sampled_from(list(known())) | odd, odd)
designs = st.one_of(point, path, st.builds(lambda a, b: f"{a} vs {b}", path, path), odd)


def tried(call, *given_to):
    """What a call gives; None where it refuses in words of ours, which are not many."""
    try:
        return call(*given_to)
    except OrgsimError as error:
        told = str(error)
        assert told, "an error without a word"
        assert len(told) < 5000, f"{len(told)} letters"
        assert "Traceback" not in told
        return None


@fuzzed
@given(designs)
def test_designs(text):
    found = tried(design, text)
    assert found is None or isinstance(found, Rivalry) or found.model_dump()


@fuzzed
@given(st.lists(odd | assigned, max_size=4))
def test_changes_on_the_command_line(texts):
    found = tried(settings_from, tuple(texts))
    if found is not None:
        tried(parts_of, "pods", "midmarket_saas", *found)


VALUES = ["-1", "0", "1e9", "0.5", "3", "true", "[]", "[1]", "{}", "[[1]]", '""']
LINES = ["[staff]", "[market.x]", "[[segments]]", "[vary]", "x = 1", "= 1", "[plan]", "name = 3"]


def mutated(text, chance):
    """A text file as mistakes leave it: values, keys, lines and bytes changed, doubled, gone."""
    lines = text.splitlines()
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(lines))
        line = lines[place]
        name, equals, value = line.partition("=")
        kind = chance.randrange(8)
        if kind == 0 and equals:
            lines[place] = f"{name}= {chance.choice(ODD)}"
        elif kind == 1 and equals:
            lines[place] = f"{name}= {chance.choice(VALUES)}"
        elif kind == 2:
            lines[place] = f"{chance.choice(ODD)}{equals}{value}"
        elif kind == 3:
            lines.insert(place, line)
        elif kind == 4:
            del lines[place]
            lines = lines or [""]
        elif kind == 5:
            where = chance.randrange(len(line) + 1)
            lines[place] = line[:where] + chance.choice(ODD) + line[where + 1 :]
        elif kind == 6:
            other = chance.randrange(len(lines))
            lines[place], lines[other] = lines[other], line
        else:
            lines.insert(place, chance.choice(LINES))
    return "\n".join(lines)


seeds = st.integers(0, 2**31)
PLANS = ["factorial", "sobol", "morris", "latin_hypercube", "one_at_a_time", "saltelli", "table"]


@fuzzed
@given(seeds)
def test_companies(tmp_path, seed):
    chance = random.Random(seed)
    text = (
        HAMLET
        if chance.random() < 0.5
        else Path(company.__globals__["FOLDER"], "marketplace.toml").read_text(encoding="utf-8")
    )
    file = tmp_path / "c.toml"
    file.write_bytes(mutated(text, chance).encode("utf-8", "surrogatepass"))
    whose = tried(read_company, file)
    tried(on_company, file)
    if whose is not None and whose.market.prospects <= 100 and whose.staff.reps + whose.staff.marketers <= 20:
        history = tried(lambda: simulate("integrated", whose, days=4, journeys=False))
        for name in history.daily.dtype.names:
            assert np.isfinite(np.asarray(history.daily[name], dtype=np.float64)).all(), name
        assert np.isfinite([history.metric(name) for name in ("profit", "revenue", "leads", "deals", "cost")]).all()


SETTINGS = "[practice]\nprogress_ratio = 0.8\nforgetting = 0.05\n[queue]\norder = 'arrival'\n[leads]\ncold_days = 20.0\n"


@fuzzed
@given(seeds)
def test_settings(tmp_path, seed):
    file = tmp_path / "s.toml"
    file.write_bytes(mutated(SETTINGS, random.Random(seed)).encode("utf-8", "surrogatepass"))
    tried(Settings.from_toml, file)


STUDY = """name = "s"
about = "what"
companies = ["hamlet.toml"]
designs = ["separated", "own"]
pairs = 2
days = 5
metrics = ["profit", "leads"]
series = ["revenue"]
[design.own]
base = "pods"
info_sharing = 0.4
[settings]
practice.progress_ratio = 0.9
[vary]
info_sharing = { low = 0.1, high = 0.9, levels = 3 }
sync_every = { values = [5, 21] }
queue.order = { values = ["arrival", "value"] }
[plan]
method = "factorial"
points = 8
levels = 4
[scale.full]
pairs = 9
[page]
figure = "dots"
metrics = ["leads"]
reading = "So much: {gain.mean}."
[page.numbers]
gain = { metric = "leads", of = { design = "own" }, against = { design = "separated" } }
"""


@fuzzed
@given(seeds)
def test_studies(tmp_path, seed):
    chance = random.Random(seed)
    (tmp_path / "hamlet.toml").write_text(HAMLET)
    text = STUDY.replace('"factorial"', f'"{chance.choice(PLANS)}"')
    (tmp_path / "s.toml").write_bytes(mutated(text, chance).encode("utf-8", "surrogatepass"))
    study = tried(Study.from_toml, tmp_path / "s.toml")
    if study is not None:
        assert study.size >= 1


@fuzzed
@given(seeds)
def test_plan_tables(tmp_path, seed):
    chance = random.Random(seed)
    parted = chance.choice([",", ";", "\t", ", ", "|"])
    rows = [
        ["info_sharing", "market.deal_value", "without"],
        ["0.5", "9000", "pay"],
        ["", "12", "nothing"],
        ["1", "1e4", ""],
    ]
    text = "\n".join(parted.join(row) for row in rows)
    file = tmp_path / "p.csv"
    file.write_bytes(mutated(text, chance).encode("utf-8", "surrogatepass"))
    points = tried(points_in, file)
    for one in points or ():
        assert all(isinstance(value, str) or np.isfinite(value) for value in one.values())


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    (folder / "hamlet.toml").write_text(HAMLET)
    study = Study(name="s", folder=str(folder), companies=("hamlet.toml",), pairs=2, days=5, metrics=("profit", "leads"),
                  vary={"info_sharing": {"values": [0.2, 0.8]}})  # fmt: skip
    study.run(folder / "out")
    return study, folder / "out"


def bent(content, chance):
    """A JSON document with one thing in it changed."""
    inner = content
    while isinstance(inner, dict | list) and inner:
        key = chance.choice(list(inner)) if isinstance(inner, dict) else chance.randrange(len(inner))
        if not isinstance(inner[key], dict | list) or not inner[key] or chance.random() < 0.2:
            if chance.random() < 0.3:
                del inner[key]
            else:
                inner[key] = chance.choice(
                    [None, True, -1, 0, 10**9, 10**400, 0.5, "", "x", [], {}, [[]], {"a": 1}, "\x1b", "../x"]
                )
            break
        inner = inner[key]
    return content


@settings(fuzzed, max_examples=max(50, TRIES // 4))
@given(seeds)
def test_result_folders(tmp_path, finished, seed):
    study, whole = finished
    chance = random.Random(seed)
    out = tmp_path / "out"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(whole, out)
    (tmp_path / "precious").write_text("mine")
    if chance.random() < 0.5:
        manifest = bent(json.loads((out / "manifest.json").read_text()), chance)
        (out / "manifest.json").write_text(json.dumps(manifest))
    else:
        victim = chance.choice([one for one in out.rglob("*") if one.is_file()])
        content = bytearray(victim.read_bytes())
        for _ in range(chance.randint(1, 9)):
            if content:
                content[chance.randrange(len(content))] = chance.randrange(256)
        victim.write_bytes(content[: chance.randrange(len(content) + 1)] if chance.random() < 0.3 else content)
    looks = (
        lambda: load(out).table(), lambda: load(out).counts(), lambda: load(out).failures(), lambda: load(out).outdated(),
        lambda: load(out).verify(1), lambda: load(out).problem, lambda: repair(out), lambda: study.run(out, workers=1),
    )  # fmt: skip
    for look in looks:
        tried(look)
    assert (tmp_path / "precious").read_text() == "mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "precious"]
