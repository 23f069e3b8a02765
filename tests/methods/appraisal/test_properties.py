"""What holds for every investment."""

from itertools import pairwise
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.appraisal.shell import answer
from tests.methods.appraisal.building import (
    Fields,
    case_of,
    expected_flows,
    expected_npv,
    flows_of,
    npv_of,
    years_of,
)
from tests.methods.appraisal.random_cases import CASES, FLOWS, MONEY, RANDOMLY, RATES


@RANDOMLY
@given(CASES)
def test_the_net_present_value_is_that_of_the_formula(case: Fields) -> None:
    assert npv_of(case) == pytest.approx(float(expected_npv(case)), abs=0.011, rel=1e-12)


@RANDOMLY
@given(CASES)
def test_the_payments_are_those_of_the_formula(case: Fields) -> None:
    found = [row["cash_flow_eur"] for row in years_of(case)]
    assert found == pytest.approx([float(flow) for flow in expected_flows(case)], abs=0.011, rel=1e-12)


@RANDOMLY
@given(CASES)
def test_a_plan_and_its_payments_alone_have_the_same_value(case: Fields) -> None:
    flows = flows_of(*[str(flow) for flow in expected_flows(case)], rate=case["discount_rate"])
    assert npv_of(flows) == pytest.approx(npv_of(case), abs=0.011, rel=1e-12)


@RANDOMLY
@given(CASES)
def test_positions_investment_and_payments_add_up(case: Fields) -> None:
    for row in years_of(case)[1:]:
        together = sum(cast("dict[str, float]", row["positions"]).values())
        assert row["cash_flow_eur"] == pytest.approx(together, abs=0.06, rel=1e-12)


@RANDOMLY
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_positions_does_not_matter(case: Fields, chance: object) -> None:
    positions = list(cast("list[Fields]", case["positions"]))
    chance.shuffle(positions)  # type: ignore[attr-defined]  # Hypothesis draws a Random
    assert npv_of({**case, "positions": positions}) == npv_of(case)


@RANDOMLY
@given(CASES)
def test_splitting_a_position_in_two_changes_nothing(case: Fields) -> None:
    halves = [
        {**one, "name": f"{one['name']} {half}", "unit_price_eur": str(float(str(one["unit_price_eur"])) / 2)}
        for one in cast("list[Fields]", case["positions"])
        for half in ("a", "b")
    ]
    assert npv_of({**case, "positions": halves}) == pytest.approx(npv_of(case), abs=0.011, rel=1e-12)


@RANDOMLY
@given(CASES, MONEY)
def test_a_grant_raises_the_value_by_itself_where_nothing_is_taxed(case: Fields, grant: str) -> None:
    case = {**case, "investment_eur": 100_000}
    assert npv_of({**case, "grant_eur": grant}) == pytest.approx(npv_of(case) + float(grant), abs=0.011)


@RANDOMLY
@given(CASES)
def test_the_annuity_paid_every_year_is_worth_the_net_present_value(case: Fields) -> None:
    found = answer(case)
    years = len(cast("list[object]", found["years"])) - 1
    rate = 1 + float(str(case["discount_rate"]))
    worth = sum(cast("float", found["annuity_eur"]) / rate**year for year in range(1, years + 1))
    assert worth == pytest.approx(cast("float", found["npv_eur"]), abs=0.01 * (1 + rate**-years) * years)


@RANDOMLY
@given(FLOWS)
def test_at_every_rate_of_return_the_value_is_zero(flows: list[int]) -> None:
    roots = cast("dict[str, list[float]]", answer(flows_of(*flows))["irr"])["roots"]
    for rate in roots:
        values = [flow * (1 + rate) ** -year for year, flow in enumerate(flows)]
        assert abs(sum(values)) <= 1e-9 * sum(map(abs, values))


@RANDOMLY
@given(FLOWS)
def test_rates_of_return_are_at_most_as_many_as_changes_of_sign(flows: list[int]) -> None:
    found = cast("Fields", answer(flows_of(*flows))["irr"])
    signs = [flow > 0 for flow in flows if flow]
    changes = sum(one != other for one, other in pairwise(signs))
    roots = cast("list[float]", found["roots"])
    assert len(roots) <= changes
    assert roots == sorted(roots)
    assert found["unique"] == (len(roots) == 1)
    assert changes != 1 or found["unique"]


@RANDOMLY
@given(FLOWS, RATES)
def test_at_the_payback_the_curve_has_come_to_zero(flows: list[int], rate: str) -> None:
    found = answer(flows_of(*flows, rate=rate))
    when = cast("dict[str, float | None]", found["payback"])["discounted"]
    sums = [cast("float", row["cumulative_eur"]) for row in cast("list[Fields]", found["years"])]
    if when is None:
        assert max(sums) <= 0
    elif when:
        assert all(value <= 0.01 for value in sums[: int(when)])
        assert sums[min(int(when) + 1, len(sums) - 1)] >= -0.01


@RANDOMLY
@given(CASES)
def test_the_same_case_gives_the_same_answer(case: Fields) -> None:
    assert answer(case) == answer(case)


@RANDOMLY
@given(st.integers(1, 15), RATES)
def test_the_legal_test_at_the_whole_life_is_the_net_present_value(life: int, rate: str) -> None:
    case = case_of(horizon_years=life, discount_rate=rate, useful_life_years=life * 2, regimes=["enefg_9"])
    found = answer(case)
    verdict = cast("list[Fields]", found["regimes"])[0]
    assert verdict["npv_at_share_eur"] == pytest.approx(found["npv_eur"], abs=0.011)
