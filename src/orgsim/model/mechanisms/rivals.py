"""M11 Rivals: somebody else may get the deal."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.quantiles import binomial
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Rivals(Mechanism):
    """The buyer chooses among the offers at hand and none at all.

    Static rivals: each of ``firms`` bids for a need with such a chance that one at least does with the company's
    ``market.rivals`` x the segment's ``rivals`` x ``presence``. A rival's offer has the attraction
    r = exp(quality + price_slope x discount) against 1 for not buying. With n of them, at the last step
    P(win) = logistic(odds - ln(1 + n r)), and a need that we do not meet is met by a rival with chance n r / (1 + n r); the
    account is then bound to it for ``binding`` contracts (less than one: another need may be for something else).

    Head to head: a second whole organization takes the place of the static rivals. Where both have an offer on the table,
    the other's attraction is exp(its odds at its last meeting), taken times ``presence``; a sold account is out of reach of
    the other until it leaves.

    Source: logit choice (McFadden 1974); a competitor costs 2.05 in the log-odds raw, 1.4 within current clients, 0.9 within
    new ones (Salvirt data, K9): quality 1.12 gives 1.4. Left out: rivals that learn or answer with their price.
    """

    code: ClassVar = "M11"
    effect: ClassVar = Effect("win_rate", rises=False)

    presence: float = number(1.0, 0.0, 1.0, "factor", "how far rivals are in the market", neutral=0.0, source="model")
    firms: int = number(1, 1, 8, "firm", "static rivals that may bid", source="G")
    quality: float = number(1.12, -5.0, 5.0, "log-odds", "attraction of a rival's offer against not buying", source="K9")
    discount: float = number(0.0, 0.0, 0.9, "share", "price of rivals below ours", source="G")
    price_slope: float = number(3.0, 0.0, 20.0, "per share", "attraction per share of discount", source="G")
    binding: float = number(
        0.5, 0.0, 5.0, "contract", "how long a rival's customer is out of reach", neutral=0.0, source="G"
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
    return bidding * math.exp(rivals.quality + rivals.price_slope * rivals.discount)


@rule
def chosen_share(offered: float) -> float:
    """Chance that a buyer who is not ours takes one of the rivals' offers."""
    return offered / (1.0 + offered)
