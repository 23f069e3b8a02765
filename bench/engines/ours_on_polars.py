"""``klimapakt.methods.bulk`` on Polars: the same expression, another engine."""

import narwhals as nw
import polars as pl

from bench.groups import Groups, from_arrow
from bench.source import Source
from klimapakt.methods.bulk import emissions, totals


def run(source: Source) -> pl.DataFrame:
    """Return the sums."""
    activities = nw.from_native(pl.scan_parquet(source.activities))
    factors = nw.from_native(pl.scan_parquet(source.factors))
    sums: pl.DataFrame = totals(emissions(activities, factors)).collect("polars").to_native()
    return sums


def groups(result: pl.DataFrame) -> Groups:
    """Return the sums as arrays."""
    return from_arrow(result.to_arrow())
