"""Periods: days inside the reporting period count, each with its own year's factor; the rest is named."""

from datetime import date
from decimal import Decimal

import pytest

from tests.methods.inventory.building import activity, electricity, inventory_of, refusal_of, rules_of


def period(start: str, end: str) -> dict[str, object]:
    """Return the period of an activity."""
    return {"period_start": start, "period_end": end}


def test_a_period_inside_the_year_counts_in_full() -> None:
    inventory = inventory_of(electricity(1000, **period("2024-03-01", "2024-05-31")))
    assert inventory.totals.scope2_location_mg == 361_000_000
    assert "period_outside_reporting_period" not in rules_of(inventory)


def test_of_a_bill_from_october_to_september_only_the_days_of_the_year_count() -> None:
    inventory = inventory_of(activity("natural_gas", 366_000, "kWh_Hs", **period("2023-10-01", "2024-09-30")))
    direct = next(line for line in inventory.lines if line.part == "direct")
    assert direct.amount == 274_000
    assert "period_outside_reporting_period" in rules_of(inventory)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024-02-01", "2024-02-29", 29),
        ("2023-12-31", "2024-01-01", 1),
        ("2023-01-01", "2025-12-31", 366),
        ("2024-12-31", "2024-12-31", 1),
        ("2024-12-31", "2025-01-30", 1),
    ],
)
def test_the_days_of_a_leap_year_are_counted(start: str, end: str, days: int) -> None:
    of_days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    inventory = inventory_of(electricity(of_days * 100, **period(start, end)))
    location = [line for line in inventory.lines if line.part == "location"]
    assert sum(line.amount for line in location) == pytest.approx(Decimal(days * 100))


def test_a_reporting_period_across_years_takes_each_years_own_factor() -> None:
    inventory = inventory_of(
        electricity(3660, **period("2023-07-01", "2024-06-30")),
        reporting_period={"start": "2023-07-01", "end": "2024-06-30"},
    )
    location = [(line.factor_id, line.amount) for line in inventory.lines if line.part == "location"]
    assert location == [("uba-strommix-de-2023", 1840), ("uba-strommix-de-2024", 1820)]
    assert len({line.id for line in inventory.lines}) == len(inventory.lines)


def test_a_fuel_across_two_ordinances_takes_each_years_own_factor() -> None:
    inventory = inventory_of(
        activity("natural_gas", 730, "kWh_Hs", **period("2022-01-01", "2023-12-31")),
        year=2023,
        reporting_period={"start": "2022-01-01", "end": "2023-12-31"},
    )
    direct = [(line.factor_id, line.amount) for line in inventory.lines if line.part == "direct"]
    assert direct == [("ebev2022-erdgas-kwh-hs", 365), ("ebev2030-erdgas-kwh-hs", 365)]


def test_an_activity_without_period_takes_the_factor_of_the_reporting_year() -> None:
    inventory = inventory_of(electricity(), reporting_period={"start": "2023-07-01", "end": "2024-06-30"})
    assert inventory.lines[0].factor_id == "uba-strommix-de-2024"


def test_the_year_of_an_activity_chooses_the_factor_and_counts_in_full() -> None:
    inventory = inventory_of(electricity(1000, year=2021, **period("2020-01-01", "2021-06-30")))
    assert inventory.lines[0].factor_id == "uba-strommix-de-2021"
    assert inventory.totals.scope2_location_mg == 414_000_000
    assert "period_outside_reporting_period" not in rules_of(inventory)


def test_a_bill_that_lies_wholly_outside_counts_nothing_and_says_so() -> None:
    inventory = inventory_of(electricity(1000, **period("2022-01-01", "2022-12-31")))
    assert inventory.lines == ()
    assert rules_of(inventory)[0] == "period_outside_reporting_period"


def test_a_wrong_unit_is_refused_even_when_the_bill_lies_outside() -> None:
    assert refusal_of(electricity(1, "l", **period("2022-01-01", "2022-12-31"))).path == "activities[0].unit"


def test_the_finding_names_the_days_left_out() -> None:
    inventory = inventory_of(electricity(1000, **period("2023-12-01", "2024-01-31")))
    text = next(f.message.text() for f in inventory.findings if f.rule == "period_outside_reporting_period")
    assert "62 days" in text
    assert "31 days are left out" in text


@pytest.mark.parametrize("field", ["period_start", "period_end"])
def test_half_a_period_is_refused_at_the_missing_half(field: str) -> None:
    other = {"period_start": "period_end", "period_end": "period_start"}[field]
    refused = refusal_of(electricity(**{field: "2024-01-01"}))
    assert (refused.code, refused.path) == ("missing_key", f"activities[0].{other}")


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    refused = refusal_of(electricity(**period("2024-02-01", "2024-01-31")))
    assert (refused.code, refused.path) == ("period_ends_before_start", "activities[0].period_end")


def test_a_reporting_period_that_ends_before_it_starts_is_refused() -> None:
    refused = refusal_of(electricity(), reporting_period={"start": "2024-02-01", "end": "2024-01-31"})
    assert (refused.code, refused.path) == ("period_ends_before_start", "reporting_period.end")


@pytest.mark.parametrize(
    "day", ["2024-02-30", "31.12.2024", "2024-1-1", "20240101", "2024-W01-1", "", 20240101]
)
def test_what_is_no_day_is_refused(day: object) -> None:
    refused = refusal_of(electricity(period_start=day, period_end="2024-12-31"))
    assert (refused.code, refused.path) == ("not_a_date", "activities[0].period_start")


@pytest.mark.parametrize(
    ("start", "end"),
    [("2019-01-01", "2019-12-31"), ("0001-01-01", "9999-12-31"), ("1990-01-01", "2100-12-31")],
)
def test_a_reporting_period_that_does_not_fit_its_year_is_refused(start: str, end: str) -> None:
    refused = refusal_of(electricity(), reporting_period={"start": start, "end": end})
    assert refused.path.startswith("reporting_period")
