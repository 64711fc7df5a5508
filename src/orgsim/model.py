"""The day walked two ways: whole and compiled by ``simulate``, agent by agent by ``OrgModel.step``."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import mesa
import numpy as np

from orgsim.acts.people import gather
from orgsim.acts.planning import plan
from orgsim.acts.record import record
from orgsim.acts.turns import call_due, call_people
from orgsim.agents import Actor, Head, Marketer, Person, Prospect, Rep
from orgsim.agents.actor import misspelt_verbs, overridden
from orgsim.companies import Company, company
from orgsim.designs import OrgDesign, design
from orgsim.errors import BadValue, OverriddenAgents
from orgsim.history import History
from orgsim.metrics.revenue import INCOME
from orgsim.populate import populate
from orgsim.provenance import facts_of
from orgsim.schedule import DAY, PLANNING, Moment
from orgsim.settings import Settings
from orgsim.walk import make_room, walk
from orgsim.world import DAYS_A_YEAR, World

DEFAULT_COMPANY = "midmarket_saas"
MAX_DAYS = 100 * DAYS_A_YEAR
CAST: tuple[type[Actor], ...] = (Marketer, Rep, Head, Prospect)


def horizon(years: float | None, days: int | None) -> int:
    """Business days of a run. Raises BadValue."""
    if years is not None and days is not None:
        raise BadValue("Give the horizon in years or in days, not in both.")
    if days is None:
        years = 2.0 if years is None else years
        if isinstance(years, bool) or not isinstance(years, int | float):
            raise BadValue(f"years = {years!r} must be a number (years of 252 business days).")
        if not 0.0 < years <= MAX_DAYS / DAYS_A_YEAR:
            raise BadValue(f"years = {years:g} lies outside 0..{MAX_DAYS / DAYS_A_YEAR:g} (years of 252 business days).")
        days = max(1, round(years * DAYS_A_YEAR))
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= MAX_DAYS:
        raise BadValue(f"days = {days!r} lies outside 1..{MAX_DAYS} (business days).")
    return days


def checked_seed(seed: int) -> int:
    """The seed, if draws can use it. Raises BadValue."""
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed < 2**63:
        raise BadValue(f"seed = {seed!r} must be a whole number from 0 to 2^63 - 1.")
    return int(seed)


def checked_settings(settings: Settings | None) -> Settings:
    """The settings, or the defaults. Raises BadValue."""
    if settings is not None and not isinstance(settings, Settings):
        raise BadValue(
            f"settings must be orgsim.Settings, as in Settings().set('practice.progress_ratio', 0.9), not {settings!r}."
        )
    return settings or Settings()


def history_of(world: World, facts: dict[str, Any]) -> History:
    """The history that a walked world leaves."""
    counts = world.counts[0]
    leads, journeys = np.asarray(world.leads), np.asarray(world.journeys)
    tables = {
        "daily": np.asarray(world.daily),
        "leads": leads[: counts.leads],
        "journeys": journeys[: counts.entries],
        "people": np.asarray(world.people),
    }
    return History(**{name: np.array(table) for name, table in tables.items()}, facts=facts)


def simulate(
    design_or_name: str | OrgDesign = "separated",
    company_or_name: str | Path | Company = DEFAULT_COMPANY,
    *,
    settings: Settings | None = None,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    journeys: bool = True,
) -> History:
    """Run one design in one company, compiled, and return its history.

    Parameters: a design or its name, a company, its name or a TOML path, mechanism settings, seed (0..2^63-1), horizon in
    years of 252 business days (default 2) or in days, and whether to record journeys. Raises UnknownName, BadValue or
    BrokenFile.

    >>> simulate("integrated", days=5, seed=1)
    History(integrated at midmarket_saas, 5 days, seed 1: 117 leads, 0 deals)
    """
    of, whose, chosen = design(design_or_name), company(company_or_name), checked_settings(settings)
    length = horizon(years, days)
    seed = checked_seed(seed)
    world = walk(populate(whose, of, chosen, seed=seed, days=length, journeys=journeys))
    return history_of(world, facts_of(whose, of, chosen, seed, length))


class OrgModel(mesa.Model):
    """The same model as a Mesa model: marketers, reps, heads and prospects as agents, one business day a step.

    ``cast`` replaces agent classes by subclasses of them, as in ``{Rep: StubbornRep}``. ``seed`` (or an integer or
    generator ``rng``) addresses all draws. ``running`` turns False at the horizon. ``datacollector`` collects the
    ``reporters`` each day.
    """

    def __init__(
        self,
        design: str | OrgDesign = "separated",
        company: str | Path | Company = DEFAULT_COMPANY,
        *,
        settings: Settings | None = None,
        seed: int | None = None,
        rng: Any = None,
        years: float | None = None,
        days: int | None = None,
        journeys: bool = True,
        cast: Mapping[type[Actor], type[Actor]] | None = None,
        reporters: Mapping[str, Callable[[OrgModel], Any]] | None = None,
    ) -> None:
        if seed is None:
            seed = 7 if rng is None else int(rng) if isinstance(rng, int | np.integer) else _from_generator(rng)
        self.draw_seed = checked_seed(seed)
        super().__init__(rng=self.draw_seed)
        self.design, self.company, self.settings = _design(design), _company(company), checked_settings(settings)
        self.days = horizon(years, days)
        self.world: World = populate(
            self.company, self.design, self.settings, seed=self.draw_seed, days=self.days, journeys=journeys
        )
        self.cast = dict(cast or {})
        self._check_cast()
        self.day: int = 0
        self.running = True
        self._people = [self._type(kind)(self, row) for row, kind in enumerate(self._kinds())]
        prospect = self._type(Prospect)
        self._prospects = [prospect(self, row) for row in range(self.company.market.prospects)]
        self.datacollector = mesa.DataCollector(model_reporters=dict(reporters or DEFAULT_REPORTERS))

    def _kinds(self) -> list[type[Actor]]:
        staff = self.company.staff
        return [Marketer] * staff.marketers + [Rep] * staff.reps + [Head, Head]

    def _check_cast(self) -> None:
        for kind, chosen in self.cast.items():
            if kind not in CAST:
                names = ", ".join(one.__name__ for one in CAST)
                raise BadValue(f"The cast replaces {names}; it knows no {getattr(kind, '__name__', repr(kind))}.")
            if not isinstance(chosen, type) or not issubclass(chosen, kind):
                raise BadValue(f"{getattr(chosen, '__name__', repr(chosen))} must be a subclass of {kind.__name__}.")
            for given, verb in misspelt_verbs(chosen).items():
                raise BadValue(f"{chosen.__name__}.{given} is never called. Did you mean {verb}?")

    def _type(self, kind: type[Actor]) -> type[Actor]:
        return self.cast.get(kind, kind)

    def prospect(self, row: int) -> Prospect:
        """The prospect in this row."""
        return self._prospects[row]  # type: ignore[return-value]  # built as such

    def person(self, row: int) -> Person | Head:
        """The person in this row: marketers first, then reps, then the two heads."""
        return self._people[row]  # type: ignore[return-value]  # built as such

    def step(self) -> None:
        """Walk one business day, agent by agent."""
        if self.day >= self.days:
            self.running = False
            return
        self.world = make_room(self.world)
        self.world.counts[0].day = self.day
        for moment in DAY:
            self._walk_moment(moment)
        self.day += 1
        self.running = self.day < self.days
        self.datacollector.collect(self)

    def _walk_moment(self, moment: Moment) -> None:
        world, setup = self.world, self.world.setup[0]
        if moment.actors == "prospects":
            count = call_due(world, moment.code)
            for row in world.due[:count].tolist():
                getattr(self._prospects[row], moment.verb)()
            return
        if moment.actors == "nobody":
            record(world)
            return
        first = setup.workers if moment.actors == "heads" else 0
        last = setup.workers if moment.actors == "workers" else setup.people
        if moment.actors == "everybody":
            gather(world)
        call_people(world, moment.code, first, last)
        for row in world.turns[: last - first].tolist():
            getattr(self._people[row], moment.verb)()
        if moment.code == PLANNING:
            plan(world)

    def run(self, *, compiled: bool = False) -> History:
        """Walk to the horizon and return the history; compiled only from day 0 and with the package's own agents."""
        if not compiled:
            while self.running:
                self.step()
            return self.history
        for kind, chosen in self.cast.items():
            if verbs := overridden(chosen):
                raise OverriddenAgents(
                    f"{chosen.__name__} overrides {', '.join(verbs)} of {kind.__name__} in Python, which the compiled walk "
                    "would ignore. Use run() without compiled=True."
                )
        if self.day:
            raise BadValue(f"The compiled walk starts at day 0; this model has walked {self.day} days already.")
        self.world = walk(self.world)
        self.day, self.running = self.days, False
        return self.history

    def so_far(self, column: str) -> float:
        """Sum of a column of the daily table over the days walked."""
        return float(np.asarray(self.world.daily)[column][: self.day].sum())

    @property
    def history(self) -> History:
        """What the run has left so far."""
        return history_of(self.world, facts_of(self.company, self.design, self.settings, self.draw_seed, self.days))


def _from_generator(rng: Any) -> int:
    return int(np.random.default_rng(rng).integers(2**63 - 1))


_design, _company = design, company  # the names that OrgModel's parameters shadow

DEFAULT_REPORTERS: dict[str, Callable[[OrgModel], Any]] = {
    "day": lambda model: model.day,
    "leads": lambda model: int(model.world.counts[0].leads),
    "deals": lambda model: model.so_far("wins"),
    "disputes": lambda model: model.so_far("disputes"),
    "revenue": lambda model: math.fsum(model.so_far(flow) for flow in INCOME),
}
