"""Savings on one flow multiply, and each measure gets its part in whatever order."""

from decimal import Decimal
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.interactions import interact
from klimapakt.methods.logarithmic import logarithmic_mean
from klimapakt.methods.refusal import Refused

SHARES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.decimals(0, 1, places=4, allow_nan=False),
    min_size=1,
    max_size=8,
)
FLOWS = st.integers(0, 9 * 10**18)


def test_two_measures_leave_the_product_of_what_each_leaves() -> None:
    found = interact(1000, {"a": Decimal("0.5"), "b": Decimal("0.2")})
    assert (found.left_mg, found.saved_mg, found.overlap_mg) == (400, 600, 100)


def test_the_parts_are_those_of_the_logarithmic_mean() -> None:
    found = interact(10**9, {"a": Decimal("0.5"), "b": Decimal("0.2")})
    mean = logarithmic_mean(1e9, 4e8)
    assert found.parts["a"] == pytest.approx(mean * -log(0.5), abs=1)
    assert found.parts["b"] == pytest.approx(mean * -log(0.8), abs=1)


def test_a_measure_that_leaves_nothing_gets_everything() -> None:
    assert interact(100, {"a": Decimal(1), "b": Decimal("0.9")}).parts == {"a": 100, "b": 0}


def test_two_that_leave_nothing_share_it() -> None:
    assert interact(100, {"a": Decimal(1), "b": Decimal(1)}).parts == {"a": 50, "b": 50}


def test_a_share_that_is_one_but_for_what_a_float_can_tell_is_answered() -> None:
    assert interact(100, {"a": Decimal("0.99999999999999999999")}).parts == {"a": 100}


def test_measures_that_save_nothing_have_no_part() -> None:
    assert interact(100, {"a": Decimal(0), "b": Decimal(0)}).parts == {"a": 0, "b": 0}


@pytest.mark.parametrize("share", ["-0.1", "1.1", "NaN", "Infinity"])
def test_no_measure_saves_more_than_the_flow(share: str) -> None:
    with pytest.raises(Refused) as refused:
        interact(100, {"a": Decimal(share)})
    assert (refused.value.code, refused.value.path) == ("not_a_share", "shares.a")


@given(FLOWS, SHARES)
def test_the_parts_make_exactly_what_is_saved(flow: int, shares: dict[str, Decimal]) -> None:
    found = interact(flow, shares)
    assert sum(found.parts.values()) == found.saved_mg == flow - found.left_mg
    assert 0 <= found.left_mg <= flow
    assert min(found.parts.values()) >= 0


@given(FLOWS, SHARES)
def test_the_order_of_measures_does_not_matter(flow: int, shares: dict[str, Decimal]) -> None:
    assert interact(flow, shares) == interact(flow, dict(reversed(shares.items())))


@given(FLOWS, SHARES)
def test_adding_up_single_savings_never_counts_too_little(flow: int, shares: dict[str, Decimal]) -> None:
    assert interact(flow, shares).overlap_mg >= 0


@given(st.floats(1e-9, 1e12), st.floats(1e-9, 1e12))
def test_the_logarithmic_mean_lies_between_the_geometric_and_the_arithmetic(one: float, other: float) -> None:
    mean = logarithmic_mean(one, other)
    assert (one * other) ** 0.5 * (1 - 1e-12) <= mean <= (one + other) / 2 * (1 + 1e-12)
    assert mean == logarithmic_mean(other, one)
