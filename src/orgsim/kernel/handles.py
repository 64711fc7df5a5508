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

from orgsim.kernel.rules import COMPILED


class _Single:
    """A table of one row, read as that row."""

    name: str

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, tables: Tables | None, owner: type) -> Any:
        return self if tables is None else tables.array(self.name)[0]


class _Current(_Single):
    """The row of another table whose place a one-row table holds."""

    def __init__(self, table: str, place: str) -> None:
        self.table = table
        self.counter, _, self.column = place.partition(".")

    def __get__(self, tables: Tables | None, owner: type) -> Any:
        if tables is None:
            return self
        return tables.array(self.table)[tables.array(self.counter)[0][self.column]]


def one_row() -> Any:
    """Declare a table of one row, which is read as that row."""
    return _Single()


def current_row(table: str, place: str) -> Any:
    """Declare what reads as one row of a table: the one whose number stands in ``place``, as in ``"counts.day"``."""
    return _Current(table, place)


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
            self._numba_type_ = _type_of(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies and pickles are made of the arrays: addresses are those of this process and this object."""
        return _made_again, (type(self), self._arrays)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Names of the arrays, in order."""
        return tuple(name for name in cls.__annotations__ if not isinstance(vars(cls).get(name), _Current))

    def array(self, name: str) -> Any:
        """A table as an array, also where it is read as one row."""
        return self._arrays[name]

    def with_longer(self, **arrays: Any) -> Self:
        """The same tables, some of them replaced."""
        return type(self)(**(self._arrays | arrays))


def _made_again(kind: type[Tables], arrays: dict[str, Any]) -> Tables:
    """Tables from arrays that were copied; what carries them between processes may have made them read-only."""
    return kind(**{name: np.require(array, requirements="W") for name, array in arrays.items()})


if COMPILED:
    import hashlib

    from numba import types
    from numba.core import cgutils
    from numba.core.typing.templates import AttributeTemplate
    from numba.core.typing.typeof import typeof
    from numba.extending import (
        NativeValue,
        infer_getattr,
        lower_getattr_generic,
        models,
        register_model,
        unbox,
    )
    from numba.np.arrayobj import make_array, populate_array

    class TablesType(types.Type):
        """The compiler's view of a Tables object: names and array types in order, and which names stand for rows."""

        def __init__(self, kind: type[Tables], fields: tuple[tuple[str, Any], ...]) -> None:
            self.fields = dict(fields)
            self.places = {name: place for place, (name, _) in enumerate(fields)}
            self.rows: dict[str, Any] = {name: one for name, one in vars(kind).items() if isinstance(one, _Single)}
            told = (fields, [(name, vars(one)) for name, one in self.rows.items()])
            digest = hashlib.sha256(repr(told).encode()).hexdigest()[:12]
            super().__init__(name=f"{kind.__name__}{digest}")

        def attribute(self, name: str) -> Any:
            """The type of what an attribute gives: a row's record, or an array; None where there is none."""
            row = self.rows.get(name)
            if row is not None:
                return self.fields[row.table if isinstance(row, _Current) else name].dtype
            return self.fields.get(name)

    _known: dict[tuple[Any, ...], TablesType] = {}

    def _type_of(tables: Tables) -> TablesType:
        arrays = {name: tables.array(name) for name in type(tables).names()}
        key = (type(tables), *(array.dtype for array in arrays.values()))
        if key not in _known:
            _known[key] = TablesType(type(tables), tuple((name, typeof(array)) for name, array in arrays.items()))
        return _known[key]

    @register_model(TablesType)
    class _TablesModel(models.OpaqueModel):
        """A pointer to the handle."""

    @unbox(TablesType)
    def _unbox(_kind: Any, value: Any, c: Any) -> Any:
        handle = c.pyapi.object_getattr_string(value, "_handle")
        array = c.unbox(types.int64[::1], handle)
        c.pyapi.decref(handle)
        data = make_array(types.int64[::1])(c.context, c.builder, array.value).data
        return NativeValue(c.builder.bitcast(data, cgutils.voidptr_t), is_error=array.is_error)

    @infer_getattr
    class _TablesAttributes(AttributeTemplate):
        key = TablesType

        def generic_resolve(self, kind: Any, name: str) -> Any:
            return kind.attribute(name)

    class _Handle:
        """The handle in compiled code: addresses and lengths, which never change while a rule runs."""

        def __init__(self, context: Any, builder: Any, kind: TablesType, value: Any) -> None:
            self.context, self.builder, self.kind = context, builder, kind
            self.pairs = builder.bitcast(value, context.get_value_type(types.int64).as_pointer())
            self.constant = builder.module.add_metadata([])

        def loaded(self, place: int) -> Any:
            cell = self.builder.load(cgutils.gep_inbounds(self.builder, self.pairs, place))
            cell.set_metadata("invariant.load", self.constant)
            return cell

        def address(self, name: str) -> Any:
            return self.loaded(2 * self.kind.places[name])

        def length(self, name: str) -> Any:
            return self.loaded(2 * self.kind.places[name] + 1)

        def record(self, name: str, address: Any) -> Any:
            return self.builder.inttoptr(address, self.context.get_value_type(self.kind.fields[name].dtype))

        def array(self, name: str) -> Any:
            kind = self.kind.fields[name]
            array = make_array(kind)(self.context, self.builder)
            size = self.context.get_constant(types.intp, self.context.get_abi_sizeof(self.context.get_data_type(kind.dtype)))
            populate_array(
                array,
                data=self.builder.inttoptr(self.address(name), array.data.type),
                shape=[self.length(name)],
                strides=[size],
                itemsize=size,
                meminfo=None,
            )
            return array._getvalue()

        def current(self, row: _Current) -> Any:
            counter = self.kind.fields[row.counter].dtype
            word = self.context.get_value_type(types.int64)
            place = self.builder.add(self.address(row.counter), word(counter.offset(row.column)))
            number = self.builder.load(self.builder.inttoptr(place, word.as_pointer()))
            step = self.builder.mul(number, word(self.kind.fields[row.table].dtype.size))
            return self.record(row.table, self.builder.add(self.address(row.table), step))

    @lower_getattr_generic(TablesType)
    def _attribute(context: Any, builder: Any, kind: Any, value: Any, name: str) -> Any:
        handle = _Handle(context, builder, kind, value)
        row = kind.rows.get(name)
        if row is None:
            return handle.array(name)
        return handle.current(row) if isinstance(row, _Current) else handle.record(name, handle.address(name))
