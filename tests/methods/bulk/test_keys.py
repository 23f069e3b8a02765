"""Activities as they are written down find their keys by themselves, whatever engine holds them."""

from typing import get_args

import duckdb
import narwhals as nw
import pytest

from klimapakt.methods.bulk import (
    FactorRow,
    KeyRow,
    duckdb_frame,
    emissions,
    frame,
    key_rows,
    named,
    numbered,
    queries_in,
    resolved_table,
    totals,
)
from klimapakt.methods.bulk.expression import Frame
from klimapakt.methods.bulk.frames import Backend
from klimapakt.methods.factors import edition
from klimapakt.methods.inventory.context import Query
from klimapakt.methods.refusal import Refused

ENGINES = ("duckdb", *get_args(Backend))
WRITTEN = {
    "company": [1, 1, 2, 2],
    "year": [2024, 2024, 2024, 2023],
    "slug": ["electricity", "refrigerant", "electricity", ""],
    "factor_id": ["", None, None, "bafa-fernwaerme-kwh"],
    "unit": ["MWh", "kg", "MWh", "kWh"],
    "purpose": [None, None, "", None],
    "gas": [None, "R-134a", None, None],
    "cabin": [None, None, None, None],
    "country": ["", "", "", None],
    "quantity": [12500.0, 2000.0, 1.0, 1000000.0],
}
NUMBERS = {"company": nw.Int64, "year": nw.Int16, "quantity": nw.Float64}
SCHEMA = {name: NUMBERS.get(name, nw.String) for name in WRITTEN}


def written(engine: str) -> Frame:
    backend = "pyarrow" if engine == "duckdb" else engine
    held = nw.from_dict(WRITTEN, schema=SCHEMA, backend=backend)  # type: ignore[arg-type]  # one of ENGINES
    if engine != "duckdb":
        return held.lazy()
    found: Frame = nw.from_native(duckdb.connect().from_arrow(held.to_native()))
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_distinct_queries_come_sorted_and_nothing_stated_is_none(engine: str) -> None:
    assert queries_in(written(engine)) == (
        Query(None, "bafa-fernwaerme-kwh", "kWh", 2023),
        Query("electricity", None, "MWh", 2024),
        Query("refrigerant", None, "kg", 2024, gas="R-134a"),
    )


@pytest.mark.parametrize("backend", get_args(Backend))
def test_activities_are_resolved_once_and_summed(backend: Backend) -> None:
    activities = written(backend)
    queries = queries_in(activities)
    factors = frame(resolved_table(queries, edition("2026.1"), "DE"), FactorRow, backend)
    lines = emissions(numbered(activities, frame(key_rows(queries), KeyRow, backend)), factors)
    assert sums_of(lines, factors) == EXPECTED


def test_on_duckdb_too() -> None:
    connection = duckdb.connect()
    rows = written("pyarrow").collect().to_native()
    activities: Frame = nw.from_native(connection.from_arrow(rows))
    queries = queries_in(activities)
    factors = duckdb_frame(connection, resolved_table(queries, edition("2026.1"), "DE"), FactorRow)
    keys = duckdb_frame(connection, key_rows(queries), KeyRow)
    assert sums_of(emissions(numbered(activities, keys), factors), factors) == EXPECTED


EXPECTED = {
    (1, 2024, "direct"): 2_600_000_000,
    (1, 2024, "location"): 4_512_500_000,
    (1, 2024, "market"): 9_062_500_000,
    (1, 2024, "upstream"): 662_500_000,
    (2, 2024, "location"): 361_000,
    (2, 2024, "market"): 725_000,
    (2, 2024, "upstream"): 53_000,
    (2, 2023, "location"): 280_000_000,
    (2, 2023, "market"): 280_000_000,
}


def sums_of(lines: Frame, factors: Frame) -> dict[tuple[int, int, str], int]:
    rows = named(totals(lines), factors).collect().iter_rows(named=True)
    return {(row["company"], row["year"], row["part"]): row["co2e_mg"] for row in rows}


def test_an_activity_whose_key_is_missing_is_refused_not_lost() -> None:
    activities = written("polars")
    queries = queries_in(activities)
    factors = frame(resolved_table(queries, edition("2026.1"), "DE"), FactorRow, "polars")
    with pytest.raises(Refused, match="no factor"):
        emissions(numbered(activities, frame(key_rows(queries)[1:], KeyRow, "polars")), factors)
