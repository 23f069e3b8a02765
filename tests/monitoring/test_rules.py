"""Whether a target was met, whatever the figures are."""

from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from klimapakt.monitoring.enums import Outcome
from klimapakt.monitoring.rules import Target, judged

MASSES = st.integers(min_value=1, max_value=2**62)
PERCENTS = st.decimals(min_value=Decimal("0.01"), max_value=100, places=2)


def a_target(percent: Decimal) -> Target:
    return Target(UUID(int=1), "", "", "total_location", 2020, 2025, percent)


@given(base=MASSES, now=st.integers(min_value=0, max_value=2**62), percent=PERCENTS)
def test_what_is_allowed_is_met_and_one_milligram_more_is_missed(
    base: int, now: int, percent: Decimal
) -> None:
    found = judged(a_target(percent), base_mg=base, now_mg=now, year=2025)
    assert found.allowed_mg is not None
    assert found.outcome == (Outcome.MET if now <= found.allowed_mg else Outcome.MISSED)


@given(base=MASSES, percent=PERCENTS)
def test_a_year_like_the_base_year_meets_no_reduction(base: int, percent: Decimal) -> None:
    found = judged(a_target(percent), base_mg=base, now_mg=base, year=2026)
    assert found.outcome == Outcome.MISSED


@given(base=MASSES, now=MASSES, percent=PERCENTS)
def test_before_its_year_a_target_is_neither_met_nor_missed(base: int, now: int, percent: Decimal) -> None:
    assert judged(a_target(percent), base_mg=base, now_mg=now, year=2024).outcome == Outcome.NOT_DUE
