"""The three platforms that people may use."""

from typing import Final

CRM: Final = 0
AUTOMATION: Final = 1
ANALYTICS: Final = 2

NAMES: Final = ("crm", "automation", "analytics")
COUNT: Final = len(NAMES)
