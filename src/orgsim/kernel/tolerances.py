"""Numbers so small that they count as nothing, and the circle."""

from __future__ import annotations

from typing import Final

NO_TIME: Final = 1e-9  # hours
ROUNDING: Final = 1e-12
NEXT_TO_NOTHING: Final = 1e-9  # below which a divisor or logarithm does not go
FULL_CIRCLE: Final = 6.283185307179586
SEASON_STEPS: Final = 40  # toward the date of a need within a season: the widest swing leaves a ten-thousandth of a year
