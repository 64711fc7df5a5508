"""Two whole organizations in one market."""

from __future__ import annotations

from typing import Self

from orgsim.inputs.designs.levers import OrgDesign
from orgsim.inputs.designs.path import DesignPath
from orgsim.kernel.arguments import checked, text
from orgsim.kernel.parameters import Group


class Rivalry(Group):
    """Our organization, and the other one that sells to the same accounts; both have the same company's resources.

    The seed draws who sits in which seat, so that over many seeds neither side gains from its place.
    """

    own: OrgDesign | DesignPath
    other: OrgDesign | DesignPath

    def swapped(self) -> Rivalry:
        """The same market as the other side sees it."""
        return Rivalry(own=self.other, other=self.own)

    @checked(path=text)
    def set(self, path: str, value: object) -> Self:
        """The same with one lever of our own design changed. Raises UnknownName or BadValue."""
        return self.model_copy(update={"own": self.own.set(path, value)})
