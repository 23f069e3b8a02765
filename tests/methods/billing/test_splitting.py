"""Splitting a bill among years never changes what it comes to."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.billing import BY_DAYS, Weighing, degree_day_table, missing_months, split
from klimapakt.methods.billing.degree_days import heating_weight

AMOUNTS = st.decimals(min_value=0, max_value=10**10, places=2, allow_nan=False)
SHARES = st.decimals(min_value=0, max_value=1, places=3, allow_nan=False)
STARTS = st.dates(date(1995, 1, 1), date(2060, 1, 1))
LENGTHS = st.integers(0, 1500)


@given(AMOUNTS, STARTS, LENGTHS, SHARES)
def test_the_parts_of_all_years_add_up_to_the_bill_exactly(
    amount: Decimal, first: date, length: int, share: Decimal
) -> None:
    last = first + timedelta(days=length)
    parts = split(amount, first, last, Weighing(share))
    assert sum(part.amount for part in parts) == amount
    assert sum(part.share for part in parts) == 1
    assert all(part.amount >= 0 for part in parts)


@given(AMOUNTS, STARTS, LENGTHS)
def test_the_parts_cover_every_day_once(amount: Decimal, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    parts = split(amount, first, last)
    assert (parts[0].first, parts[-1].last) == (first, last)
    assert sum(part.days for part in parts) == length + 1
    assert [part.year for part in parts] == list(range(first.year, last.year + 1))


@given(AMOUNTS, STARTS, LENGTHS, SHARES)
def test_a_part_is_its_share_of_the_bill_but_for_rounding(
    amount: Decimal, first: date, length: int, share: Decimal
) -> None:
    for part in split(amount, first, first + timedelta(days=length), Weighing(share)):
        assert abs(Fraction(part.amount) - Fraction(amount) * part.share) <= Fraction(1, 1000)


def test_a_bill_within_one_year_stays_whole() -> None:
    (part,) = split(Decimal("123.45"), date(2024, 2, 1), date(2024, 3, 31), Weighing(Decimal(1)))
    assert part.amount == Decimal("123.45")


def test_the_table_of_degree_days_names_its_sources_and_adds_up_to_a_year() -> None:
    table = degree_day_table()
    assert len(table.sources) >= 2
    assert "VDI 2067" in table.origin
    assert sorted(month for months, _value in table.per_mille for month in months) == list(range(1, 13))
    assert heating_weight(date(2023, 1, 1), date(2023, 12, 31)) == 1000
    assert heating_weight(date(2024, 1, 1), date(2024, 12, 31)) == 1000


def test_only_the_heating_share_follows_degree_days() -> None:
    first, last = date(2023, 7, 1), date(2024, 6, 30)
    by_days, by_cold = (
        split(Decimal(1000), first, last),
        split(Decimal(1000), first, last, Weighing(Decimal(1))),
    )
    half = split(Decimal(1000), first, last, Weighing(Decimal("0.5")))
    assert half[0].share == (by_days[0].share + by_cold[0].share) / 2


def test_own_degree_days_replace_the_table() -> None:
    own = {"2023-12": Decimal(300), "2024-01": Decimal(100)}
    first, last = date(2023, 12, 1), date(2024, 1, 31)
    assert [part.amount for part in split(Decimal(400), first, last, Weighing(Decimal(1), own))] == [300, 100]


def test_a_missing_month_is_named_and_not_guessed() -> None:
    first, last = date(2023, 12, 1), date(2024, 2, 29)
    assert missing_months(first, last, {"2024-01": Decimal(1)}) == ("2023-12", "2024-02")
    with pytest.raises(KeyError):
        split(Decimal(1), first, last, Weighing(Decimal(1), {"2024-01": Decimal(1)}))


def test_without_a_single_cold_day_the_days_decide() -> None:
    own = {"2023-12": Decimal(0), "2024-01": Decimal(0)}
    first, last = date(2023, 12, 31), date(2024, 1, 1)
    assert [part.amount for part in split(Decimal(10), first, last, Weighing(Decimal(1), own))] == [5, 5]
    assert [part.amount for part in split(Decimal(10), first, last, BY_DAYS)] == [5, 5]
