"""Synthetic activities of many companies: 60 kinds x 5 years x companies, the same in every run.

A company has 50 activities in each of 5 years, each of a random kind: an activity of the catalogue in one of
its units. The factors are those of edition 2026.1, so an activity has one to three lines.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from klimapakt.methods.bulk.table import FactorRow, resolved_table
from klimapakt.methods.catalogue import Activity, activities
from klimapakt.methods.factors import edition
from klimapakt.methods.inventory.context import Query

KINDS = 60
YEARS = (2021, 2022, 2023, 2024, 2025)
PER_COMPANY_AND_YEAR = 50
BYTES_IN, BYTES_OUT = 4 + 2 + 4 + 8, 4 + 2 + 2 + 8
"""Of one activity (company, year, key, quantity) and of one sum (company, year, cell, milligrams)."""

_LARGEST_QUANTITY = 10**7
_SEED = 20261122


@dataclass(frozen=True, slots=True)
class Source:
    """Where the activities and factors of one size lie."""

    folder: Path
    lines: int

    @property
    def activities(self) -> Path:
        """Return the Parquet file of activities."""
        return self.folder / f"activities-{self.lines}.parquet"

    @property
    def factors(self) -> Path:
        """Return the Parquet file of factors."""
        return self.folder / "factors.parquet"

    @property
    def companies(self) -> int:
        """Return how many companies there are."""
        return self.lines // (PER_COMPANY_AND_YEAR * len(YEARS))


def queries() -> list[Query]:
    """Return the distinct keys: 60 kinds in each of the 5 years."""
    return [
        Query(slug=known.slug, factor_id=None, unit=unit, year=year, gas=_gas(known), country=_country(known))
        for known, unit in _kinds()
        for year in YEARS
    ]


def write(source: Source) -> None:
    """Write the files of a size, unless they are there."""
    source.folder.mkdir(parents=True, exist_ok=True)
    rows = resolved_table(queries(), edition("2026.1"), "DE")
    _write(source.factors, _factors(rows))
    if not source.activities.exists():
        _write(source.activities, _activities(source))


def _kinds() -> list[tuple[Activity, str]]:
    """Return every activity in its first unit, then in its others, until there are 60 kinds.

    Own generation has factors of zero and would make sums that an engine may or may not list.
    """
    known = [activity for activity in activities().values() if activity.rule != "own_generation"]
    first = [(activity, activity.units[0]) for activity in known]
    others = [
        (activity, unit) for activity in known for unit in activity.units[1:] if _is_plain(activity, unit)
    ]
    return [*first, *others][:KINDS]


def _is_plain(activity: Activity, unit: str) -> bool:
    return (activity.slug, unit) != ("natural_gas", "m3")


def _gas(activity: Activity) -> str | None:
    return "R-410A" if activity.rule == "refrigerant" else None


def _country(activity: Activity) -> str | None:
    return "DE" if activity.rule == "hotel" else None


def _activities(source: Source) -> pa.Table:
    chance = np.random.default_rng(_SEED)
    per_company = PER_COMPANY_AND_YEAR * len(YEARS)
    count = source.companies * per_company
    places = np.tile(np.repeat(np.arange(len(YEARS)), PER_COMPANY_AND_YEAR), source.companies)
    kinds = chance.integers(0, KINDS, count)
    return pa.table(
        {
            "company": np.repeat(np.arange(source.companies, dtype=np.int32), per_company),
            "year": (places + YEARS[0]).astype(np.int16),
            "key": (kinds * len(YEARS) + places).astype(np.int32),
            "quantity": chance.integers(1, _LARGEST_QUANTITY, count),
        }
    )


def _factors(rows: tuple[FactorRow, ...]) -> pa.Table:
    columns = {name: [row[place] for row in rows] for place, name in enumerate(FactorRow._fields)}
    return pa.table(
        {
            **columns,
            "key": pa.array(columns["key"], pa.int32()),
            "cell": pa.array(columns["cell"], pa.int16()),
        }
    )


def _write(path: Path, table: pa.Table) -> None:
    pq.write_table(table, path.with_suffix(".part"), compression="zstd")
    path.with_suffix(".part").rename(path)
