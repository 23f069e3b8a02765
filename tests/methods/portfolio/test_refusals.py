"""What cannot be planned is refused with its place and a sentence."""

import pytest

from klimapakt.methods.portfolio.shell import answer
from klimapakt.methods.refusal import Refused
from tests.methods.portfolio.building import Fields, case_of, flow, measure

GRANT = {"share": "0.5", "max_eur": 40, "window": [2026, 2027]}


def without(case: Fields, key: str) -> Fields:
    """Return a case without a key."""
    return {name: value for name, value in case.items() if name != key}


@pytest.mark.parametrize(
    ("case", "code", "path"),
    [
        ([], "not_an_object", ""),
        ({}, "missing_key", "years"),
        (case_of(years=[]), "wrong_length", "years"),
        (case_of(years=[2026, 2026]), "wrong_order", "years[1]"),
        (case_of(years=[2027, 2026]), "wrong_order", "years[1]"),
        (case_of(years=["26"]), "not_a_year", "years[0]"),
        (case_of(flows=[flow(), flow()]), "duplicate_id", "flows[1].id"),
        (case_of(flows=[flow(base_amount=-1)]), "negative", "flows[0].base_amount"),
        (case_of(flows=[flow(mg_per_unit={"2026": 1})]), "missing_year", "flows[0].mg_per_unit.2027"),
        (case_of(flows=[flow(activity={"2026": 1})]), "missing_year", "flows[0].activity.2027"),
        (
            case_of(flows=[flow(mg_per_unit={"x": 1})]),
            "not_a_year",
            "flows[0].mg_per_unit.x",
        ),
        (case_of(budget_eur={"2026": 1}), "missing_year", "budget_eur.2027"),
        (case_of(budget_eur=5), "not_an_object", "budget_eur"),
        (case_of(measure(), measure()), "duplicate_id", "measures[1].id"),
        (case_of(measure(flow="gaz")), "unknown_id", "measures[0].flow"),
        (case_of(measure(saving_share="1.1")), "not_a_share", "measures[0].saving_share"),
        (case_of(measure(saved_amount=1)), "one_of_two", "measures[0].saving_share"),
        (case_of(measure(saving_share=None)), "one_of_two", "measures[0].saving_share"),
        (
            case_of(measure(saving_share=None, saved_amount=1001)),
            "more_than_the_flow",
            "measures[0].saved_amount",
        ),
        (case_of(measure(life_years=0)), "not_a_whole_number", "measures[0].life_years"),
        (case_of(measure(capex_eur=-1)), "negative", "measures[0].capex_eur"),
        (case_of(measure(earliest=2027, latest=2026)), "wrong_order", "measures[0].latest"),
        (case_of(measure(requires=["x"])), "unknown_id", "measures[0].requires[0]"),
        (case_of(measure(requires=["insulation"])), "circle", "measures[0].requires"),
        (
            case_of(measure("a", requires=["b"]), measure("b", requires=["a"])),
            "circle",
            "measures[0].requires",
        ),
        (
            case_of(measure(switch_to={"flow": "power", "factor": 1})),
            "unknown_id",
            "measures[0].switch_to.flow",
        ),
        (
            case_of(measure(switch_to={"flow": "gas", "factor": 1})),
            "same_flow",
            "measures[0].switch_to.flow",
        ),
        (
            case_of(measure(switch_to={"flow": "gas"})),
            "missing_key",
            "measures[0].switch_to.factor",
        ),
        (case_of(measure(grant={**GRANT, "window": [2026]})), "wrong_length", "measures[0].grant.window"),
        (
            case_of(measure(grant={**GRANT, "window": [2027, 2026]})),
            "wrong_order",
            "measures[0].grant.window[1]",
        ),
        (case_of(measure(grant={**GRANT, "share": 2})), "not_a_share", "measures[0].grant.share"),
        (case_of(targets_mg={"2030": 1}), "unknown_year", "targets_mg.2030"),
        (case_of(targets_mg={"2026": "0.5"}), "not_whole_milligrams", "targets_mg.2026"),
        (case_of(budget_mg=1), "one_of_two", "targets_mg"),
        (without(case_of(), "targets_mg"), "one_of_two", "targets_mg"),
        (case_of(discount_rate=-1), "rate_too_low", "discount_rate"),
        (case_of(time_limit_s=0), "zero", "time_limit_s"),
        (case_of(time_limit_s=601), "too_long", "time_limit_s"),
        (case_of(measures=[measure(capex=1)]), "unknown_key", "measures[0].capex"),
        (
            case_of(flows=[flow(base_amount=10**15, mg_per_unit={"2026": 10**15, "2027": 1})]),
            "result_too_large",
            "",
        ),
        (case_of(measure(life_years=200), discount_rate="-0.99"), "result_too_large", ""),
    ],
)
def test_a_fault_is_refused_with_its_place(case: object, code: str, path: str) -> None:
    with pytest.raises(Refused) as caught:
        answer(case)
    assert (caught.value.code, caught.value.path) == (code, path)
    assert caught.value.message.text()


@pytest.mark.parametrize(
    ("case", "nearest"),
    [(case_of(measure(flow="gaz")), "gas"), (case_of(measure(savings_share=1)), "saving_share")],
)
def test_the_nearest_is_named(case: Fields, nearest: str) -> None:
    with pytest.raises(Refused, match=f"Nearest: {nearest}"):
        answer(case)
