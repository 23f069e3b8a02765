"""Refrigerants: the Kyoto part in scope 1, Montreal gases outside the scopes, nothing guessed."""

from decimal import Decimal

import pytest

from klimapakt.methods.factors import edition, edition_names
from tests.methods.inventory.building import Fields, inventory_of, parts_of, refusal_of, row


def refilled(gas: str, amount: object = 1, unit: str = "kg") -> Fields:
    """Return a refill of a gas."""
    return {"activity": "refrigerant", "gas": gas, "amount": amount, "unit": unit}


@pytest.mark.parametrize(
    ("gas", "kyoto", "outside"),
    [
        ("R-32", "677", "0"),
        ("R-134a", "1300", "0"),
        ("R-404A", "3943", "0"),
        ("R-407C", "1624", "0"),
        ("R-410A", "1924", "0"),
        ("SF6", "23500", "0"),
        ("R-22", "0", "1760"),
        ("R-12", "0", "10200"),
        ("R-409A", "0", "1485"),
        ("R-401A", "18", "1112"),
        ("R-402A", "1902", "669"),
        ("R-408A", "2430", "827"),
        ("R-434A", "3075", "1"),
        ("R-424A", "2212", "0"),
        ("R-290", "0", "0.06"),
    ],
)
def test_the_kyoto_part_is_scope_1_and_the_rest_stands_outside(gas: str, kyoto: str, outside: str) -> None:
    totals = inventory_of(refilled(gas)).totals
    assert totals.scope1_mg == int(Decimal(kyoto) * 1_000_000)
    assert totals.memo_mg["outside_scopes"] == int(Decimal(outside) * 1_000_000)
    assert totals.location_based_mg == totals.scope1_mg


def test_a_mixed_blend_has_two_lines_with_two_rows() -> None:
    parts = parts_of(inventory_of(refilled("R-401A")))
    assert parts["direct"].factor_id == "kaeltemittel-r401a"
    assert parts["outside_scopes"].factor_id == "kaeltemittel-r401a-nichtkyoto"


def test_a_gas_outside_the_scopes_has_no_scope() -> None:
    line = parts_of(inventory_of(refilled("R-22")))["outside_scopes"]
    assert (line.scope, line.scope3_category) == (None, None)


def test_a_tonne_is_a_thousand_kilograms() -> None:
    assert inventory_of(refilled("R-410A", "0.0015", "t")).totals.scope1_mg == 2_886_000_000


@pytest.mark.parametrize("written", ["R-410A", "R410A", "r410a", "R 410 a", "r-410A"])
def test_a_gas_is_read_however_the_label_writes_it(written: str) -> None:
    assert inventory_of(refilled(written)).totals.scope1_mg == 1_924_000_000


@pytest.mark.parametrize(
    ("written", "kg"), [("R-365mfc", 804), ("R-507", 3985), ("HFC-134a", 1300), ("HFKW-134a", 1300)]
)
def test_common_other_names_of_a_gas_are_known(written: str, kg: int) -> None:
    assert inventory_of(refilled(written)).totals.scope1_mg == kg * 1_000_000


@pytest.mark.parametrize(
    "word", ["Kältemittel", "kaeltemittel", "als", "fossil", "nicht", "biogen", "R", "gas", "unbekannt"]
)
def test_a_word_that_names_no_gas_is_refused_and_never_taken_for_one(word: str) -> None:
    refused = refusal_of(refilled(word))
    assert (refused.code, refused.path) == ("unknown_gas", "activities[0].gas")


@pytest.mark.parametrize(
    "gas", ["R-448A", "R-449A", "R-452A", "R-454B", "R-454C", "R-455A", "R-513A", "R-717"]
)
def test_a_gas_without_a_published_value_is_refused_and_not_filled(gas: str) -> None:
    assert refusal_of(refilled(gas)).code == "unknown_gas"


def test_a_refill_without_its_gas_is_refused() -> None:
    refused = refusal_of({"activity": "refrigerant", "amount": 1, "unit": "kg"})
    assert (refused.code, refused.path) == ("missing_gas", "activities[0].gas")


def test_a_misspelt_gas_is_refused_with_the_nearest() -> None:
    assert "R-404A" in refusal_of(refilled("R-404")).message.text()


@pytest.mark.parametrize("row_id", ["kaeltemittel-r22", "kaeltemittel-r290", "kaeltemittel-r401a-nichtkyoto"])
def test_a_montreal_row_chosen_by_its_id_stays_outside_the_scopes(row_id: str) -> None:
    inventory = inventory_of(row(row_id, 1, "kg"))
    assert inventory.totals.location_based_mg == 0
    assert inventory.totals.memo_mg["outside_scopes"] > 0


@pytest.mark.parametrize("name", edition_names())
def test_no_gas_of_the_table_counts_more_or_less_than_its_whole_potential(name: str) -> None:
    for gas in edition(name).gases.values():
        if gas.ar5 is None or gas.kyoto_ar5 is None:
            continue
        totals = inventory_of(refilled(gas.id), edition=name).totals
        whole = totals.scope1_mg + totals.memo_mg["outside_scopes"]
        assert whole == pytest.approx(gas.ar5 * 1_000_000, abs=1), gas.id
        assert totals.scope1_mg == pytest.approx(gas.kyoto_ar5 * 1_000_000, abs=1), gas.id


@pytest.mark.parametrize("name", edition_names())
def test_the_rows_of_refrigerants_agree_with_the_table_of_potentials(name: str) -> None:
    factors = edition(name)
    for factor in factors.factors.values():
        if not factor.id.startswith("kaeltemittel-") or factor.id.endswith("-nichtkyoto"):
            continue
        gas = factor.id.removeprefix("kaeltemittel-").removesuffix("-direkt")
        totals = inventory_of(refilled(gas), edition=name).totals
        is_outside = factor.note.startswith(("AUSSERHALB_SCOPES", "KEIN_KYOTO"))
        counted = totals.memo_mg["outside_scopes"] if is_outside else totals.scope1_mg
        assert counted == pytest.approx(factor.kg_per_unit * 1_000_000, abs=1), factor.id
