"""The runs that a study asks for, made one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orgsim.studies.factors import Value
from orgsim.studies.recipe import Recipe
from orgsim.studies.runs import Job, keyed_cells


class Todo:
    """The runs that are to be done, in order, made one by one so that a large study costs no memory."""

    def __init__(
        self, recipe: Recipe, points: list[dict[str, Value]], digests: list[list[bytes]], pairs: int, done: Mapping[str, str]
    ) -> None:
        self.recipe, self.points, self.digests, self.pairs = recipe, points, digests, pairs
        self._done = done

    def keyed(self) -> Iterator[tuple[str, Job]]:
        """Every cell with its key."""
        recipe = self.recipe
        for cell, key in keyed_cells(recipe.companies, recipe.designs, self.digests, self.pairs, recipe.seed):
            yield key, (cell, key, self.points[cell.point])

    def __iter__(self) -> Iterator[Job]:
        seen: set[str] = set()
        for key, job in self.keyed():
            if key not in self._done and key not in seen:
                seen.add(key)
                yield job

    def count(self) -> int:
        """Number of different runs, done or not."""
        return len({key for key, _ in self.keyed()})
