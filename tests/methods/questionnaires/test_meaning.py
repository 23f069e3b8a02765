"""What an answer means: exact rows, honest estimates with their derivation, and refusals at the field."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.questionnaires import Question, meaning_of, questionnaires
from klimapakt.methods.refusal import Refused

PART = {"basis": "part_year", "period_start": "2024-01-01", "period_end": "2024-03-31"}


def question(key: str) -> Question:
    return next(one for asked in questionnaires().values() for one in asked.questions if one.key == key)


def test_an_amount_of_the_whole_year_is_taken_as_it_is_billed() -> None:
    (row,) = meaning_of(question("electricity"), {"bought": "12480"}, 2024).rows
    assert (row.activity, row.amount, row.unit, row.quality) == (
        "electricity",
        Decimal(12480),
        "kWh",
        "billed",
    )
    assert row.derivation == {}


def test_zero_is_an_answer_and_writes_no_row() -> None:
    outcome = meaning_of(question("vehicles"), {"diesel": "0"}, 2024)
    assert (outcome.rows, outcome.is_unknown) == ((), False)


def test_a_part_of_the_year_is_extrapolated_by_days_and_says_so() -> None:
    (row,) = meaning_of(question("electricity"), {"bought": "3120", **PART}, 2024).rows
    assert row.amount == Decimal("12548.571")  # 3120 x 366 / 91
    assert row.quality == "calculated"
    assert row.derivation == {
        "rule": "by_days",
        "amount": "3120",
        "days": 91,
        "of": 366,
        "from": "2024-01-01",
        "to": "2024-03-31",
    }


def test_days_that_reach_into_another_year_make_it_an_estimate() -> None:
    values = {"bought": "365", **PART, "period_start": "2023-04-01", "period_end": "2024-03-30"}
    (row,) = meaning_of(question("electricity"), values, 2024).rows
    assert (row.amount, row.quality) == (Decimal("366.000"), "estimated")


@pytest.mark.parametrize("basis", ["other_year", "own_estimate"])
def test_what_is_not_of_the_year_counts_as_an_estimate(basis: str) -> None:
    (row,) = meaning_of(question("heat"), {"choice": "oil", "amount": "2000", "basis": basis}, 2024).rows
    assert (row.amount, row.quality, row.derivation) == (Decimal(2000), "estimated", {"rule": basis})


def test_winter_months_are_never_extrapolated_to_a_year_of_heating() -> None:
    with pytest.raises(Refused) as refused:
        meaning_of(question("heat"), {"choice": "oil", "amount": "900", **PART}, 2024)
    assert refused.value.path == "basis"


def test_commuting_is_the_product_of_kilometres_and_days() -> None:
    (row,) = meaning_of(question("commuting"), {"km": "120", "days": "210"}, 2024).rows
    assert (row.amount, row.quality) == (Decimal(25200), "estimated")
    assert row.derivation == {"rule": "product", "of": ["120", "210"]}


def test_wastewater_follows_the_drinking_water() -> None:
    rows = {row.key: row for row in meaning_of(question("water"), {"water": "64"}, 2024).rows}
    assert (rows["water"].quality, rows["wastewater"].quality) == ("billed", "calculated")
    assert rows["wastewater"].amount == Decimal(64)


def test_a_landlord_who_bills_is_a_figure_not_known_yet() -> None:
    assert meaning_of(question("heat"), {"choice": "landlord"}, 2024).is_unknown


def test_staff_and_area_become_reference_figures() -> None:
    outcome = meaning_of(question("staff"), {"fte": "4.5"}, 2024)
    assert outcome.references == {"fte": Decimal("4.5"), "area_m2": None}


@pytest.mark.parametrize(
    ("key", "values", "field"),
    [
        ("heat", {}, "choice"),
        ("heat", {"choice": "moon"}, "choice"),
        ("heat", {"choice": "oil"}, "amount"),
        ("heat", {"choice": "gas_m3", "amount": "10", "calorific": "11"}, "z_number"),
        ("heat", {"choice": "gas_m3", "amount": "10", "calorific": "0.95", "z_number": "11"}, "calorific"),
        ("electricity", {"own": "10"}, "bought"),
        ("electricity", {"bought": "-1"}, "bought"),
        ("electricity", {"bought": "NaN"}, "bought"),
        ("electricity", {"bought": "1e99"}, "bought"),
        ("electricity", {"bought": "10", "basis": "guess"}, "basis"),
        ("electricity", {"bought": "10", "basis": "part_year"}, "period_start"),
        ("electricity", {"bought": "10", **PART, "period_end": "2023-12-31"}, "period_end"),
        ("electricity", {"bought": "10", **PART, "period_end": "2024-01-20"}, "period_end"),
        ("electricity", {"bought": "10", **PART, "period_end": "2031-01-20"}, "period_end"),
        ("electricity", {"bought": "10", **PART, "period_end": "2024-02-30"}, "period_end"),
        (
            "electricity",
            {"bought": "10", **PART, "period_start": "2022-01-01", "period_end": "2022-12-31"},
            "period_start",
        ),
        ("vehicles", {}, "diesel"),
        ("staff", {"fte": "0"}, "fte"),
        ("refrigerant", {"choice": "topped", "gas": "helium", "amount": "1"}, "gas"),
        ("commuting", {"km": "120", "days": "400"}, "days"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_field(key: str, values: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        meaning_of(question(key), values, 2024)
    assert refused.value.path == field


@given(
    amount=st.decimals(min_value=0, max_value=10**9, places=3),
    start=st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 6, 1)),
)
def test_a_whole_year_extrapolated_is_itself_and_half_of_it_is_never_more_than_twice(
    amount: Decimal, start: date
) -> None:
    values = {"bought": str(amount), **PART, "period_end": "2024-12-31"}
    whole = meaning_of(question("electricity"), values, 2024).rows
    assert sum(row.amount for row in whole) == amount
    part = meaning_of(question("electricity"), {**values, "period_start": f"{start}"}, 2024).rows
    assert amount <= sum(row.amount for row in part) <= amount * 2
