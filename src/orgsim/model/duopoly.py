"""Two organizations in one market as a Mesa model: both walk agent by agent, and learn each morning what the other sold."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mesa

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, Rivalry
from orgsim.kernel.arguments import SEED, checked, flag, optional, whole
from orgsim.kernel.errors import BadValue, shown
from orgsim.model.changes import Value
from orgsim.model.chapters.pipeline import learn_of_other
from orgsim.model.chapters.rivals import one_is_first
from orgsim.model.mesa_customs import drawn_seed
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.model.simulation import AT_HOME, DEFAULT_COMPANY, SHARED, horizon, parts_of, shared_worlds
from orgsim.model.walk import make_room
from orgsim.results.history import History


class Duopoly(mesa.Model):
    """Head to head: ``organizations`` are two OrgModels that share the market's accounts, by seat.

    ``rivalry`` names both, as in ``"separated vs integrated"``; ``seat`` (0 or 1, by default drawn by the seed) is where the
    first of them sits; both are at home. ``own`` is the first one's model. Equal to ``simulate`` on the same rivalry, to the
    byte.
    """

    @checked(**SHARED | {"seed": optional(SEED)}, seat=optional(whole(0, 1, "seat")), journeys=flag)
    def __init__(
        self,
        rivalry: str | AnyDesign = "separated vs integrated",
        company: str | Path | Company = DEFAULT_COMPANY,
        *,
        settings: Settings | None = None,
        changes: Mapping[str, Value] | None = None,
        seed: int | None = None,
        rng: Any = None,
        seat: int | None = None,
        years: float | None = None,
        days: int | None = None,
        journeys: bool = True,
        **options: Any,
    ) -> None:
        of, whose, chosen = parts_of(rivalry, company, settings, changes)
        if not isinstance(of, Rivalry):
            raise BadValue(f"A duopoly has two organizations, as in 'separated vs integrated', not {shown(rivalry)}.")
        self.draw_seed, length = drawn_seed(seed, rng), horizon(years, days)
        super().__init__(rng=self.draw_seed)
        seed = self.draw_seed
        self.seat = seed & 1 if seat is None else seat
        worlds = shared_worlds(of, whose, chosen, seed=seed, seat=self.seat, days=length, journeys=journeys)
        sides = (of.own, of.other) if self.seat == 0 else (of.other, of.own)
        self.organizations = tuple(
            OrgModel(side, whose, today=AT_HOME, settings=chosen, seed=seed, days=length, world=world, **options)
            for side, world in zip(sides, worlds, strict=True)
        )
        self.own, self.other = self.organizations[self.seat], self.organizations[1 - self.seat]
        self.running = True

    def __copy__(self) -> Duopoly:
        """Agents belong to one model: every copy is a deep one."""
        return copy.deepcopy(self)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """A copy's two organizations share the accounts of its market, as the original's do."""
        self.__dict__.update(state)
        one, two = self.organizations
        two.world = two.world.with_longer(accounts=one.world.array("accounts"))

    def step(self) -> None:
        """Walk one business day in both organizations; who comes first is drawn."""
        one, two = self.organizations
        if not one.running:
            self.running = False
            return
        for organization in (one, two):
            organization.world = make_room(organization.world)
            organization.world.counts.day = one.world.setup.opening + one.day
            learn_of_other(organization.world)
        for organization in (one, two) if one_is_first(one.world, int(one.world.counts.day)) else (two, one):
            organization.step()
        self.running = one.running

    def run(self) -> tuple[History, History]:
        """Walk to the horizon; returns our own history and the other's."""
        while self.running:
            self.step()
        return self.own.history, self.other.history
