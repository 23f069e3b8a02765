"""One factor is one random variable; amounts are independent."""

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.uncertainty import UncertainLine, uncertainty_of_sum

FINITE = st.floats(min_value=0, max_value=1e12, allow_nan=False)
PERCENT = st.floats(min_value=0, max_value=100, allow_nan=False)


def test_a_line_combines_amount_and_factor_in_quadrature() -> None:
    # IPCC 2006, volume 1, chapter 3, eq. 3.1: sqrt(3^2 + 4^2) = 5.
    assert uncertainty_of_sum([UncertainLine("a", "gas", 200, 3, 4)]).percent == 5


def test_lines_with_different_factors_add_in_quadrature() -> None:
    # IPCC 2006, volume 1, chapter 3, eq. 3.2: sqrt(30^2 + 40^2) / 700.
    found = uncertainty_of_sum([UncertainLine("a", "gas", 300, 10, 0), UncertainLine("b", "oil", 400, 10, 0)])
    assert found.u == 50
    assert found.percent == pytest.approx(100 * 50 / 700)


def test_lines_that_share_a_factor_share_its_error() -> None:
    found = uncertainty_of_sum([UncertainLine("a", "gas", 300, 0, 10), UncertainLine("b", "gas", 400, 0, 10)])
    assert found.u == 70


def test_the_parts_of_one_activity_share_the_error_of_its_amount() -> None:
    found = uncertainty_of_sum(
        [UncertainLine("a", "grid", 300, 10, 0), UncertainLine("a", "wtt", 400, 10, 0)]
    )
    assert found.u == 70


def test_the_worked_example_of_two_years_with_one_factor() -> None:
    # 1000 and 900 MWh of gas, u_A 2 %, F 0.182 t/MWh, u_F 5 %: the sum has u = sqrt(u_A0^2 + u_AT^2 + u_F^2).
    years = [UncertainLine("2021", "gas", 182, 2, 5), UncertainLine("2022", "gas", 163.8, 2, 5)]
    expected = sqrt((182 * 0.02) ** 2 + (163.8 * 0.02) ** 2 + (345.8 * 0.05) ** 2)
    assert uncertainty_of_sum(years).u == pytest.approx(expected)


def test_nothing_has_no_percentage() -> None:
    assert uncertainty_of_sum([]).percent is None
    assert uncertainty_of_sum([UncertainLine("a", "gas", 0, 10, 10)]).percent is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), FINITE, PERCENT, PERCENT), max_size=8))
def test_the_order_of_lines_does_not_matter(raw: list[tuple[int, int, float, float, float]]) -> None:
    lines = [UncertainLine(str(a), str(f), e, ua, uf) for a, f, e, ua, uf in raw]
    forwards, backwards = uncertainty_of_sum(lines), uncertainty_of_sum(reversed(lines))
    assert forwards.u == pytest.approx(backwards.u)


@settings(deadline=None)
@given(FINITE, st.floats(0.01, 0.99), PERCENT)
def test_splitting_a_line_under_one_factor_never_makes_it_more_certain(
    emissions: float, share: float, percent: float
) -> None:
    whole = uncertainty_of_sum([UncertainLine("a", "gas", emissions, 0, percent)])
    halves = [
        UncertainLine("a", "gas", emissions * share, 0, percent),
        UncertainLine("b", "gas", emissions * (1 - share), 0, percent),
    ]
    assert uncertainty_of_sum(halves).u == pytest.approx(whole.u)


@settings(deadline=None)
@given(FINITE, FINITE, PERCENT)
def test_independence_is_never_assumed_for_a_shared_factor(one: float, two: float, percent: float) -> None:
    shared = [UncertainLine("a", "gas", one, 0, percent), UncertainLine("b", "gas", two, 0, percent)]
    apart = [UncertainLine("a", "gas", one, 0, percent), UncertainLine("b", "oil", two, 0, percent)]
    assert uncertainty_of_sum(shared).u >= uncertainty_of_sum(apart).u * (1 - 1e-12)
