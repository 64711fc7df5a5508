"""How a lead came about."""

from typing import Final

CAMPAIGN: Final = 0  # answered a touch
INBOUND: Final = 1  # raised a hand
NURTURED: Final = 2  # revived from the dormant ones
SOURCED: Final = 3  # a seller's own prospecting

NAMES: Final = ("campaign", "inbound", "nurtured", "sourced")
COUNT: Final = len(NAMES)
