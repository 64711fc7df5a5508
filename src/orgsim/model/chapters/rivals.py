"""M11 Rivals: somebody else may get the deal; static ones that bid, or a second organization in the market.

Two organizations walk worlds of their own; the table ``accounts`` is the same array in both. It says whose offer is on the
table and whose customer an account is. A world with one organization never looks at it.
"""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_MONTH
from orgsim.kernel.draws import coin, uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import binomial
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.purposes import Purpose
from orgsim.model.world import World


class Rivals(Chapter):
    """The buyer chooses among the offers at hand and none at all.

    Static rivals: each of ``firms`` bids for a need with such a chance that one at least does with the company's
    ``market.rivals`` x the segment's ``rivals`` x ``presence``. A rival's offer has the attraction
    r = exp(offer + price_slope x discount) against 1 for not buying. With n of them, at the last step
    P(win) = logistic(odds - ln(1 + n r)), and a need that we do not meet is met by a rival with chance n r / (1 + n r); the
    account is then bound to it for ``binding`` contracts (less than one: another need may be for something else).

    Head to head: a second whole organization takes the place of the static rivals. Where both have an offer on the table,
    the other's attraction is exp(its odds at its last meeting), taken times ``presence``; a sold account is out of reach of
    the other until it leaves.

    Reference: logit choice (McFadden 1974); a competitor costs 2.05 in the log-odds raw, 1.4 within current clients, 0.9
    within new ones (Salvirt data, K9): an offer of 1.12 gives 1.4. Left out: rivals that learn or answer with their price.
    """

    code: ClassVar = "M11"
    effect: ClassVar = Effect("win_rate", rises=False)

    presence: float = parameter(1.0, 0.0, 1.0, "factor", "how far rivals are in the market", neutral=0.0, reference="model")
    firms: int = parameter(1, 1, 8, "firm", "static rivals that may bid", reference="G")
    offer: float = parameter(1.12, -5.0, 5.0, "log-odds", "attraction of a rival's offer against not buying", reference="K9")
    discount: float = parameter(0.0, 0.0, 0.9, "share", "price of rivals below ours", reference="G")
    price_slope: float = parameter(3.0, 0.0, 20.0, "per share", "attraction per share of discount", reference="G")
    binding: float = parameter(
        0.5, 0.0, 5.0, "contract", "how long a rival's customer is out of reach", neutral=0.0, reference="G"
    )


@rule
def bidders(rivals: Rivals, share: float, u: float) -> int:
    """How many static rivals bid for a need, where at least one does with chance ``share``."""
    share = min(1.0, rivals.presence * share)
    if share >= 1.0:
        return rivals.firms
    each = 1.0 - math.exp(math.log(1.0 - share) / rivals.firms)
    return binomial(u, rivals.firms, each)


@rule
def offers(rivals: Rivals, bidding: float) -> float:
    """Attraction of the static rivals' offers together, against 1 for not buying."""
    return bidding * math.exp(rivals.offer + rivals.price_slope * rivals.discount)


@rule
def chosen_share(offered: float) -> float:
    """Chance that a buyer who is not ours takes one of the rivals' offers."""
    return offered / (1.0 + offered)


@rule
def bidding(world: World, index: int, u: float) -> int:
    """How many static rivals bid for a prospect's need."""
    setup = world.setup
    if setup.seat >= 0:  # the other organization stands in their place
        return 0
    share = setup.market.rivals * setup.segment_rivals[world.prospects[index].segment]
    return bidders(setup.settings.rivals, share, u)


@rule
def turn_away(world: World, index: int, when: float) -> None:
    """A need that we did not meet may be met by a static rival, whose customer the account then is for a while."""
    setup = world.setup
    rivals: Rivals = setup.settings.rivals
    prospect = world.prospects[index]
    if prospect.rival == 0:
        return
    u = uniform(setup.market_seed, Purpose.TURN_AWAY, index, prospect.turn, 0)
    if u < chosen_share(offers(rivals, prospect.rival * 1.0)):
        world.today.rival_deals += 1.0
        prospect.bound_until = when + rivals.binding * setup.market.contract_months * DAYS_A_MONTH


@rule
def other_has(world: World, index: int) -> bool:
    """Whether the account is the other organization's customer."""
    seat = world.setup.seat
    return seat >= 0 and world.accounts[index].owner == 1 - seat


@rule
def offered(world: World, index: int) -> float:
    """Attraction of everybody else's offers to a prospect, against 1 for not buying."""
    setup = world.setup
    rivals: Rivals = setup.settings.rivals
    if setup.seat < 0:
        return offers(rivals, world.prospects[index].rival * 1.0)
    account = world.accounts[index]
    if account.bids[1 - setup.seat] == 0:
        return 0.0
    return rivals.presence * math.exp(account.odds[1 - setup.seat])


@rule
def bid(world: World, index: int, odds: float) -> None:
    """Our offer is on the table."""
    seat = world.setup.seat
    if seat >= 0:
        world.accounts[index].bids[seat] = 1
        world.accounts[index].odds[seat] = odds


@rule
def withdraw(world: World, index: int) -> None:
    """Our offer is on the table no more."""
    seat = world.setup.seat
    if seat >= 0:
        world.accounts[index].bids[seat] = 0


@rule
def sell_to(world: World, index: int, when: float) -> None:
    """The account becomes our customer."""
    seat = world.setup.seat
    if seat >= 0:
        world.accounts[index].owner = seat
        world.accounts[index].sold = when


@rule
def set_free(world: World, index: int, when: float) -> None:
    """A customer of ours leaves, and is within reach of the other again."""
    if world.setup.seat >= 0 and world.accounts[index].owner == world.setup.seat:
        world.accounts[index].owner = -1
        world.accounts[index].freed = when


@rule
def one_is_first(world: World, day: int) -> bool:
    """Whether the organization in the first seat is the first to act in the market on this day."""
    return coin(uniform(world.setup.market_seed, Purpose.FIRST_FIRM, 0, day, 0))
