"""What has to be done to a table before Arrow can read it."""

from __future__ import annotations

from typing import Any


def readable(table: Any) -> Any:
    """The table as Arrow's Rust implementation reads it.

    Polars exports a column of its type ``Null`` with a buffer, where Arrow's C data interface has
    none, and arrow-rs refuses it. Such a column has no values, so that any other type says the
    same: it is cast to booleans, inside lists and structs as well.
    """
    if not type(table).__module__.startswith("polars."):
        return table
    changed = {}
    for name, dtype in table.schema.items():
        typed = _typed(dtype)
        if typed != dtype:
            changed[name] = typed
    return table.cast(changed) if changed else table


def one_column(column: Any) -> Any:
    """A column of an Arrow library as a table of one column or an array; anything else as it is.

    Chunks of one column come as a stream, of which arrow-rs reads those of tables.
    """
    if not hasattr(column, "__arrow_c_stream__"):
        return column
    if hasattr(column, "to_frame"):  # Polars, pandas
        return readable(column.to_frame())
    if hasattr(column, "combine_chunks"):  # pyarrow
        return column.combine_chunks()
    return list(column)


def _typed(dtype: Any) -> Any:
    import polars as pl

    if dtype == pl.Null:
        return pl.Boolean()
    if isinstance(dtype, pl.List):
        return pl.List(_typed(dtype.inner))
    if isinstance(dtype, pl.Array):
        return pl.Array(_typed(dtype.inner), dtype.size)
    if isinstance(dtype, pl.Struct):
        return pl.Struct([pl.Field(field.name, _typed(field.dtype)) for field in dtype.fields])
    return dtype
