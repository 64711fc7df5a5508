"""The day walked agent by agent: ``OrgModel.step``, with the histories that ``simulate`` gives, to the byte."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import mesa
import numpy as np

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, OrgDesign, Rivalry
from orgsim.kernel.arguments import SEED, checked, flag, named_values, one_of_kind, optional
from orgsim.kernel.errors import BadValue, OverriddenAgents, shown
from orgsim.kernel.rules import now_warm
from orgsim.kernel.texts import counted
from orgsim.model.activation import activation_order
from orgsim.model.agents import Actor, Head, Marketer, Person, Prospect, Rep
from orgsim.model.agents.actor import misspelt_verbs, overridden
from orgsim.model.changes import Value
from orgsim.model.mesa_customs import DEFAULT_REPORTERS, Luck, Numbering, WithoutSeed, drawn_seed
from orgsim.model.schedule import DAY, Actors, Moment
from orgsim.model.settings import Settings
from orgsim.model.simulation import DEFAULT_COMPANY, GIVEN, history_of, horizon, parts_of, today_of, world_of
from orgsim.model.walk import announce_compiling, make_room, walk
from orgsim.model.world import World
from orgsim.results.history import History
from orgsim.results.provenance import facts_of


def _by_class(name: str, value: Any) -> dict[type, dict[str, Any]]:
    if not isinstance(value, Mapping) or not all(isinstance(kind, type) for kind in value):
        raise BadValue(f"{name} must be reporters by class, as in {{Rep: {{'bar': 'bar'}}}}, not {shown(value)}.")
    return {kind: named_values(name, each) for kind, each in value.items()}


CAST: tuple[type[Actor], ...] = (Marketer, Rep, Head, Prospect)


class OrgModel(mesa.Model):
    """The same model as a Mesa model: marketers, reps, heads and prospects as agents, one business day a step.

    ``cast`` replaces agent classes by subclasses of them, as in ``{Rep: StubbornRep}``. ``seed``, or an integer or generator
    ``rng``, addresses all draws; without either they are fresh, as of any Mesa model, and ``draw_seed`` tells by which seed
    to have them again. ``running`` turns False at the horizon. ``datacollector`` collects each day what ``model_reporters``
    (by default a few), ``agent_reporters`` and ``agenttype_reporters`` ask for. ``changes`` and ``today`` are as in
    ``simulate``; the past is lived by the package's own agents, and ``day`` 0 is the first that yours live. ``world`` is one
    to walk, as a ``Duopoly`` makes them. What the company as a whole does in the course of a day are verbs of the model,
    made from the schedule; a subclass may override them.
    """

    __signature__ = WithoutSeed()

    @checked(
        **GIVEN | {"seed": optional(SEED)}, journeys=flag, model_reporters=optional(named_values),
        agent_reporters=optional(named_values), cast=optional(one_of_kind(Mapping, "classes by class, as in {Rep: MyRep}")),
        agenttype_reporters=optional(_by_class),
        world=optional(one_of_kind(World, "a populated world")),
    )  # fmt: skip
    def __init__(
        self,
        design: str | AnyDesign = "separated",
        company: str | Path | Company = DEFAULT_COMPANY,
        *,
        today: str | OrgDesign | None = None,
        settings: Settings | None = None,
        changes: Mapping[str, Value] | None = None,
        seed: int | None = None,
        rng: Any = None,
        years: float | None = None,
        days: int | None = None,
        journeys: bool = True,
        cast: Mapping[type[Actor], type[Actor]] | None = None,
        model_reporters: Mapping[str, Any] | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
        agenttype_reporters: Mapping[type[Actor], Mapping[str, Any]] | None = None,
        world: World | None = None,
    ) -> None:
        self.draw_seed = drawn_seed(seed, rng)
        super().__init__(rng=self.draw_seed)
        self.random = self.agents.random = Luck(self.draw_seed, self)
        self.design, self.company, self.settings = parts_of(design, company, settings, changes)
        self.days = horizon(years, days)
        if isinstance(self.design, Rivalry):
            raise BadValue("Two organizations in one market are a model of their own: orgsim.Duopoly.")
        self.today = today_of(today, self.company)
        self.world: World = world or world_of(
            self.company,
            self.design,
            self.settings,
            today=self.today,
            seed=self.draw_seed,
            days=self.days,
            journeys=journeys,
        )
        self.cast = dict(cast or {})
        self._check_cast()
        self.day: int = 0
        self.running = True
        self.numbered = 0  # agents so far
        self.seating = True  # agents take their rows; afterwards none can come
        self._people = [self._type(kind)(self, row) for row, kind in enumerate(self._kinds())]
        prospect = self._type(Prospect)
        self._prospects = [prospect(self, row) for row in range(self.company.market.prospects)]
        self.seating = False
        self.vacated: list[int] = []
        self.datacollector = mesa.DataCollector(
            model_reporters=dict(DEFAULT_REPORTERS if model_reporters is None else model_reporters),
            agent_reporters=agent_reporters,
            agenttype_reporters=agenttype_reporters,
        )

    def __copy__(self) -> OrgModel:
        """Agents belong to one model: every copy is a deep one."""
        return copy.deepcopy(self)

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

    def register_agent(self, agent: Any) -> None:
        """Enter an agent; one of a stranger's class gets the next number, too."""
        super().register_agent(agent)
        if isinstance(agent, Actor):
            self.numbered = max(self.numbered, agent.unique_id)
        elif not hasattr(self, "agent_id_counter"):
            agent.unique_id = next(Numbering()[self])

    def vacate(self, row: int) -> None:
        """Leave a post empty for good, when its person is removed."""
        self.vacated.append(row)
        self._people[row] = self._kinds()[row].empty_post(self, row)

    def remove_all_agents(self) -> NoReturn:
        """An organization without people or prospects cannot be walked. Raises BadValue."""
        raise BadValue(
            "Heads and prospects cannot be removed; remove people one by one, or make a model of another company."
        )

    def step(self) -> None:
        """Walk one business day, agent by agent."""
        if self.day >= self.days:
            self.running = False
            return
        if self.day == 0:
            announce_compiling(agents=True)
        self.world = make_room(self.world)
        self.world.counts.day = self.world.setup.opening + self.day
        for place, moment in enumerate(DAY):
            actors = self._actors(moment.actors)
            count = activation_order(self.world, place)
            for row in self.world.acting[:count].tolist():
                getattr(actors[row], moment.verb)()
        self.day += 1
        self.running = self.day < self.days
        self.datacollector.collect(self)
        if self.day == 1:
            now_warm(agents=True)

    def _actors(self, of: Actors) -> list[Any]:
        """Those among whom a moment's actors are, by row."""
        if of == Actors.PROSPECTS:
            return self._prospects
        return [self] if of == Actors.COMPANY else self._people

    def run(self, *, compiled: bool = False) -> History:
        """Walk to the horizon and return the history; compiled only from day 0 and with the package's own agents."""
        if not compiled:
            while self.running:
                self.step()
            return self.history
        self._check_compiled()
        if self.vacated:
            raise OverriddenAgents(
                "People were removed, which the compiled walk would ignore. Use run() without compiled=True."
            )
        if self.day:
            raise BadValue(f"The compiled walk starts at day 0; this model has walked {counted(self.day, 'day')} already.")
        self.world = walk(self.world)
        self.day, self.running = self.days, False
        return self.history

    def _check_compiled(self) -> None:
        changed = [(chosen.__name__, kind.__name__, overridden(chosen)) for kind, chosen in self.cast.items()]
        own = [verb for verb in COMPANY_VERBS if getattr(type(self), verb) is not getattr(OrgModel, verb)]
        for chosen_name, kind_name, verbs in [*changed, (type(self).__name__, OrgModel.__name__, own)]:
            if verbs:
                raise OverriddenAgents(
                    f"{chosen_name} overrides {', '.join(verbs)} of {kind_name} in Python, which the compiled walk would "
                    "ignore. Use run() without compiled=True."
                )

    def so_far(self, column: str) -> float:
        """Sum of a column of the daily table over the days walked."""
        opening = self.world.setup.opening
        return float(np.asarray(self.world.daily)[column][opening : opening + self.day].sum())

    @property
    def history(self) -> History:
        """What the run has left so far."""
        facts = facts_of(self.company, self.design, self.settings, self.draw_seed, self.days, self.today)
        return history_of(self.world, facts)


def _verb(moment: Moment) -> Callable[[OrgModel], None]:
    rule = moment.rule
    assert rule is not None

    def verb(self: OrgModel) -> None:
        rule(self.world)

    verb.__name__ = moment.verb
    verb.__doc__ = f"{moment.name[:1].upper()}{moment.name[1:]}: {moment.about}."
    return verb


COMPANY_VERBS = tuple(moment.verb for moment in DAY if moment.actors == Actors.COMPANY)
for _moment in DAY:
    if _moment.actors == Actors.COMPANY:
        setattr(OrgModel, _moment.verb, _verb(_moment))
