"""``Tables``: many arrays that rules receive as one word.

A compiled call that passes twenty arrays by value carries over a hundred machine words, at every call of every rule; that
cost most of the time to compile and a good part of the time to run. So a ``Tables`` object keeps one small array of
(address, length) pairs, compiled rules get a pointer to it, and ``world.people`` builds the view where it is used. In plain
Python the same expression is an ordinary attribute.
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np

from orgsim.kernel.rules import COMPILED


class Tables:
    """Base of a class whose annotated attributes are one-dimensional contiguous arrays.

    The arrays never change place during the life of the object; ``with_longer`` gives a new object.
    """

    __slots__ = ("__dict__",)

    def __init__(self, **arrays: Any) -> None:
        names = tuple(type(self).__annotations__)
        if set(arrays) != set(names):
            message = f"{type(self).__name__} needs the tables {', '.join(names)}."
            raise TypeError(message)
        for name in names:
            setattr(self, name, np.ascontiguousarray(arrays[name]))
        pairs = [(getattr(self, name).ctypes.data, len(getattr(self, name))) for name in names]
        self._handle = np.array(pairs, dtype=np.int64).ravel()
        if COMPILED:
            self._numba_type_ = _type_of(self)

    def with_longer(self, **arrays: Any) -> Self:
        """The same tables, some of them replaced."""
        return type(self)(**{name: arrays.get(name, getattr(self, name)) for name in type(self).__annotations__})


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
        """The compiler's view of a Tables object: names and array types, in order."""

        def __init__(self, label: str, fields: tuple[tuple[str, Any], ...]) -> None:
            self.fields = dict(fields)
            self.places = {name: place for place, (name, _) in enumerate(fields)}
            digest = hashlib.sha256(repr(fields).encode()).hexdigest()[:12]
            super().__init__(name=f"{label}{digest}")

    _known: dict[tuple[Any, ...], TablesType] = {}

    def _type_of(tables: Tables) -> TablesType:
        arrays = [getattr(tables, name) for name in type(tables).__annotations__]
        key = (type(tables), *(array.dtype for array in arrays))
        if key not in _known:
            fields = tuple((name, typeof(array)) for name, array in zip(type(tables).__annotations__, arrays, strict=True))
            _known[key] = TablesType(type(tables).__name__, fields)
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
            return kind.fields.get(name)

    @lower_getattr_generic(TablesType)
    def _attribute(context: Any, builder: Any, kind: Any, value: Any, name: str) -> Any:
        array_type = kind.fields[name]
        word = context.get_value_type(types.int64)
        pairs = builder.bitcast(value, word.as_pointer())
        constant = builder.module.add_metadata([])

        def loaded(place: int) -> Any:
            cell = builder.load(cgutils.gep_inbounds(builder, pairs, place))
            cell.set_metadata("invariant.load", constant)
            return cell

        place = 2 * kind.places[name]
        array = make_array(array_type)(context, builder)
        size = context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(array_type.dtype)))
        populate_array(
            array,
            data=builder.inttoptr(loaded(place), array.data.type),
            shape=[loaded(place + 1)],
            strides=[size],
            itemsize=size,
            meminfo=None,
        )
        return array._getvalue()
