"""Posts a person can fill, and the two units they belong to."""

from typing import Final

MARKETER: Final = 0
REP: Final = 1
HEAD: Final = 2
NAMES: Final = ("marketer", "rep", "head")
COUNT: Final = len(NAMES)

MARKETING: Final = 0
SALES: Final = 1
