"""Emissions of a plan: savings multiply, switches move energy, lives end; and whose savings they are."""

from typing import cast

import pytest

from klimapakt.methods.inventory import calculate
from klimapakt.methods.portfolio.shell import answer
from tests.methods.portfolio.building import Fields, case_of, emissions_of, flow, measure

POWER = flow("power", base_amount=500, mg_per_unit={"2026": 400, "2027": 300})


def credited(case: Fields) -> dict[str, int]:
    """Return what each measure saves over all years."""
    return cast("dict[str, int]", answer(case)["attribution_mg"])


def switched(**changes: object) -> Fields:
    """Return a measure that moves half of the gas to power, a third of a unit for each."""
    return measure("pump", saving_share="0.5", switch_to={"flow": "power", "factor": "0.3"}, **changes)


def test_savings_on_one_flow_multiply() -> None:
    case = case_of(measure("a", saving_share="0.2"), measure("b", saving_share="0.5"))
    assert emissions_of(case) == [400_000, 400_000]


def test_a_saved_amount_is_a_share_of_the_base_amount() -> None:
    by_amount = measure(saved_amount=100)
    del by_amount["saving_share"]
    assert emissions_of(case_of(by_amount)) == emissions_of(case_of(measure(saving_share="0.1")))


def test_activity_changes_a_flow_before_anything_is_saved() -> None:
    flows = [flow(activity={"2026": 2, "2027": "0.5"})]
    assert emissions_of(case_of(flows=flows)) == [1_800_000, 450_000]


def test_factors_are_those_of_the_year() -> None:
    flows = [flow(mg_per_unit={"2026": 1000, "2027": 800})]
    assert emissions_of(case_of(flows=flows)) == [900_000, 720_000]


def test_a_measure_saves_from_its_first_year_to_the_end_of_its_life() -> None:
    case = case_of(measure(life_years=1, yearly_eur=300, latest=2026))
    assert emissions_of(case) == [900_000, 1_000_000]


def test_a_switch_adds_what_it_moves_to_the_other_flow() -> None:
    # Gas 500 x 1000, power (500 + 500 x 0.3) x 400 and 300.
    case = case_of(switched(), flows=[flow(), POWER])
    assert emissions_of(case) == [500_000 + 260_000, 500_000 + 195_000]


def test_what_others_save_need_not_be_switched() -> None:
    case = case_of(switched(), measure(saving_share="0.2"), flows=[flow(), POWER])
    assert emissions_of(case)[0] == 400_000 + (500 + 120) * 400


def test_savings_on_the_other_flow_do_not_act_on_what_is_switched() -> None:
    lamps = measure("lamps", flow="power", saving_share="0.1")
    case = case_of(switched(), lamps, flows=[flow(), POWER])
    assert emissions_of(case)[0] == 500_000 + (450 + 150) * 400


def test_a_full_switch_leaves_nothing() -> None:
    pump = {**switched(), "saving_share": 1}
    case = case_of(pump, measure(saving_share="0.2"), flows=[flow(), POWER])
    assert emissions_of(case)[0] == (500 + 240) * 400


def test_every_line_is_the_line_of_an_inventory() -> None:
    factor = {"kg_per_unit": "0.3627", "unit": "kWh", "scope": 2, "source": "contract"}
    entry = {"id": "power", "amount": "123456.789", "unit": "kWh", "factor": factor}
    lines = calculate({"year": 2026, "activities": [entry]}).lines
    flows = [flow(base_amount="123456.789", mg_per_unit={"2026": 362_700, "2027": 362_700})]
    assert emissions_of(case_of(measure(saving_share=0), flows=flows))[0] == lines[0].co2e_mg


def test_joint_savings_are_shared_whatever_the_order() -> None:
    a, b = measure("a", saving_share="0.2"), measure("b", saving_share="0.5")
    found = credited(case_of(a, b))
    # 600,000 mg a year, shared as ln 0.8 to ln 0.5.
    assert found["a"] == pytest.approx(2 * 600_000 * 0.2231435513 / 0.9162907319, abs=1)
    assert found == credited(case_of(b, a))


def test_equal_measures_have_equal_parts() -> None:
    found = credited(case_of(measure("a"), measure("b")))
    assert found["a"] == found["b"] == 190_000


def test_a_switch_bears_the_energy_used_instead() -> None:
    assert credited(case_of(switched(), flows=[flow(), POWER])) == {"pump": 500_000 * 2 - 150 * 700}


def test_what_need_not_be_switched_belongs_to_who_saved_it() -> None:
    both = credited(case_of(switched(), measure(saving_share="0.2"), flows=[flow(), POWER]))
    before, after = 2_000_000 + 500 * 700, 800_000 + 620 * 700
    assert sum(both.values()) == before - after
    assert both["insulation"] > 2 * 600_000 * 0.2231435513 / 0.9162907319


def test_what_is_not_planned_is_credited_with_nothing() -> None:
    assert credited(case_of(measure("dear", yearly_eur=0))) == {"dear": 0}
