"""Rows as frames: on DuckDB by default, on any engine that Narwhals knows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw

from klimapakt.methods.bulk.expression import Frame
from klimapakt.methods.bulk.portfolio import ActivityRow
from klimapakt.methods.bulk.table import FactorRow

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


def frame(rows: Sequence[Sequence[object]], columns: Sequence[str], backend: str) -> nw.DataFrame[Any]:
    """Return rows as a frame of an engine that works in memory: "pyarrow", "polars" or "pandas"."""
    contents = {name: [row[place] for row in rows] for place, name in enumerate(columns)}
    schema = {name: _TYPES.get(name, nw.String) for name in columns}
    return nw.from_dict(contents, schema=schema, backend=backend)


def activity_frame(rows: Sequence[ActivityRow], backend: str) -> Frame:
    """Return activities on an engine that works in memory."""
    return frame(rows, ActivityRow._fields, backend).lazy()


def factor_frame(rows: Sequence[FactorRow], backend: str) -> Frame:
    """Return factors on an engine that works in memory."""
    return frame(rows, FactorRow._fields, backend).lazy()


def duckdb_frames(
    connection: duckdb.DuckDBPyConnection,
    activities: Path | Sequence[ActivityRow],
    factors: Sequence[FactorRow],
) -> tuple[Frame, Frame]:
    """Return activities and factors on DuckDB. A path leads to Parquet, which is read when it is needed."""
    if isinstance(activities, Path):
        quantities = connection.read_parquet(str(activities))
    else:
        quantities = _on_duckdb(connection, frame(activities, ActivityRow._fields, "pyarrow"))
    rows = _on_duckdb(connection, frame(factors, FactorRow._fields, "pyarrow"))
    return nw.from_native(quantities), nw.from_native(rows)


def _on_duckdb(connection: duckdb.DuckDBPyConnection, rows: nw.DataFrame[Any]) -> duckdb.DuckDBPyRelation:
    return connection.from_arrow(rows.to_native())
