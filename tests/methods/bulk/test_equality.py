"""Loop and expression agree to the milligram, for every line and every sum, on every engine."""

from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import get_args

import duckdb
import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.bulk import (
    ActivityRow,
    FactorRow,
    Frames,
    duckdb_frames,
    emissions,
    frame,
    named,
    portfolio,
    totals,
)
from klimapakt.methods.bulk.frames import Backend
from klimapakt.methods.inventory.case import Case
from klimapakt.methods.inventory.engine import Inventory, calculate_case
from klimapakt.methods.inventory.lines import Line
from klimapakt.methods.inventory.totals import MEMO_KEYS, Totals
from tests.methods.bulk.cases import companies, plain_year

IN_MEMORY: tuple[Backend, ...] = get_args(Backend)
Cell = tuple[object, ...]
portfolios = st.lists(companies(), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(portfolios)
def test_on_duckdb_every_line_and_every_sum_is_the_loops(cases: list[Case]) -> None:
    tables = portfolio(enumerate(cases))
    assert_equal_to_the_loop(cases, duckdb_frames(duckdb.connect(), tables.activities, tables.factors))


@pytest.mark.parametrize("backend", IN_MEMORY)
@settings(max_examples=20, deadline=None)
@given(portfolios)
def test_in_memory_every_line_and_every_sum_is_the_loops(backend: Backend, cases: list[Case]) -> None:
    tables = portfolio(enumerate(cases))
    activities = frame(tables.activities, ActivityRow, backend)
    assert_equal_to_the_loop(cases, Frames(activities, frame(tables.factors, FactorRow, backend)))


def test_six_thousand_plain_activities_are_never_sliced_and_equal_the_loop() -> None:
    cases = [plain_year(seed, 2000) for seed in range(3)]
    tables = portfolio(enumerate(cases))
    assert len(tables.activities) == 6000
    assert_equal_to_the_loop(cases, duckdb_frames(duckdb.connect(), tables.activities, tables.factors))


@pytest.mark.parametrize("backend", IN_MEMORY)
def test_quantities_may_come_as_whole_numbers(backend: Backend) -> None:
    tables = portfolio([(0, plain_year(3, 500))])
    written = frame(tables.activities, ActivityRow, backend)
    whole = written.with_columns(nw.col("quantity").cast(nw.Int64))
    factors = frame(tables.factors, FactorRow, backend)
    sums = [totals(emissions(found, factors)).sort("cell").collect().rows() for found in (written, whole)]
    assert sums[0] == sums[1]


@pytest.mark.skipif(find_spec("pyspark") is None, reason="PySpark is not installed (extra: spark)")
@settings(max_examples=3, deadline=None)
@given(portfolios)
def test_on_spark_every_line_and_every_sum_is_the_loops(cases: list[Case]) -> None:
    session = pytest.importorskip("pyspark.sql").SparkSession.builder.master("local[1]").getOrCreate()
    tables = portfolio(enumerate(cases))
    activities = session.createDataFrame(
        tables.activities, "company long, year int, key int, quantity double, activity string"
    )
    factors = session.createDataFrame(
        tables.factors,
        "key int, cell int, part string, scope int, "
        "scope3_category int, category string, method string, factor_id string, numerator double, "
        "denominator double, mg_per_unit double",
    )
    assert_equal_to_the_loop(cases, Frames(nw.from_native(activities), nw.from_native(factors)))


def assert_equal_to_the_loop(cases: Sequence[Case], frames: Frames) -> None:
    inventories = [calculate_case(case) for case in cases]
    lines = emissions(*frames)
    assert Counter(lines.collect().select(*LINE_COLUMNS).rows()) == lines_of_loop(inventories)
    sums = named(totals(lines), frames.factors).collect().rows(named=True)
    by_cell = {
        (row["company"], row["year"], *(row[name] for name in CELL_COLUMNS)): row["co2e_mg"] for row in sums
    }
    assert len(by_cell) == len(sums)
    assert by_cell == cells_of_loop(inventories)
    for company, inventory in enumerate(inventories):
        mine = {cell[2:]: mg for cell, mg in by_cell.items() if cell[0] == company}
        assert as_totals(mine) == inventory.totals


LINE_COLUMNS = (
    "company",
    "activity",
    "part",
    "scope",
    "scope3_category",
    "category",
    "method",
    "factor_id",
    "co2e_mg",
)
CELL_COLUMNS = ("part", "scope", "scope3_category", "category", "method")


def cell_of(line: Line) -> Cell:
    return line.part, line.scope or 0, line.scope3_category or 0, line.category, line.method


def lines_of_loop(inventories: Iterable[Inventory]) -> Counter[Cell]:
    return Counter(
        (company, line.activity, *cell_of(line), line.factor_id, line.co2e_mg)
        for company, inventory in enumerate(inventories)
        for line in inventory.lines
    )


def cells_of_loop(inventories: Iterable[Inventory]) -> dict[Cell, int]:
    sums: dict[Cell, int] = {}
    for company, inventory in enumerate(inventories):
        for line in inventory.lines:
            cell = (company, inventory.case.year, *cell_of(line))
            sums[cell] = sums.get(cell, 0) + line.co2e_mg
    return sums


def as_totals(cells: dict[Cell, int]) -> Totals:
    def total(part: str, scope: int, category3: int = 0) -> int:
        return sum(mg for cell, mg in cells.items() if cell[:3] == (part, scope, category3))

    def of_category(category3: int) -> int:
        return sum(mg for cell, mg in cells.items() if cell[1:3] == (3, category3))

    return Totals(
        scope1_mg=total("direct", 1),
        scope2_location_mg=total("location", 2),
        scope2_market_mg=total("market", 2),
        scope3_mg={category3: of_category(category3) for category3 in range(1, 16)},
        biogenic_co2_mg=total("biogenic", 0),
        memo_mg={
            key: sum(
                mg for cell, mg in cells.items() if cell[0] in ("memo", "outside_scopes") and cell[3] == key
            )
            for key in MEMO_KEYS
        },
    )
