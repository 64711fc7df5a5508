"""What an hour can be used for. The first four are task classes: people get better at them by practice."""

from typing import Final

MARKET: Final = 0
SELL: Final = 1
DISCOVER: Final = 2
CARE: Final = 3
CLASSES: Final = 4  # how many of the uses are task classes
COORDINATE: Final = 4  # meetings, message rounds, sorting out who does what
DISPUTE: Final = 5
SWITCH: Final = 6  # set-up time between task classes
ADMIN: Final = 7
TRANSITION: Final = 8  # training for another design
IDLE: Final = 9  # nothing to do

NAMES: Final = ("market", "sell", "discover", "care", "coordinate", "dispute", "switch", "admin", "transition", "idle")
COUNT: Final = len(NAMES)
