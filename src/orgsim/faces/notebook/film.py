"""A run filmed day by day: who works on what, queues, disputes, trust, and some accounts' lives; for the player."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from orgsim.analysis.parting import journey
from orgsim.analysis.why.hours import NAMES
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import DesignPath, OrgDesign
from orgsim.kernel.arguments import checked, whole
from orgsim.kernel.codes import words
from orgsim.kernel.errors import BadValue, shown
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.results.codes import DisputeKind, Entry, Role, Stage, Use
from orgsim.results.history import History

MOST_DAYS: Final = 252
ACCOUNTS: Final = 8  # whose lives are told
STEPS: Final = 60  # of a life that are told
OPEN: Final = (Stage.MQL, Stage.SAL, Stage.OPPORTUNITY)
Film = dict[str, Any]


@checked(days=whole(1, MOST_DAYS, "days"))
def film(of: OrgModel | History, days: int = 63) -> Film:
    """Walk a model on by so many days at most, agent by agent, and keep what there is to see; of a history, the run is
    walked again from what it was given. JSON throughout. Raises BadValue of what is no run.
    """
    model = again(of) if isinstance(of, History) else of
    if not isinstance(model, OrgModel):
        raise BadValue(f"A film is of an OrgModel or a History, not of {shown(of)}.")
    frames: list[dict[str, Any]] = []
    while model.running and len(frames) < days:
        model.step()
        frames.append(_frame(model))
    names, roles = _people(model)
    if not frames:
        raise BadValue("This model has walked to its end; make a new one to watch.")
    return {
        "title": f"{model.history.facts['design']} at {model.company.name}, seed {model.draw_seed}",
        "people": names, "roles": roles, "uses": [NAMES.get(use, words(Use)[use]) for use in Use],
        "stages": [words(Stage)[one].replace("_", " ") for one in Stage], "frames": frames,
        "accounts": _accounts(model.history),
    }  # fmt: skip


def again(history: History) -> OrgModel:
    """The model of a history, on the morning of its first day. Raises BadValue of two organizations in one market."""
    facts = history.facts
    if "own" in facts["levers"]:
        raise BadValue("A film is of one organization, not of two in one market.")
    today = facts["today"]["levers"] if facts["today"] else None
    return OrgModel(
        _design(facts["levers"]), Company.model_validate(_tuples(facts["company_numbers"])),
        today=None if today is None else OrgDesign(**today), settings=Settings.model_validate(_numbers(facts["settings"])),
        seed=facts["seed"], days=facts["days"],
    )  # fmt: skip


def _design(levers: dict[str, Any]) -> OrgDesign | DesignPath:
    return DesignPath.model_validate(_tuples(levers)) if "phases" in levers else OrgDesign(**levers)


def _tuples(content: dict[str, Any]) -> dict[str, Any]:
    """Lists as the tuples that groups hold."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in content.items()}


def _numbers(value: Any) -> Any:
    """Settings as they were stored: infinite numbers stand there as text."""
    if isinstance(value, dict):
        return {key: _numbers(one) for key, one in value.items()}
    return float(value) if isinstance(value, str) else value


def _people(model: OrgModel) -> tuple[list[str], list[str]]:
    seen: dict[int, int] = {}
    names, roles = [], []
    for code in np.asarray(model.world.people)["role"].tolist():
        seen[code] = seen.get(code, 0) + 1
        roles.append(words(Role)[code])
        names.append(f"{roles[-1]} {seen[code]}")
    return names, roles


def _frame(model: OrgModel) -> dict[str, Any]:
    """What there is to see at the end of a day."""
    people = np.asarray(model.world.people)
    today = np.asarray(model.world.daily)[model.world.counts.day]
    disputes = {words(DisputeKind)[kind].replace("_", " "): int(today["disputes"][kind]) for kind in DisputeKind}
    return {
        "day": model.day, "hours": np.round(people["hours"], 2).tolist(), "present": people["present"].tolist(),
        "away": people["away"].tolist(), "queue": _queues(model), "stocks": today["stocks"].astype(int).tolist(),
        "entered": today["entered"].astype(int).tolist(), "deals": int(today["deals"]),
        "disputes": {kind: count for kind, count in disputes.items() if count}, "waiting": int(today["disputes_waiting"]),
        "trust": [round(float(one), 3) for one in today["unit_trust"]],
    }  # fmt: skip


def _queues(model: OrgModel) -> list[int]:
    """Leads that lie with each person: to be qualified, to be contacted, in talks, open deals."""
    prospects, people = np.asarray(model.world.prospects), np.asarray(model.world.people)
    with_lead = prospects[(prospects["lead"] >= 0) & np.isin(prospects["stage"], OPEN)]
    owners = np.asarray(model.world.leads)["owner"][with_lead["lead"]]
    counts = np.bincount(owners[owners >= 0], minlength=len(people))
    return [int(one) for one in counts[: len(people)]]


def _accounts(history: History) -> list[dict[str, Any]]:
    """The accounts of which there is most to tell, with their lives."""
    rows = history.journeys
    rows = rows[rows["time"] >= 0.0]
    if not len(rows):
        return []
    told = rows[rows["kind"] == Entry.STAGE]
    numbers, counts = np.unique(told["prospect"], return_counts=True)
    chosen = numbers[np.argsort(-counts, kind="stable")][:ACCOUNTS].tolist()
    found = []
    for prospect in chosen:
        steps = [one for one in journey(history, prospect) if one.day >= 0.0][-STEPS:]
        found.append({"name": f"account {prospect}", "steps": [[round(one.day, 1), one.text, one.heard] for one in steps]})
    return found
