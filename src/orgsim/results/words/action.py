"""What people choose between when they divide their hours."""

from typing import Final

# Marketing work.
VOLUME: Final = 0  # targeted touches, as many as possible
QUALITY: Final = 1  # fewer touches, each target researched
BRAND: Final = 2  # content and brand work
NURTURE: Final = 3  # dormant leads
# Sales work.
LEADS: Final = 0  # leads that marketing qualified
SOURCING: Final = 1  # own prospecting
DEALS: Final = 2  # open opportunities
CARE: Final = 3  # customers

MARKETING_NAMES: Final = ("volume", "quality", "brand", "nurture")
SALES_NAMES: Final = ("leads", "sourcing", "deals", "care")
COUNT: Final = 4
