"""``klimapakt.methods.bulk`` on DuckDB: the product's own expression with its check of every quantity."""

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]

from bench.groups import Groups, from_arrow
from bench.source import Source, queries
from klimapakt.methods.bulk import duckdb_frames, emissions, resolved_table, totals
from klimapakt.methods.factors import edition

_FACTORS = resolved_table(queries(), edition("2026.1"), "DE")


def run(source: Source) -> pa.Table:
    """Return the sums."""
    frames = duckdb_frames(duckdb.connect(), source.activities, _FACTORS)
    return totals(emissions(*frames)).collect("pyarrow").to_native()


def groups(result: pa.Table) -> Groups:
    """Return the sums as arrays."""
    return from_arrow(result)
