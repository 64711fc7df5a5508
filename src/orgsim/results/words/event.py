"""What a prospect's one pending date in the calendar stands for."""

from typing import Final

NONE: Final = 0
NEED: Final = 1  # a need arises
RAISE: Final = 2  # the prospect raises its hand by itself
END: Final = 3  # the need, or a dormant interest, passes
ARRIVE: Final = 4  # a qualified lead reaches the seller's inbox
SLA: Final = 5  # the promised follow-up time is over
COLD: Final = 6  # nobody pursued the lead: it goes cold
DECIDE: Final = 7  # the buyer makes up their mind after a meeting
MONTH: Final = 8  # a customer's month is over
LAPSE: Final = 9  # a deal that the buyer does not decide
