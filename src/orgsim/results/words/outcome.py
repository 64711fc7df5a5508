"""How a lead ended."""

from typing import Final

OPEN: Final = 0
WON: Final = 1
LOST: Final = 2  # the buyer said no
COLD: Final = 3  # nobody pursued it in time
REJECTED: Final = 4  # the seller sent it back
UNQUALIFIED: Final = 5  # below the bar
RIVAL: Final = 6  # bought from the other organization in the market
UNDECIDED: Final = 7  # the buyer never made up their mind

NAMES: Final = ("open", "won", "lost", "cold", "rejected", "unqualified", "rival", "undecided")
