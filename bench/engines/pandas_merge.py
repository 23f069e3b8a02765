"""pandas by hand: merge, multiply, group."""

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from bench.groups import Groups
from bench.source import Source


def run(source: Source) -> pd.Series:
    """Return the sums."""
    columns = ["key", "cell", "numerator", "denominator", "mg_per_unit"]
    lines = pd.read_parquet(source.activities).merge(
        pd.read_parquet(source.factors, columns=columns), on="key"
    )
    amount = lines["quantity"].astype(np.float64) * lines["numerator"] / lines["denominator"]
    lines["co2e_mg"] = np.floor(amount * lines["mg_per_unit"] + 0.5).astype(np.int64)
    return lines.groupby(["company", "year", "cell"], sort=False)["co2e_mg"].sum()


def groups(result: pd.Series) -> Groups:
    """Return the sums as arrays."""
    index = result.index
    company, year, cell = (index.get_level_values(name).to_numpy() for name in ("company", "year", "cell"))
    return Groups(company, year, cell, result.to_numpy())
