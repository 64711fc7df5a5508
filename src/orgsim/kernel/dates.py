"""The business calendar: how long things last in days, and moments within a day."""

from __future__ import annotations

from typing import Final

HOURS_A_DAY: Final = 8.0
DAYS_A_WEEK: Final = 5
DAYS_A_MONTH: Final = 21
DAYS_A_QUARTER: Final = 63
DAYS_A_YEAR: Final = 252
MONTHS_A_YEAR: Final = 12.0
CALENDAR: Final = 7.0 / 5.0  # calendar days in a business day

ROUNDS_A_DAY: Final = 8  # times a day that everybody looks up from the work: what came in meanwhile is seen, hour by hour

LAST_MOMENT: Final = 0.999999  # of a day: nothing that people do in it is dated later
EVENING: Final = 0.9999993  # disputes are settled
NIGHT: Final = 0.9999996  # posts are left
