"""Where a prospect stands in the funnel, and the only moves it may make."""

from typing import Final

IDLE: Final = 0  # no need at present
IN_MARKET: Final = 1  # has a need, nobody has noticed
LEAD: Final = 2  # responded or raised a hand; waits to be qualified
NURTURE: Final = 3  # dormant: not ready, or nobody pursued it
MQL: Final = 4  # marketing-qualified; crossing to sales or in a seller's inbox
SAL: Final = 5  # sales-accepted: first contact made, discovery under way
OPPORTUNITY: Final = 6  # meetings and a proposal
CUSTOMER: Final = 7

NAMES: Final = ("idle", "in_market", "lead", "nurture", "mql", "sal", "opportunity", "customer")
COUNT: Final = len(NAMES)

EDGES: Final = frozenset(
    {
        (IDLE, IN_MARKET),  # a need arises
        (IN_MARKET, IDLE),  # it passes unmet
        (IDLE, LEAD),  # a campaign touch is answered, need or none
        (IN_MARKET, LEAD),
        (NURTURE, LEAD),  # revived
        (NURTURE, IDLE),  # the interest passes
        (LEAD, MQL),  # qualified
        (LEAD, NURTURE),  # not qualified yet, or gone cold
        (MQL, SAL),  # first contact made
        (MQL, NURTURE),  # rejected by the seller, or gone cold
        (MQL, IDLE),  # lost at first contact
        (IDLE, SAL),  # a seller's own sourcing
        (IN_MARKET, SAL),
        (SAL, OPPORTUNITY),
        (SAL, NURTURE),  # gone cold while the seller was busy or had left
        (OPPORTUNITY, CUSTOMER),  # won
        (OPPORTUNITY, IDLE),  # lost
        (CUSTOMER, IDLE),  # churned
        (LEAD, IDLE),  # bought from the other organization in the market, at whatever stage with us
        (SAL, IDLE),
    }
)
