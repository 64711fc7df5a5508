"""Two whole organizations in one market."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from orgsim.inputs.designs.levers import OrgDesign
from orgsim.inputs.designs.path import DesignPath
from orgsim.kernel.fields import Group


class Rivalry(Group):
    """Our organization, and the other one that sells to the same accounts; both have the same company's resources.

    The seed draws who sits in which seat, so that over many seeds neither side gains from its place.
    """

    own: OrgDesign | DesignPath
    other: OrgDesign | DesignPath

    def swapped(self) -> Rivalry:
        """The same market as the other side sees it."""
        return Rivalry(own=self.other, other=self.own)

    def set(self, lever: str, value: float) -> Self:
        """The same with one lever of our own design changed. Raises UnknownName or BadValue."""
        return self.model_copy(update={"own": self.own.set(lever, value)})

    def set_all(self, changes: Mapping[str, Any]) -> Self:
        """The same with several levers of our own design changed."""
        return self.model_copy(update={"own": self.own.set_all(changes)})
