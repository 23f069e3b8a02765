"""The parts of a forecast are exactly the change, and groups of measures are never added."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.forecast import Case, Flow, forecast

MG = st.integers(0, 10**12)
RATIO = st.fractions(min_value=0, max_value=3, max_denominator=100)
FLOWS = st.lists(
    st.builds(lambda base, saved, factor: Flow(base, {"decided": saved}, factor), MG, MG, RATIO), max_size=4
)


@given(FLOWS, RATIO)
def test_the_parts_together_are_exactly_the_change(flows: list[Flow], activity: Fraction) -> None:
    found = forecast(Case(tuple(flows), activity))
    assert found.activity_mg + found.measures_mg + found.factor_mg == found.expected_mg - found.base_mg


@given(FLOWS, RATIO)
def test_nothing_falls_below_zero(flows: list[Flow], activity: Fraction) -> None:
    assert forecast(Case(tuple(flows), activity)).expected_mg >= 0


def test_where_nothing_moves_the_latest_inventory_is_expected() -> None:
    found = forecast(Case((Flow(100), Flow(50))))
    assert (found.expected_mg, found.activity_mg, found.measures_mg, found.factor_mg) == (150, 0, 0, 0)


def test_each_group_stands_for_itself_on_top_of_what_is_decided() -> None:
    flow = Flow(100, {"decided": 40, "planned": 50, "idea": 50})
    found = forecast(Case((flow,)))
    assert (found.expected_mg, found.alone_mg) == (60, {"planned": 50, "idea": 50})


def test_electricity_saved_counts_less_on_a_cleaner_grid() -> None:
    flow = Flow(100, {"planned": 20}, Fraction(1, 2))
    assert forecast(Case((flow,))).alone_mg["planned"] == 10


def test_savings_above_their_flow_are_told() -> None:
    assert forecast(Case((Flow(10, {"decided": 20}),))).is_more_than_all


def test_a_year_without_an_inventory_has_nothing_to_expect() -> None:
    assert forecast(Case(())).expected_mg == 0
