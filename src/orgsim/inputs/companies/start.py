"""What a company has on day 0, how long it has lived before, and how it is organized today."""

from __future__ import annotations

from pydantic import field_validator

from orgsim.inputs.designs import point
from orgsim.kernel.errors import OrgsimError
from orgsim.kernel.parameters import Group, parameter


class Start(Group):
    """What the company has on day 0. What it does not state (-1) is what its past has brought: so many days that are lived
    before day 0 and never counted. A start-up has neither customers nor a past.
    """

    burn_in: int = parameter(504, 0, 25_200, "day", "past lived through before day 0, not counted", reference="model")
    customers: int = parameter(-1, -1, 5_000_000, "customer", "customers; -1: those of the past", reference="G")
    customer_months: float = parameter(84.0, 1.0, 1200.0, "month", "mean time that they have been customers", reference="G")
    customer_value: float = parameter(
        0.0, 0.0, 1e9, "EUR per contract", "mean value of their contracts; 0: as of new deals", reference="G"
    )
    opportunities: int = parameter(-1, -1, 1_000_000, "deal", "open opportunities; -1: those of the past", reference="G")
    conversations: int = parameter(-1, -1, 1_000_000, "lead", "leads in talks; -1: those of the past", reference="G")
    leads: int = parameter(-1, -1, 1_000_000, "lead", "leads to be qualified; -1: those of the past", reference="G")

    def too_many_of(self, prospects: int, sides: int = 1) -> str:
        """What is wrong where more is stated, for so many sides in one market, than there are prospects; else nothing."""
        stated = (self.customers, self.opportunities, self.conversations, self.leads)
        accounts = sides * (max(0, stated[0]) + max(0, stated[1]) + max(0, stated[2]) + max(0, stated[3]))
        return f"start: {accounts} customers, deals and leads, of {prospects} prospects" if accounts > prospects else ""

    @property
    def is_startup(self) -> bool:
        """Whether the company opens on day 0, with no customers and no past."""
        return self.burn_in == 0 and self.customers <= 0


class Today(Group):
    """How the company is organized today: a design by name, with levers changed, as on the command line; or nothing said.

    Two organizations in one market (a duel) are both at home, so that it says nothing there.
    """

    design: str = ""

    @field_validator("design")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            point(name or "separated")
        except OrgsimError as error:
            raise ValueError(str(error).rstrip(".")) from None
        return name
