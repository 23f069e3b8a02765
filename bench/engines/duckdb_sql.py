"""Plain SQL on DuckDB, written by hand: what the expression is measured against."""

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]

from bench.groups import Groups, from_arrow
from bench.source import Source

_SQL = """
    SELECT company, year, cell,
           CAST(sum(CAST(floor(CAST(quantity AS DOUBLE) * numerator / denominator * mg_per_unit + 0.5)
                         AS BIGINT)) AS BIGINT) AS co2e_mg
    FROM read_parquet($activities) JOIN read_parquet($factors) USING (key)
    GROUP BY company, year, cell
"""


def run(source: Source) -> pa.Table:
    """Return the sums."""
    paths = {"activities": str(source.activities), "factors": str(source.factors)}
    return duckdb.connect().execute(_SQL, paths).to_arrow_table()


def groups(result: pa.Table) -> Groups:
    """Return the sums as arrays."""
    return from_arrow(result)
