"""The day walked agent by agent: ``OrgModel.step``, with the histories that ``simulate`` gives, to the byte."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import mesa
import numpy as np

from orgsim.inputs.companies import Company, company
from orgsim.inputs.designs import AnyDesign, Rivalry, design
from orgsim.kernel.errors import BadValue, OverriddenAgents
from orgsim.model.acts.people import gather
from orgsim.model.acts.planning import plan
from orgsim.model.acts.record import record
from orgsim.model.acts.turns import call_due, call_people
from orgsim.model.agents import Actor, Head, Marketer, Person, Prospect, Rep
from orgsim.model.agents.actor import misspelt_verbs, overridden
from orgsim.model.populate import populate
from orgsim.model.schedule import DAY, PLANNING, Moment
from orgsim.model.settings import Settings
from orgsim.model.simulation import DEFAULT_COMPANY, checked_seed, checked_settings, history_of, horizon
from orgsim.model.walk import make_room, walk
from orgsim.model.world import World
from orgsim.results.history import History
from orgsim.results.metrics.revenue import INCOME
from orgsim.results.provenance import facts_of

CAST: tuple[type[Actor], ...] = (Marketer, Rep, Head, Prospect)


class OrgModel(mesa.Model):
    """The same model as a Mesa model: marketers, reps, heads and prospects as agents, one business day a step.

    ``cast`` replaces agent classes by subclasses of them, as in ``{Rep: StubbornRep}``. ``seed`` (or an integer or
    generator ``rng``) addresses all draws. ``running`` turns False at the horizon. ``datacollector`` collects the
    ``reporters`` each day. ``world`` is a populated one to walk, as a ``Duopoly`` makes them.
    """

    def __init__(
        self,
        design: str | AnyDesign = "separated",
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
        world: World | None = None,
    ) -> None:
        if seed is None:
            seed = 7 if rng is None else int(rng) if isinstance(rng, int | np.integer) else _from_generator(rng)
        self.draw_seed = checked_seed(seed)
        super().__init__(rng=self.draw_seed)
        self.design, self.company, self.settings = _design(design), _company(company), checked_settings(settings)
        self.days = horizon(years, days)
        if isinstance(self.design, Rivalry):
            raise BadValue("Two organizations in one market are a model of their own: orgsim.Duopoly.")
        self.world: World = world or populate(
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
