"""Rows as frames: on DuckDB by default, on any other engine that Narwhals knows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import duckdb
import narwhals as nw

from klimapakt.methods.bulk.expression import Frame
from klimapakt.methods.bulk.keys import KeyRow
from klimapakt.methods.bulk.portfolio import ActivityRow
from klimapakt.methods.bulk.table import FactorRow

Backend = Literal["pyarrow", "polars", "pandas"]
Row = ActivityRow | FactorRow | KeyRow

_TYPES = {
    "company": nw.Int64,
    "year": nw.Int16,
    "key": nw.Int32,
    "cell": nw.Int16,
    "scope": nw.Int8,
    "scope3_category": nw.Int8,
    "quantity": nw.Float64,
    "numerator": nw.Float64,
    "denominator": nw.Float64,
    "mg_per_unit": nw.Float64,
}
"""Every other column is text."""


class Frames(NamedTuple):
    """Activities and factors on one engine, as ``emissions`` takes them."""

    activities: Frame
    factors: Frame


def frame(rows: Sequence[Row], kind: type[Row], backend: Backend) -> Frame:
    """Return rows of one kind on an engine that works in memory."""
    contents = {name: [row[place] for row in rows] for place, name in enumerate(kind._fields)}
    schema = {name: _TYPES.get(name, nw.String) for name in kind._fields}
    return nw.from_dict(contents, schema=schema, backend=backend).lazy()


def duckdb_frame(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row], kind: type[Row]) -> Frame:
    """Return rows of one kind on DuckDB."""
    in_memory = frame(rows, kind, "pyarrow").collect().to_native()
    return nw.from_native(connection.from_arrow(in_memory))


def duckdb_frames(
    connection: duckdb.DuckDBPyConnection,
    activities: Path | Sequence[ActivityRow],
    factors: Sequence[FactorRow],
) -> Frames:
    """Return activities and factors on DuckDB. A path leads to Parquet, which is read when it is needed."""
    if isinstance(activities, Path):
        quantities: Frame = nw.from_native(connection.read_parquet(str(activities)))
    else:
        quantities = duckdb_frame(connection, activities, ActivityRow)
    return Frames(quantities, duckdb_frame(connection, factors, FactorRow))
