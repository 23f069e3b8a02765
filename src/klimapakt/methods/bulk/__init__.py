"""The inventory of many companies at once: one expression, equal to the loop to the milligram.

Needs the extra ``analytics`` (DuckDB, Narwhals, PyArrow). ``docs/methods/bulk.md`` says how the pieces go
together and proves the equality.
"""

from klimapakt.methods.bulk.exact import quantity
from klimapakt.methods.bulk.expression import emissions, named, totals
from klimapakt.methods.bulk.frames import Frames, duckdb_frame, duckdb_frames, frame
from klimapakt.methods.bulk.keys import KeyRow, key_rows, numbered, queries_in
from klimapakt.methods.bulk.portfolio import ActivityRow, Portfolio, portfolio
from klimapakt.methods.bulk.table import FactorRow, FactorTable, resolved_table

__all__ = [
    "ActivityRow",
    "FactorRow",
    "FactorTable",
    "Frames",
    "KeyRow",
    "Portfolio",
    "duckdb_frame",
    "duckdb_frames",
    "emissions",
    "frame",
    "key_rows",
    "named",
    "numbered",
    "portfolio",
    "quantity",
    "queries_in",
    "resolved_table",
    "totals",
]
