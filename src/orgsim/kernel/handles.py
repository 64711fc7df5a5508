"""``Tables``: many arrays that rules receive as one word, and one-row tables that they read as their row.

A compiled call that passes twenty arrays by value carries over a hundred machine words, at every call of every rule; that
cost most of the time to compile and a good part of the time to run. So a ``Tables`` object keeps one small array of
(address, length) pairs, compiled rules get a pointer to it, and ``world.people`` builds the view where it is used;
``world.setup``, declared as ``one_row()``, and ``world.today``, the ``current_row`` of another table, are addresses
of rows. In plain Python the same expressions are ordinary attributes.
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np

from orgsim.kernel.places import Current, current_row, one_row
from orgsim.kernel.rules import COMPILED

__all__ = ["Tables", "current_row", "one_row"]


class Tables:
    """Base of a class whose annotated attributes are one-dimensional contiguous arrays, or rows of them.

    The arrays never change place during the life of the object; ``with_longer`` gives a new object.
    """

    __slots__ = ("__dict__",)

    def __init__(self, **arrays: Any) -> None:
        names = type(self).names()
        if set(arrays) != set(names):
            message = f"{type(self).__name__} needs the tables {', '.join(names)}."
            raise TypeError(message)
        self._arrays = {name: np.ascontiguousarray(arrays[name]) for name in names}
        for name in names:
            if not hasattr(type(self), name):
                setattr(self, name, self._arrays[name])
        pairs = [(array.ctypes.data, len(array)) for array in self._arrays.values()]
        self._handle = np.array(pairs, dtype=np.int64).ravel()
        if COMPILED:
            from orgsim.kernel.compiled_tables import type_of

            self._numba_type_ = type_of(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies and pickles are made of the arrays: addresses are those of this process and this object."""
        return _made_again, (type(self), self._arrays)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Names of the arrays, in order."""
        return tuple(name for name in cls.__annotations__ if not isinstance(vars(cls).get(name), Current))

    def array(self, name: str) -> Any:
        """A table as an array, also where it is read as one row."""
        return self._arrays[name]

    def with_longer(self, **arrays: Any) -> Self:
        """The same tables, some of them replaced."""
        return type(self)(**(self._arrays | arrays))


def _made_again(kind: type[Tables], arrays: dict[str, Any]) -> Tables:
    """Tables from arrays that were copied; what carries them between processes may have made them read-only."""
    return kind(**{name: np.require(array, requirements="W") for name, array in arrays.items()})
