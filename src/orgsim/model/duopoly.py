"""Two organizations in one market as a Mesa model: both walk agent by agent, and learn each morning what the other sold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mesa
import numpy as np

from orgsim.inputs.companies import Company, company
from orgsim.inputs.designs import AnyDesign, Rivalry, design
from orgsim.kernel.errors import BadValue
from orgsim.model.chapters.pipeline import learn_of_other
from orgsim.model.chapters.rivals import one_is_first
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.model.simulation import DEFAULT_COMPANY, checked_seed, checked_settings, horizon, shared_worlds
from orgsim.model.walk import make_room
from orgsim.results.history import History

_company = company


class Duopoly(mesa.Model):
    """Head to head: ``organizations`` are two OrgModels that share the market's accounts, by seat.

    ``rivalry`` names both, as in ``"separated vs integrated"``; ``seat`` (0 or 1, by default drawn by the seed) is where the
    first of them sits. ``own`` is the first one's model. Equal to ``simulate`` on the same rivalry, to the byte.
    """

    def __init__(
        self,
        rivalry: str | AnyDesign = "separated vs integrated",
        company: str | Path | Company = DEFAULT_COMPANY,
        *,
        settings: Settings | None = None,
        seed: int = 7,
        seat: int | None = None,
        years: float | None = None,
        days: int | None = None,
        journeys: bool = True,
        **options: Any,
    ) -> None:
        of, whose, chosen = design(rivalry), _company(company), checked_settings(settings)
        if not isinstance(of, Rivalry):
            raise BadValue(f"A duopoly has two organizations, as in 'separated vs integrated', not {rivalry!r}.")
        seed, length = checked_seed(seed), horizon(years, days)
        super().__init__(rng=np.random.default_rng(seed))
        self.seat = seed & 1 if seat is None else seat
        if self.seat not in (0, 1):
            raise BadValue(f"seat = {seat!r} must be 0 or 1.")
        worlds = shared_worlds(of, whose, chosen, seed=seed, seat=self.seat, days=length, journeys=journeys)
        sides = (of.own, of.other) if self.seat == 0 else (of.other, of.own)
        self.organizations = tuple(
            OrgModel(side, whose, settings=chosen, seed=seed, days=length, world=world, **options)
            for side, world in zip(sides, worlds, strict=True)
        )
        self.own, self.other = self.organizations[self.seat], self.organizations[1 - self.seat]
        self.running = True

    def step(self) -> None:
        """Walk one business day in both organizations; who comes first is drawn."""
        one, two = self.organizations
        if not one.running:
            self.running = False
            return
        for organization in (one, two):
            organization.world = make_room(organization.world)
            organization.world.counts.day = one.day
            learn_of_other(organization.world)
        for organization in (one, two) if one_is_first(one.world, one.day) else (two, one):
            organization.step()
        self.running = one.running

    def run(self) -> tuple[History, History]:
        """Walk to the horizon; returns our own history and the other's."""
        while self.running:
            self.step()
        return self.own.history, self.other.history
