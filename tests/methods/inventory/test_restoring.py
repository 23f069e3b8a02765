"""What is restored from a record says the same as what was calculated, in every output and language."""

import json
from decimal import Decimal

import pytest
from django.utils.translation import gettext, override
from hypothesis import given

from klimapakt.methods.inventory import Inventory, calculate, engine, exact_of, iso_14064, restored
from tests.methods.inventory.building import Fields
from tests.methods.inventory.random_cases import RANDOMLY, cases


def through_json(case: Fields) -> tuple[Inventory, Inventory]:
    """Return a calculated inventory and the one restored from its text."""
    calculated = calculate(case)
    recorded = json.loads(
        json.dumps({"case": case, "result": calculated.as_json(), "exact": exact_of(calculated)})
    )
    return calculated, restored(recorded["case"], recorded["result"], recorded["exact"])


def wording(result: Inventory, language: str) -> list[str]:
    with override(language):
        reasons = [line.reason.translated(gettext) for line in result.lines]
        return reasons + [finding.message.translated(gettext) for finding in result.findings]


@RANDOMLY
@given(cases())
def test_a_restored_inventory_equals_the_calculated_one_in_every_output(case: Fields) -> None:
    calculated, again = through_json(case)
    assert again.as_json() == calculated.as_json()
    assert again.totals == calculated.totals
    assert again.energy == calculated.energy
    assert again.vsme_b3 == calculated.vsme_b3
    assert again.uncertainty == calculated.uncertainty
    assert again.case == calculated.case
    assert iso_14064(again.lines) == iso_14064(calculated.lines)
    assert exact_of(again) == exact_of(calculated)
    for language in ("de", "en"):
        assert wording(again, language) == wording(calculated, language)
    exact = [(line.amount, line.kg_per_unit, line.quality) for line in calculated.lines]
    assert [(line.amount, line.kg_per_unit, line.quality) for line in again.lines] == exact


def test_a_digit_that_float64_cannot_hold_comes_back() -> None:
    amount = "0.1234567890123456789"
    calculated, again = through_json(
        {
            "year": 2024,
            "activities": [{"id": "e", "activity": "electricity", "amount": amount, "unit": "kWh"}],
        }
    )
    assert again.lines[0].amount == calculated.lines[0].amount == Decimal(amount)


def test_a_finding_with_a_decimal_in_its_sentence_comes_back() -> None:
    gas = {"id": "g", "activity": "natural_gas", "amount": 100, "unit": "m3"}
    calculated, again = through_json(
        {"year": 2024, "activities": [{**gas, "calorific_kwh_per_m3": "25.5", "z_number": "0.95"}]}
    )
    assert "25.5" in " ".join(wording(calculated, "en"))
    assert wording(again, "de") == wording(calculated, "de")


def test_restoring_neither_resolves_nor_multiplies(monkeypatch: pytest.MonkeyPatch) -> None:
    case: Fields = {
        "year": 2024,
        "activities": [{"id": "e", "activity": "electricity", "amount": 1000, "unit": "kWh"}],
    }
    calculated = calculate(case)
    printed, exact = calculated.as_json(), exact_of(calculated)

    def refuse(*arguments: object) -> None:
        raise AssertionError(arguments)

    for name in ("Resolver", "line_of", "totals_of", "inventory_uncertainty", "plausibility", "vsme_b3"):
        monkeypatch.setattr(engine, name, refuse)
    assert restored(case, printed, exact).as_json() == printed
