"""What cannot be appraised is refused with its place and a sentence."""

import pytest

from klimapakt.methods.appraisal.shell import answer
from klimapakt.methods.refusal import Refused
from tests.methods.appraisal.building import Fields, case_of, flows_of, position

REGIME = {"regimes": ["ensimimav_4"], "on": "2026-01-01"}


def timed(**timing: object) -> Fields:
    """Return a case whose only position has this timing."""
    return case_of(position(timing=timing))


@pytest.mark.parametrize(
    ("case", "code", "path"),
    [
        ({}, "missing_key", "horizon_years"),
        ([], "not_an_object", ""),
        (case_of(horizon_years=0), "not_a_whole_number", "horizon_years"),
        (case_of(horizon_years="2.5"), "not_a_whole_number", "horizon_years"),
        (case_of(horizon_years=201), "not_a_whole_number", "horizon_years"),
        (case_of(horizon_years=True), "not_a_number", "horizon_years"),
        (case_of(discount_rate=-1), "rate_too_low", "discount_rate"),
        (case_of(discount_rate="-1.5"), "rate_too_low", "discount_rate"),
        (case_of(discount_rate=11), "rate_too_high", "discount_rate"),
        (case_of(discount_rate="NaN"), "not_finite", "discount_rate"),
        (case_of(investment_eur=-1), "negative", "investment_eur"),
        (case_of(investment_eur="1e16"), "too_large", "investment_eur"),
        (case_of(grant_eur=501), "grant_above_investment", "grant_eur"),
        (case_of(price_year=2), "not_a_whole_number", "price_year"),
        (case_of(price_changes={"energy": -1}), "rate_too_low", "price_changes.energy"),
        (case_of(price_changes=[]), "not_an_object", "price_changes"),
        (case_of(price_changes={"energie": 0}), "unknown_group", "positions[0].group"),
        (case_of(position(sign=2)), "not_a_sign", "positions[0].sign"),
        (case_of(position(quantity=-1)), "negative", "positions[0].quantity"),
        (case_of(position(quantity=10**9, unit_price_eur=10**9)), "overflow", "positions[0].quantity"),
        (case_of(position(), position()), "duplicate_name", "positions[1].name"),
        (case_of(position(degradation="1.01")), "not_a_share", "positions[0].degradation"),
        (case_of(position(quantitty=1)), "unknown_key", "positions[0].quantitty"),
        (timed(kind="monthly"), "invalid_choice", "positions[0].timing.kind"),
        (timed(kind="every"), "missing_key", "positions[0].timing.n"),
        (timed(kind="every", n=0), "not_a_whole_number", "positions[0].timing.n"),
        (timed(kind="once", year=-1), "not_a_whole_number", "positions[0].timing.year"),
        (timed(kind="yearly", n=1), "unknown_key", "positions[0].timing.n"),
        (case_of(useful_life_years=0), "zero", "useful_life_years"),
        (
            case_of(emissions={"saved_mg_per_year": ["0.5"]}),
            "not_whole_milligrams",
            "emissions.saved_mg_per_year[0]",
        ),
        (case_of(emissions={"saved_mg_per_year": [1] * 12}), "wrong_length", "emissions.saved_mg_per_year"),
        (case_of(emissions={"saved_mg_per_year": [10**19]}), "too_large", "emissions.saved_mg_per_year[0]"),
        (case_of(risk={"kind": "surcharge"}), "missing_key", "risk.points"),
        (case_of(risk={"kind": "surcharge", "points": "0.5"}), "ambiguous_points", "risk.points"),
        (
            case_of(risk={"kind": "deduction", "loss_share": 2, "probability": 1}),
            "not_a_share",
            "risk.loss_share",
        ),
        (case_of(tax={"rate": "0.3", "depreciation_years": 0}), "zero", "tax.depreciation_years"),
        (case_of(tax={"rate": "1.3", "depreciation_years": 1}), "not_a_share", "tax.rate"),
        (case_of(sensitivity_percent=0), "zero", "sensitivity_percent"),
        (case_of(sensitivity_percent=101), "not_a_percentage", "sensitivity_percent"),
        (case_of(regimes=["enefg-9"]), "invalid_choice", "regimes[0]"),
        (case_of(**REGIME), "regime_not_in_force", "regimes[0]"),
        (case_of(scenarios={"worst": {"horizont": 1}}), "unknown_key", "scenarios.worst.horizont"),
        (
            case_of(scenarios={"worst": {"positions": {"savde": {}}}}),
            "unknown_key",
            "scenarios.worst.positions.savde",
        ),
        (
            case_of(scenarios={"worst": {"positions": {"saved": {"quantity": -1}}}}),
            "negative",
            "scenarios.worst.positions.saved.quantity",
        ),
        (
            case_of(scenarios={"worst": {"positions": {"saved": {"group": "gas"}}}}),
            "unknown_group",
            "scenarios.worst.positions.saved.group",
        ),
        (
            case_of(scenarios={"worst": {"grant_eur": 999}}),
            "grant_above_investment",
            "scenarios.worst.grant_eur",
        ),
        (
            case_of(scenarios={"worst": {"horizon_years": 200, "price_changes": {"energy": 9}}}),
            "result_too_large",
            "scenarios.worst",
        ),
        (case_of(horizon_years=200, price_changes={"energy": 9}), "result_too_large", ""),
        (flows_of(), "wrong_length", "cash_flows"),
        (flows_of(*[1] * 20_002), "wrong_length", "cash_flows"),
        (flows_of(1, "x"), "not_a_number", "cash_flows[1]"),
        (flows_of(-1, 1, rate="-1"), "rate_too_low", "discount_rate"),
        (flows_of(-1, 1, finance_rate=-2), "rate_too_low", "finance_rate"),
        (flows_of(*[1] * 5000, rate="-0.9"), "result_too_large", ""),
        (flows_of(-1, 1, horizon_years=1), "unknown_key", "horizon_years"),
        ({"cash_flow": [1], "discount_rate": 0}, "unknown_key", "cash_flow"),
    ],
)
def test_a_fault_is_refused_with_its_place(case: object, code: str, path: str) -> None:
    with pytest.raises(Refused) as caught:
        answer(case)
    assert (caught.value.code, caught.value.path) == (code, path)
    assert caught.value.message.text()


def test_a_misspelt_key_names_the_nearest() -> None:
    with pytest.raises(Refused, match="Nearest: discount_rate"):
        answer({**case_of(), "discount": 0})


def test_a_group_without_price_change_names_the_nearest() -> None:
    with pytest.raises(Refused, match="Nearest: energy"):
        answer(case_of(position(group="energie")))
