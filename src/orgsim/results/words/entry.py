"""What one row of the journey log records."""

from typing import Final

STAGE: Final = 0  # a stage change; ``before`` and ``after`` are stages
TOUCH: Final = 1  # the buyer heard something; ``distance`` is how far it lay from the need
HANDOFF: Final = 2  # a lead changed hands; ``kept`` is the share of context that survived
DISPUTE: Final = 3  # ``before`` is the kind of dispute
ARBITRATION: Final = 4  # a head settled one; ``before`` is the kind
DUPLICATE: Final = 5  # two people claimed the prospect
ORPHAN: Final = 6  # nobody claimed it, or its owner left

NAMES: Final = ("stage", "touch", "handoff", "dispute", "arbitration", "duplicate", "orphan")
