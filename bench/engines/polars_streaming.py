"""Polars by hand, on its streaming engine."""

import polars as pl

from bench.groups import Groups, from_arrow
from bench.source import Source


def run(source: Source) -> pl.DataFrame:
    """Return the sums."""
    factors = pl.scan_parquet(source.factors).select("key", "cell", "numerator", "denominator", "mg_per_unit")
    amount = pl.col("quantity").cast(pl.Float64) * pl.col("numerator") / pl.col("denominator")
    milligrams = (amount * pl.col("mg_per_unit") + 0.5).floor().cast(pl.Int64)
    lines = pl.scan_parquet(source.activities).join(factors, on="key").with_columns(co2e_mg=milligrams)
    return lines.group_by("company", "year", "cell").agg(pl.col("co2e_mg").sum()).collect(engine="streaming")


def groups(result: pl.DataFrame) -> Groups:
    """Return the sums as arrays."""
    return from_arrow(result.to_arrow())
