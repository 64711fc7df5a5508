"""Parquet files that may come from strangers: bounded before memory is spent on them.

A file says how many rows and values it holds, and can hold them in next to nothing: one long text for millions of rows. So
rows and values are counted as declared, texts stay encoded until it is known how much they come to.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

DAMAGE: Final = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, pa.ArrowException)
"""What reading a damaged file ends in, one way or the other."""
LARGEST: Final = 1 << 30  # bytes in memory
CELL: Final = 8  # bytes of a number


def read_table(path: Path, columns: Sequence[str] | None = None, *, rows: int, verify: bool = False) -> Any:
    """The table in a file, if it is no larger than allowed. Raises ValueError where it is, or what ``DAMAGE`` lists."""
    if path.exists() and not path.is_file():
        raise ValueError("it is no regular file")
    declared = pq.read_metadata(path)
    groups = [declared.row_group(place) for place in range(declared.num_row_groups)]
    values = size = length = 0
    for group in groups:
        size += group.total_byte_size
        for place in range(group.num_columns):
            values += group.column(place).num_values
    size = max(size, CELL * values)
    if declared.num_rows > rows or size > LARGEST:
        raise ValueError(f"it declares {declared.num_rows:,} rows and {size / 1e6:,.0f} MB, more than can be ours")
    texts = [one.name for one in pq.read_schema(path) if _is_text(one.type)]
    chosen = texts if columns is None else [name for name in texts if name in columns]
    table = pq.read_table(path, columns=columns, read_dictionary=chosen, page_checksum_verification=verify)
    for name in chosen:
        for chunk in table[name].chunks:
            length += _length(chunk)
    if length > LARGEST:
        raise ValueError(f"its texts come to {length / 1e6:,.0f} MB, more than can be ours")
    plain = [one.with_type(one.type.value_type) if pa.types.is_dictionary(one.type) else one for one in table.schema]
    return table.cast(pa.schema(plain, metadata=table.schema.metadata))


def _is_text(kind: Any) -> bool:
    of = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(of) or pa.types.is_binary(of) or pa.types.is_large_string(of))


def _length(chunk: Any) -> int:
    """Bytes of a column's texts, spread over its rows."""
    if not pa.types.is_dictionary(chunk.type):
        return int(pc.sum(pc.binary_length(chunk)).as_py() or 0)
    return int(pc.sum(pc.binary_length(chunk.dictionary).take(chunk.indices)).as_py() or 0)
