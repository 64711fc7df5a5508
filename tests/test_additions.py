"""The table of CONTRIBUTING, row by row: what is added where it says works at once, and what is half added is named."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from copies import PackageCopy
from helpers import HAMLET

ROOT = Path(__file__).parent.parent
TABLE = dict(
    re.findall(r"^\| ((?:a|an) [^|]+?) \| ([^|]+?) \| [^|]+ \|$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE)
)
"""The places by what is to be added."""
RUN = """
import json
import orgsim
def run(design="separated", **settings):
    changed = orgsim.Settings().set_all({name.replace("__", "."): value for name, value in settings.items()})
    return orgsim.simulate(design, "hamlet.toml", settings=changed, seed=3, days=60)
"""
END = r"\Z"


@dataclass(frozen=True)
class Addition:
    """What is added: edits as (file, pattern, replacement), what a program then prints, and the last edits' forgetting."""

    edits: tuple[tuple[str, str, str], ...]
    program: str
    finds: object
    forgotten: tuple[tuple[str, str, str], ...] = ()
    named_by: str = ""
    told: str = ""


def _higher_bar(factor):
    """The edit by which a lead must look better by a factor."""
    return "model/chapters/inbox.py", r"inbox.selectivity \* person.worth", rf"{factor} * \g<0>"


DISLIKE = (
    ("model/chapters/inbox.py", r"^(    memory: float = parameter)",
     '    dislike: float = parameter(0.0, 0.0, 999.0, "factor", "more it must look", neutral=0.0, reference="G")\n\\1'),
    _higher_bar("(1.0 + inbox.dislike)"),
)  # fmt: skip
NOBODY = (
    ("model/chapters/inbox.py", r"^(    EVERYBODY = .*)", '\\1\n    NOBODY = 3, "no lead of marketing"'),
    ("model/chapters/inbox.py", r"^    return worth >= needed", "    if inbox.trust == TrustRule.NOBODY:\n"
     "        return False\n    return worth >= needed"),
)  # fmt: skip
RUMOR = '''"""M99 Rumor: sellers hear ill of marketing's leads."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect


class Rumor(Chapter):
    """What a lead must look is multiplied by 1 + doubt.

    Reference: none, a sketch. Left out: how rumors spread.
    """

    code: ClassVar = "M99"
    effect: ClassVar = Effect("acceptance", rises=False, on=(("doubt", 999.0),))

    doubt: float = parameter(0.0, 0.0, 999.0, "factor", "more that a lead must look", neutral=0.0, reference="G")


@rule
def doubted(rumor: Rumor) -> float:
    """Factor on what a lead must look."""
    return 1.0 + rumor.doubt
'''
MECHANISM = (
    ("model/chapters/rumor.py", "", RUMOR),
    ("model/chapters/inbox.py", r"^from orgsim.model.purposes", r"from orgsim.model.chapters.rumor import doubted\n\g<0>"),
    _higher_bar("doubted(setup.settings.rumor)"),
    ("model/settings.py", r"^from orgsim.model.chapters.steps", r"from orgsim.model.chapters.rumor import Rumor\n\g<0>"),
    ("model/settings.py", r"^    strategy: Strategy = .*", r"\g<0>\n    rumor: Rumor = Field(default_factory=Rumor)"),
)  # fmt: skip
COFFEE = '''

@rule
def have_coffee(world: World, who: int) -> None:
    """Half an hour for coffee."""
    if world.people[who].present == 1:
        spend(world, who, Use.IDLE, 1.0 / 2.0)
'''
MOMENT = (
    ("model/chapters/day.py", END, COFFEE),
    ("model/schedule.py", r"^    Moment\(4, .sales.",
     '    Moment(16, "coffee", Actors.WORKERS, "coffee before the phones", day.have_coffee),\n\\g<0>'),
)  # fmt: skip
DESIGN = (
    ("inputs/designs/presets.py", r'^    "undefined": Preset\(',
     '    "cell": Preset(OrgDesign(specialization=0.5), "A test\'s own: all do a bit of all, the rest separated."),\n'
     "\\g<0>"),
)  # fmt: skip
LEVER = (
    ("inputs/designs/levers.py", r"^    sla_enforced: float",
     '    scrutiny: float = parameter(0.0, 0.0, 999.0, "factor", "more that a lead must look")\n\\g<0>'),
    _higher_bar("(1.0 + setup.levers.scrutiny)"),
)  # fmt: skip
METRIC = (
    ("results/metrics/money.py", END, '\n\n@metric("Profit in millions", "M EUR", MONEY, MORE)\n'
     "def profit_millions(history: Recorded) -> float:\n"
     '    """Profit after people and media, in millions."""\n    return profit(history) / 1e6\n'),
)  # fmt: skip
FIGURE = '''

class Stairs(Dots):
    """Differences by design, as a staircase."""

    name = "stairs"
    shows = "differences by design, as stairs"
'''
TARGET = (
    ("evidence/targets.py", r'^    Target\("K1",', '    Target("K99", "Leads at all", 90.0, 1.0, 900.0, "lead", "validate", '
     '"G", lambda trial: trial.history(days=60).metric("leads")),\n\\g<0>'),
)  # fmt: skip
VERB = '''"""``orgsim greet``: a greeting."""

from __future__ import annotations

import click


@click.command(epilog="Example: orgsim greet")
def command() -> None:
    """Say good day to whoever asks."""
    click.echo("good day")
'''
KIOSK = (
    'name = "kiosk"\nabout = "A kiosk."\n' + HAMLET
    + '\n[references]\n"staff.marketers" = "counted"\n"staff.reps" = "counted"\n"market.prospects" = "counted"\n'
    '"market.needs_per_year" = "counted"\n"work.touches_per_hour" = "counted"\n'
    '"work.researched_per_hour" = "counted"\n"work.attempts_per_hour" = "counted"\n'
    '"segments" = "prior"\n"channels" = "prior"\n'
)  # fmt: skip

ADDITIONS = {
    "a variant of a rule": Addition(
        NOBODY,
        RUN + 'print(json.dumps([float(run(inbox__trust=rule).daily["accepted"].sum()) for rule in ("nobody", 3)]))',
        [0.0, 0.0],
    ),
    "a parameter": Addition(
        DISLIKE,
        RUN + "plain, same, less = run(), run(inbox__dislike=0.0), run(inbox__dislike=999.0)\n"
        'print(json.dumps([plain == same, bool(less.daily["accepted"].sum() < plain.daily["accepted"].sum())]))',
        [True, True],
    ),
    "a mechanism": Addition(
        MECHANISM,
        RUN + "from orgsim.model.settings import MECHANISMS\n"
        'print(json.dumps(["rumor" in MECHANISMS, run() == run(rumor__doubt=0.0), run() == run(rumor__doubt=999.0)]))',
        [True, True, False],
        MECHANISM[:1],
        "tests/test_house.py::test_the_parameters_of_every_chapter_are_a_field_of_the_settings",
        "rumor: add a field to Settings",
    ),
    "a moment of the day": Addition(
        MOMENT,
        RUN + 'whose = orgsim.company("hamlet.toml")\n'
        'model = orgsim.OrgModel("separated", whose, seed=3, days=3)\nmodel.run()\n'
        'print(json.dumps([model.history == orgsim.simulate("separated", whose, seed=3, days=3), '
        "callable(model.agents_by_type[orgsim.Rep][0].have_coffee)]))",
        [True, True],
        (MOMENT[0], ("model/schedule.py", MOMENT[1][1], MOMENT[1][2].replace("16", "9"))),
        "tests/test_house.py::test_no_two_moments_share_the_address_of_their_order",
        "len(DAY)",
    ),
    "a design, or a path of designs": Addition(
        DESIGN,
        RUN + 'print(json.dumps([run("cell").facts["design"], orgsim.design("cell").specialization]))',
        ["cell", 0.5],
        ((DESIGN[0][0], DESIGN[0][1], re.sub(r'"A test.*separated\."', '""', DESIGN[0][2])),),
        "tests/test_house.py::test_every_design_has_an_origin_in_words",
        "[cell]",
    ),
    "a lever": Addition(
        LEVER,
        RUN + 'plain, less = run(), run(orgsim.design("separated").set("scrutiny", 999.0))\n'
        'print(json.dumps(bool(less.daily["accepted"].sum() < plain.daily["accepted"].sum())))',
        True,
    ),
    "a company": Addition(
        (("inputs/companies/kiosk.toml", "", KIOSK),),
        RUN + 'print(json.dumps(orgsim.simulate("separated", "kiosk", days=5).facts["company"]))',
        "kiosk",
        (("inputs/companies/kiosk.toml", "", KIOSK.replace('"staff.reps" = "counted"', "")),),
        "tests/inputs/test_companies.py::test_every_number_a_shipped_company_states_has_its_source",
        "staff.reps",
    ),
    "a metric": Addition(
        METRIC,
        RUN + 'one = run()\nprint(json.dumps([one.metric(name) * 1e6 == one.metric("profit") for name in '
        '("profit_millions", "Profit in millions")]))',
        [True, True],
        (("results/metrics/money.py", END, METRIC[0][2].replace("Profit after people and media, in millions.", "")),),
        "tests/results/test_metrics.py::test_every_metric_has_unit_definition_and_block",
        "[profit_millions]",
    ),
    "a figure of a study's page": Addition(
        (("faces/pages/figures.py", END, FIGURE),),
        RUN + 'study = orgsim.Study(name="stairs", designs=["separated", "integrated"], companies=["hamlet.toml"], pairs=2, '
        'days=10, metrics=["profit"], page={"figure": "stairs", "metrics": ["profit"], "reading": "."})\n'
        'study.run("out")\nfrom pathlib import Path\nfrom orgsim.faces.pages.page import write_page\n'
        'write_page(orgsim.load("out"))\nprint(json.dumps([one.name for one in Path("out").glob("*.png")]))',
        ["profit.png"],
    ),
    "a target": Addition(
        TARGET,
        RUN + "from orgsim.evidence.targets import TARGETS\nfrom orgsim.evidence.trial import Trial\n"
        'one = TARGETS["K99"]\nprint(json.dumps(one.met(one.of(Trial(orgsim.company("hamlet.toml"), 3)))))',
        True,
        ((TARGET[0][0], TARGET[0][1], TARGET[0][2].replace('"G"', '"guess"')),),
        "tests/evidence/test_validation.py::test_a_target_has_bounds_a_source_and_a_measure",
        "[K99]",
    ),
    "a verb of the command line": Addition(
        (("faces/cli/verbs/greet.py", "", VERB),),
        "import json\nfrom click.testing import CliRunner\nfrom orgsim.faces.cli.group import cli\n"
        'print(json.dumps([CliRunner().invoke(cli, ["greet"]).output, '
        '"Say good day" in CliRunner().invoke(cli, ["--help"]).output]))',
        ["good day\n", True],
        (("faces/cli/verbs/greet.py", "", VERB.replace("Say good day to whoever asks.", "Hello.")),),
        "tests/test_house.py::test_every_file_among_the_verbs_is_a_command_with_a_sentence",
        "[greet]",
    ),
}
"""Of an experiment, which is no part of the package, see ``test_renewal``."""


def copied(folder, edits):
    """A copy with the edits made; a file that is added has no pattern."""
    copy = PackageCopy(folder)
    for name, pattern, replacement in edits:
        if pattern in ("", END):
            copy.add(name, replacement)
        else:
            copy.edit(name, pattern, replacement)
    (folder / "hamlet.toml").write_text(HAMLET)
    return copy


def test_every_row_of_the_table_is_tried():
    assert ADDITIONS.keys() | {"an experiment"} == TABLE.keys()


@pytest.mark.parametrize("what", ADDITIONS)
def test_what_is_added_where_the_table_says_works_at_once(what, tmp_path):
    one = ADDITIONS[what]
    places = re.findall(r"`([^`]+)`", TABLE[what])
    for name, *_ in one.edits:
        assert any(name.startswith(place) for place in [*places, "model/chapters/"]), f"the table does not name {name}"
    assert copied(tmp_path, one.edits).says(one.program, tmp_path) == one.finds


@pytest.mark.parametrize("what", [what for what, one in ADDITIONS.items() if one.named_by])
def test_what_is_half_added_is_named(what, tmp_path):
    one = ADDITIONS[what]
    copied(tmp_path, one.forgotten)
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", one.named_by], cwd=ROOT,
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert one.told in done.stdout
