"""``Tables`` as the compiler sees them: a pointer to addresses and lengths, from which views and rows are made.

Imported where a first object of tables is made, and only where rules are compiled.
"""

from __future__ import annotations

import hashlib
from typing import Any

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

from orgsim.kernel.places import Current, Single


class TablesType(types.Type):
    """The compiler's view of a Tables object: names and array types in order, and which names stand for rows."""

    def __init__(self, kind: type, fields: tuple[tuple[str, Any], ...]) -> None:
        self.fields = dict(fields)
        self.places = {name: place for place, (name, _) in enumerate(fields)}
        self.rows: dict[str, Any] = {name: one for name, one in vars(kind).items() if isinstance(one, Single)}
        told = (fields, [(name, vars(one)) for name, one in self.rows.items()])
        digest = hashlib.sha256(repr(told).encode()).hexdigest()[:12]
        super().__init__(name=f"{kind.__name__}{digest}")

    def attribute(self, name: str) -> Any:
        """The type of what an attribute gives: a row's record, or an array; None where there is none."""
        row = self.rows.get(name)
        if row is not None:
            return self.fields[row.table if isinstance(row, Current) else name].dtype
        return self.fields.get(name)


_known: dict[tuple[Any, ...], TablesType] = {}


def type_of(tables: Any) -> TablesType:
    """The compiler's type of an object of tables."""
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

    def current(self, row: Current) -> Any:
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
    return handle.current(row) if isinstance(row, Current) else handle.record(name, handle.address(name))
