"""What is wrong with a case is said with its place and a way to mend it; nothing is guessed."""

from decimal import Decimal

import pytest

from klimapakt.methods.inventory import Refused, calculate
from tests.methods.inventory.building import Fields, activity, case_of, electricity, inventory_of, refusal_of


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("NaN", "not_finite"),
        ("nan", "not_finite"),
        ("Infinity", "not_finite"),
        ("-Infinity", "not_finite"),
        (float("nan"), "not_finite"),
        (float("inf"), "not_finite"),
        (Decimal("sNaN"), "not_finite"),
        (-1, "negative"),
        ("-0.0001", "negative"),
        (1e308, "too_large"),
        ("1e308", "too_large"),
        (Decimal("1e999999999"), "too_large"),
        (10**4000, "too_large"),
        ("1000000000000000.1", "too_large"),
        ("1.234,5", "not_a_number"),
        ("1,234.5", "not_a_number"),
        ("1 234", "not_a_number"),
        ("1_000", "not_a_number"),
        ("0x10", "not_a_number"),
        ("\u0661\u0662", "not_a_number"),
        ("", "not_a_number"),
        ("many", "not_a_number"),
        (True, "not_a_number"),
        ([1], "not_a_number"),
        (None, "missing_key"),
    ],
)
def test_an_amount_that_is_no_amount_is_refused_at_its_place(amount: object, code: str) -> None:
    refused = refusal_of(electricity(1), electricity(amount))
    assert (refused.code, refused.path) == (code, "activities[1].amount")


@pytest.mark.parametrize("amount", [0, "0", "-0", -0.0, "1e-30"])
def test_nothing_and_next_to_nothing_are_amounts(amount: object) -> None:
    assert inventory_of(electricity(amount)).totals.location_based_mg == 0


@pytest.mark.parametrize("amount", ["1e-999", Decimal("1E-999999999"), 5e-324])
def test_an_amount_that_nobody_can_measure_is_refused(amount: object) -> None:
    assert refusal_of(electricity(amount)).path == "activities[0].amount"


@pytest.mark.parametrize("amount", [10**13, 1e13, "1e13", "10000000000000"])
def test_a_very_large_amount_is_exact(amount: object) -> None:
    totals = inventory_of(activity("electricity_own_pv", amount, "kWh")).totals
    assert totals.scope3_mg[3] == 630_000_000_000_000_000


def test_the_largest_amount_is_10_to_the_15() -> None:
    own = {"kg_per_unit": "0.001", "unit": "crate", "scope": 1, "source": "EPD"}
    inventory = inventory_of({"amount": "1e15", "unit": "crate", "factor": own})
    assert inventory.totals.scope1_mg == 10**18


@pytest.mark.parametrize("amount", ["1234.5", "+1234.5", "1.2345e3", 1234.5, Decimal("1234.5")])
def test_the_same_number_is_the_same_however_it_is_written(amount: object) -> None:
    assert inventory_of(electricity(amount)).totals.scope2_location_mg == 445_654_500


def test_a_product_beyond_64_bits_is_refused_and_never_wrapped() -> None:
    refused = refusal_of(electricity(1), electricity("1e15"))
    assert (refused.code, refused.path) == ("overflow", "activities[1].amount")


def test_a_product_that_only_unsigned_64_bits_would_hold_is_refused() -> None:
    own = {"kg_per_unit": 1, "unit": "crate", "scope": 1, "source": "EPD"}
    assert refusal_of({"amount": "9.3e12", "unit": "crate", "factor": own}).code == "overflow"


def test_a_sum_beyond_64_bits_is_refused_and_never_wrapped() -> None:
    refused = refusal_of(electricity("1.2e13"), electricity("1.2e13"))
    assert (refused.code, refused.path) == ("overflow", "activities")


def test_a_product_just_below_64_bits_is_exact_to_float64() -> None:
    inventory = inventory_of(activity("freight_truck", "7.8e13", "tkm"))
    assert inventory.totals.location_based_mg == 9_204_000_000_000_000_000


@pytest.mark.parametrize(
    ("key", "nearest"),
    [("amout", "amount"), ("activty", "activity"), ("period_strat", "period_start"), ("qualty", "quality")],
)
def test_an_unknown_key_is_refused_with_the_nearest(key: str, nearest: str) -> None:
    refused = refusal_of({**electricity(), key: 1})
    assert (refused.code, refused.path) == ("unknown_key", f"activities[0].{key}")
    assert f"Nearest: {nearest}" in refused.message.text()


@pytest.mark.parametrize(
    ("key", "nearest"), [("editon", "edition"), ("activites", "activities"), ("site", "sites")]
)
def test_an_unknown_key_of_the_case_is_refused_with_the_nearest(key: str, nearest: str) -> None:
    refused = refusal_of(electricity(), **{key: 1})
    assert (refused.code, refused.path) == ("unknown_key", key)
    assert f"Nearest: {nearest}" in refused.message.text()


@pytest.mark.parametrize("key", ["year", "activities"])
def test_year_and_activities_are_required(key: str) -> None:
    case = case_of(electricity())
    del case[key]
    with pytest.raises(Refused) as caught:
        calculate(case)
    assert (caught.value.code, caught.value.path) == ("missing_key", key)


@pytest.mark.parametrize("key", ["id", "amount", "unit"])
@pytest.mark.parametrize("how", ["absent", "null"])
def test_an_activity_needs_id_amount_and_unit(key: str, how: str) -> None:
    given: Fields = {"id": "x", **electricity()}
    if how == "null":
        given[key] = None
    else:
        del given[key]
    with pytest.raises(Refused) as caught:
        calculate({"year": 2024, "activities": [given]})
    assert (caught.value.code, caught.value.path) == ("missing_key", f"activities[0].{key}")


@pytest.mark.parametrize(
    "year", [1989, 2101, "24", 2024.5, "two", True, None, 20240, Decimal("NaN"), Decimal("1e99999")]
)
def test_a_year_lies_between_1990_and_2100(year: object) -> None:
    refused = refusal_of(electricity(), year=year)
    assert (refused.code, refused.path) == ("not_a_year", "year")


@pytest.mark.parametrize("year", ["2024", 2024.0, Decimal("2024.0")])
def test_a_year_may_be_written_as_text_or_with_a_point(year: object) -> None:
    assert inventory_of(electricity(), year=year).totals.scope2_location_mg == 361_000


@pytest.mark.parametrize("name", [7, 0, 10**9])
def test_an_id_may_be_a_whole_number(name: object) -> None:
    inventory = inventory_of({"id": name, **electricity()})
    assert {str(line.activity) for line in inventory.lines} == {str(name)}


@pytest.mark.parametrize("name", ["", " ", None, 1.5, True, [], {}])
def test_what_names_nothing_is_no_id(name: object) -> None:
    assert refusal_of({"id": name, **electricity()}).path == "activities[0].id"


def test_an_id_as_number_and_as_text_is_the_same_id() -> None:
    assert refusal_of({"id": 7, **electricity()}, {"id": "7", **electricity()}).code == "duplicate_id"


@pytest.mark.parametrize("field", ["id", "site", "gas", "country"])
def test_a_text_without_end_is_refused(field: str) -> None:
    refused = refusal_of({"id": "x", **electricity(), field: "x" * 100_000})
    assert refused.path == f"activities[0].{field}"
    assert len(refused.message.text()) < 1000


def test_the_same_id_twice_is_refused_and_both_places_named() -> None:
    refused = refusal_of({"id": "x", **electricity()}, {"id": "x", **electricity()})
    assert (refused.code, refused.path) == ("duplicate_id", "activities[1].id")
    assert "activities[0]" in refused.message.text()


@pytest.mark.parametrize(
    ("case", "path"),
    [
        ([], ""),
        (5, ""),
        (None, ""),
        ({"year": 2024, "activities": {}}, "activities"),
        ({"year": 2024, "activities": "x"}, "activities"),
        ({"year": 2024, "activities": [5]}, "activities[0]"),
        ({"year": 2024, "activities": [], "sites": []}, "sites"),
        ({"year": 2024, "activities": [], "sites": {"A": 1}}, "sites.A"),
        ({"year": 2024, "activities": [], "reporting_period": "2024"}, "reporting_period"),
        ({"year": 2024, "activities": [], "edition": 2026.1}, "edition"),
        ({"year": 2024, "activities": [], "region": " "}, "region"),
        ({"year": 2024, "activities": [], "turnover_eur": -1}, "turnover_eur"),
        ({"year": 2024, "activities": [], "fte": "ten"}, "fte"),
        ({"year": 2024, "activities": [], "area_m2": "1e16"}, "area_m2"),
    ],
)
def test_a_case_of_the_wrong_shape_is_refused_at_its_place(case: object, path: str) -> None:
    with pytest.raises(Refused) as caught:
        calculate(case)  # type: ignore[arg-type]  # what a stranger may send
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quality", "guessed"),
        ("purpose", "holiday"),
        ("cabin", "sleeper"),
        ("u_amount_percent", -1),
        ("u_factor_percent", "much"),
        ("site", ""),
        ("gas", 134),
        ("country", ["DE"]),
        ("year", 24),
        ("instrument", True),
        ("instrument", {"kind": "tariff"}),
    ],
)
def test_a_field_of_the_wrong_kind_is_refused_at_its_place(field: str, value: object) -> None:
    refused = refusal_of({"activity": "electricity", "amount": 1, "unit": "kWh", field: value})
    assert refused.path.startswith(f"activities[0].{field}")


@pytest.mark.parametrize("turnover", ["1e-300", Decimal("1e-999999"), "1e-320"])
def test_a_turnover_of_next_to_nothing_gives_no_endless_intensity(turnover: object) -> None:
    assert refusal_of(activity("diesel", 1e6, "l"), turnover_eur=turnover).path == "turnover_eur"


@pytest.mark.parametrize("value", [1, 0, "true", "yes", [True]])
def test_yes_and_no_are_true_and_false_and_nothing_else(value: object) -> None:
    assert refusal_of(electricity(), sites={"A": {"operated": value}}).path == "sites.A.operated"


def test_a_refusal_says_code_place_and_sentence() -> None:
    refused = refusal_of(electricity(-5))
    assert refused.as_json() == {
        "error": "negative",
        "path": "activities[0].amount",
        "message": "-5 is negative. Enter the amount without a minus sign; credits are never netted.",
    }


def test_a_case_without_activities_is_an_empty_inventory() -> None:
    inventory = inventory_of()
    assert (inventory.lines, inventory.totals.location_based_mg, inventory.quality_score) == ((), 0, None)
