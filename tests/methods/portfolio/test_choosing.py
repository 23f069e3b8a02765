"""What is chosen and when: money, targets, budgets, groups, requirements, windows, grants."""

from typing import cast

import pytest

from klimapakt.methods.appraisal.shell import answer as appraised
from klimapakt.methods.portfolio.shell import answer
from tests.methods.portfolio.building import Fields, case_of, flow, measure, plan_of


def value_of(case: Fields, name: str) -> object:
    """Return what a measure adds to the portfolio."""
    return cast("Fields", answer(case)["value_of"])[name]


def test_what_pays_is_done_and_what_does_not_is_left() -> None:
    case = case_of(measure(), measure("dear", yearly_eur=5))
    assert list(plan_of(case)) == ["insulation"]


def test_what_does_not_pay_is_done_where_a_target_needs_it() -> None:
    case = case_of(measure(yearly_eur=0), targets_mg={"2027": 900_000})
    assert "insulation" in plan_of(case)


def test_a_target_is_met_as_cheaply_as_possible() -> None:
    case = case_of(
        measure("dear", yearly_eur=0, capex_eur=200),
        measure("cheap", yearly_eur=0, capex_eur=150),
        targets_mg={"2027": 900_000},
    )
    assert list(plan_of(case)) == ["cheap"]


def test_targets_count_more_than_money() -> None:
    case = case_of(
        measure("earns", group="one", saving_share="0.1", yearly_eur=500),
        measure("saves", group="one", saving_share="0.2", yearly_eur=0),
        targets_mg={"2027": 800_000},
    )
    assert list(plan_of(case)) == ["saves"]


def test_a_target_out_of_reach_is_missed_by_as_little_as_possible() -> None:
    case = case_of(measure(yearly_eur=0), targets_mg={"2026": 500_000, "2027": 500_000})
    found = answer(case)
    assert found["plan"] == [{"measure": "insulation", "year": 2026}]
    assert found["shortfall_mg"] == {"2026": 400_000, "2027": 400_000}


def test_the_budget_of_a_year_is_kept_and_not_carried_on() -> None:
    case = case_of(measure(capex_eur=150), budget_eur={"2026": 100, "2027": 100})
    assert plan_of(case) == {}


def test_a_budget_bears_the_whole_investment_because_grants_come_later() -> None:
    grant = {"share": "0.5", "max_eur": 1000, "window": [2026, 2027]}
    case = case_of(measure(capex_eur=150, grant=grant), budget_eur={"2026": 100, "2027": 100})
    assert plan_of(case) == {}


def test_of_a_group_one_at_most_is_done() -> None:
    case = case_of(measure("a", group="x"), measure("b", group="x", yearly_eur=31), measure("c"))
    assert sorted(plan_of(case)) == ["b", "c"]


def test_what_is_required_comes_first_or_at_once() -> None:
    case = case_of(
        measure("pump", requires=["insulation"]),
        measure(capex_eur=90),
        budget_eur={"2026": 100, "2027": 100},
    )
    assert plan_of(case) == {"insulation": 2026, "pump": 2027}


def test_what_does_not_pay_is_done_for_what_requires_it() -> None:
    case = case_of(measure("pump", yearly_eur=100, requires=["insulation"]), measure(yearly_eur=0))
    assert sorted(plan_of(case)) == ["insulation", "pump"]


def test_what_requires_something_that_ends_before_it_is_not_done() -> None:
    case = case_of(
        measure("pump", earliest=2026, latest=2026, requires=["audit"]), measure("audit", life_years=1)
    )
    assert "pump" not in plan_of(case)


@pytest.mark.parametrize(("window", "year"), [({"earliest": 2027}, 2027), ({"latest": 2026}, 2026)])
def test_a_measure_starts_in_its_window(window: Fields, year: int) -> None:
    assert plan_of(case_of({**measure(), **window}, discount_rate="0.05")) == {"insulation": year}


def test_a_window_outside_the_years_leaves_a_measure_out() -> None:
    assert plan_of(case_of(measure(earliest=2030))) == {}


def test_a_grant_is_waited_for() -> None:
    grant = {"share": "0.5", "max_eur": 40, "window": [2027, 2028]}
    found = answer(case_of(measure(grant=grant)))
    assert found["plan"] == [{"measure": "insulation", "year": 2027}]
    assert found["npv_eur"] == 30 * 10 - 100 + 40


def test_a_measure_is_worth_what_its_appraisal_says() -> None:
    position = {
        "name": "gas",
        "quantity": 1,
        "unit_price_eur": 30,
        "sign": 1,
        "group": "gas",
        "timing": {"kind": "yearly"},
    }
    alone = {
        "horizon_years": 10,
        "discount_rate": "0.05",
        "investment_eur": 100,
        "price_year": 0,
        "price_changes": {"gas": 0},
        "positions": [position],
    }
    assert answer(case_of(discount_rate="0.05"))["npv_eur"] == appraised(alone)["npv_eur"]


def test_a_measure_adds_what_the_portfolio_would_lose_without_it() -> None:
    case = case_of(measure("good", yearly_eur=50, group="x"), measure("next", yearly_eur=40, group="x"))
    assert (value_of(case, "good"), value_of(case, "next")) == (100, 0)


def test_without_measures_nothing_is_done() -> None:
    found = answer({**case_of(), "measures": []})
    assert (found["plan"], found["npv_eur"], found["proved_optimal"]) == ([], 0, True)


def test_investments_stand_in_their_years() -> None:
    case = case_of(measure("a"), measure("b"), budget_eur={"2026": 100, "2027": 100})
    assert answer(case)["capex_eur"] == {"2026": 100, "2027": 100}


def test_too_little_time_gives_a_plan_and_says_what_is_not_proved() -> None:
    measures = [
        measure(f"m{at}", capex_eur=40 + 7 * at % 31, yearly_eur=9 + at % 5, saving_share="0.02")
        for at in range(30)
    ]
    case = case_of(*measures, budget_eur={"2026": 200, "2027": 190}, time_limit_s="0.01")
    found = answer(case)
    assert found["plan"]
    assert found["proved_optimal"] == (found["gap"] == 0)
    assert not found["proved_optimal"]


def test_a_budget_of_emissions_counts_all_years_together() -> None:
    case = case_of(measure(yearly_eur=0), discount_rate="0.05")
    del case["targets_mg"]
    assert plan_of({**case, "budget_mg": 1_900_000}) == {"insulation": 2027}
    found = answer({**case, "budget_mg": 1_500_000})
    assert found["plan"] == [{"measure": "insulation", "year": 2026}]
    assert found["shortfall_mg"] == {"2026": 0, "2027": 300_000}


def test_of_plans_of_equal_worth_the_one_that_emits_less_is_chosen() -> None:
    assert plan_of(case_of(measure())) == {"insulation": 2026}


def test_years_need_not_follow_one_another() -> None:
    case = case_of(
        years=[2026, 2030],
        flows=[flow(mg_per_unit={"2026": 1000, "2030": 500})],
        budget_eur={"2026": 0, "2030": 1000},
    )
    assert plan_of(case) == {"insulation": 2030}
