"""What the expression would get wrong is refused beforehand: nothing is lost, wrapped or guessed."""

from typing import get_args

import duckdb
import narwhals as nw
import pytest

from klimapakt.methods.bulk import (
    ActivityRow,
    FactorRow,
    Frames,
    duckdb_frames,
    emissions,
    frame,
    resolved_table,
    totals,
)
from klimapakt.methods.bulk.frames import Backend
from klimapakt.methods.factors import edition
from klimapakt.methods.inventory.context import Query
from klimapakt.methods.refusal import Refused

ENGINES = ("duckdb", *get_args(Backend))
LPG_IN_LITRES = Query("lpg", None, "l", 2024)
IN_TONNES = Query("refrigerant", None, "t", 2024, gas="SF6")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def frames(engine: str, query: Query, *quantities: float | None, key: int = 0) -> Frames:
    factors = resolved_table([query], edition("2026.1"), "DE")
    rows = [
        ActivityRow(company, 2024, key, found, "a")  # type: ignore[arg-type]  # None is what is tried
        for company, found in enumerate(quantities)
    ]
    if engine == "duckdb":
        return duckdb_frames(duckdb.connect(), rows, factors)
    return Frames(frame(rows, ActivityRow, engine), frame(factors, FactorRow, engine))  # type: ignore[arg-type]  # one of ENGINES


def refusal(pair: Frames) -> str:
    with pytest.raises(Refused) as refused:
        emissions(*pair)
    assert refused.value.path == "activities"
    assert refused.value.message.text()
    return refused.value.code


@pytest.mark.parametrize("quantity", [-1.0, float("nan"), float("inf"), None], ids=str)
def test_a_quantity_that_is_no_number_is_refused(engine: str, quantity: float | None) -> None:
    assert refusal(frames(engine, IN_TONNES, 1.0, quantity)) == "not_countable"


def test_a_key_without_factor_is_refused_not_lost_in_the_join(engine: str) -> None:
    assert refusal(frames(engine, IN_TONNES, 1.0, key=1)) == "unknown_key"


def test_a_quantity_that_is_no_whole_thousandth_is_refused(engine: str) -> None:
    assert refusal(frames(engine, LPG_IN_LITRES, 1.5)) == "not_exact"


def test_a_quantity_too_large_to_convert_exactly_is_refused(engine: str) -> None:
    assert refusal(frames(engine, LPG_IN_LITRES, 2.0**35)) == "not_exact"


def test_a_line_beyond_64_bits_is_refused(engine: str) -> None:
    assert refusal(frames(engine, IN_TONNES, 4e8)) == "overflow"


def test_a_sum_beyond_64_bits_is_refused_though_each_line_fits(engine: str) -> None:
    assert refusal(frames(engine, IN_TONNES, *[2e8] * 3)) == "overflow"


def test_the_largest_lines_that_fit_are_summed_exactly(engine: str) -> None:
    pair = frames(engine, IN_TONNES, 1e8, 1e8, 1e8)
    sums = totals(emissions(*pair), by=("year",)).collect().rows(named=True)
    sf6_mg_per_kg = resolved_table([IN_TONNES], edition("2026.1"), "DE")[0].mg_per_unit
    assert [row["co2e_mg"] for row in sums] == [3 * int(1e8 * sf6_mg_per_kg)]


def test_sums_leave_the_engine_as_64_bit_numbers(engine: str) -> None:
    sums = totals(emissions(*frames(engine, IN_TONNES, 1.0)))
    assert sums.collect_schema()["co2e_mg"] == nw.Int64


def test_sums_across_years_are_not_offered() -> None:
    with pytest.raises(ValueError, match="within a year"):
        totals(emissions(*frames("duckdb", IN_TONNES, 1.0)), by=("company",))


@pytest.mark.parametrize(
    ("query", "place"),
    [
        (Query("electrcity", None, "kWh", 2024), "queries[1].activity"),
        (Query("natural_gas", None, "kWh", 2024), "queries[1].unit"),
        (Query("electricity", None, "kwhh", 2024), "queries[1].unit"),
        (Query("electricity", None, "kWh", 2031), "queries[1].year"),
        (Query("electricity", None, "kWh", 0), "queries[1].year"),
        (Query(None, "no-such-row", "kWh", 2024), "queries[1].factor_id"),
        (Query("electricity", "uba-strommix-de-2024", "kWh", 2024), "queries[1]"),
        (Query("car_average", None, "pkm", 2024, purpose="holiday"), "queries[1].purpose"),
    ],
    ids=str,
)
def test_a_query_is_read_as_strictly_as_a_companys_own_activity(query: Query, place: str) -> None:
    with pytest.raises(Refused) as refused:
        resolved_table([IN_TONNES, query], edition("2026.1"), "DE")
    assert refused.value.path == place
