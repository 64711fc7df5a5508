"""The six kinds of dispute between the two functions."""

from typing import Final

QUALITY: Final = 0  # a rejected lead
FOLLOW_UP: Final = 1  # a lead ignored past the promised time
CREDIT: Final = 2  # both claim one win
PRIORITY: Final = 3  # two requests for the same hours
OVERLAP: Final = 4  # one prospect worked twice
MESSAGE: Final = 5  # a buyer complains of contradictory promises

NAMES: Final = ("quality", "follow_up", "credit", "priority", "overlap", "message")
COUNT: Final = len(NAMES)
