"""How many segments and channels a company may have: the width of columns that hold one cell for each."""

from typing import Final

MAX_SEGMENTS: Final = 8
MAX_CHANNELS: Final = 8
