"""M20 Sellers: people differ in closing and in tempo, whatever they practice, and take it with them when they leave."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import log_normal, normal
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.purposes import Purpose
from orgsim.model.world import World


class Sellers(Chapter):
    """Whoever sells adds N(0, closing) to the log-odds of each meeting, and buyers take log-normal(1, tempo) times as long
    to decide with one as with another. Both are drawn at the hire.

    Reference: between-seller share of the variance of log days to close 0.156 (22 sellers, Olist; D1): with a total spread
    of 1.45 a ``tempo`` of 0.57; win rates by seller are beta-binomial with an intraclass correlation of 0.155 at most
    (Salvirt; D2, confounded with the clients that each has), and of nothing in made-up records (Maven): over four meetings a
    ``closing`` of 0.25 gives about 0.03. Left out: those who qualify differ as well (0.13), sellers who suit some buyers.
    """

    code: ClassVar = "M20"
    effect: ClassVar = Effect("seller_spread", rises=True)

    closing: float = parameter(0.25, 0.0, 2.0, "log-odds", "spread of sellers in closing", neutral=0.0, reference="D2")
    tempo: float = parameter(0.5, 0.0, 2.0, "log units", "spread of the time that buyers take", neutral=0.0, reference="D1")


@rule
def draw_seller(world: World, who: int) -> None:
    """What a newcomer brings along."""
    setup = world.setup
    sellers: Sellers = setup.settings.sellers
    person = world.people[who]
    person.closing = sellers.closing * normal(uniform(setup.seed, Purpose.CLOSING, who, person.hires, 0))
    person.tempo = log_normal(uniform(setup.seed, Purpose.TEMPO, who, person.hires, 0), 1.0, sellers.tempo)
