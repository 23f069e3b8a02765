"""The proof of docs/methods/bulk.md, tried: a float64 quotient is the Decimal conversion, rounded once."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from klimapakt.methods.bulk import quantity, resolved_table
from klimapakt.methods.bulk.exact import AS_IT_IS, EXACT_BELOW, exact_ratio
from klimapakt.methods.catalogue import activities
from klimapakt.methods.factors import edition
from klimapakt.methods.inventory.context import Query, properties_of
from klimapakt.methods.units import Conversion, conversion, is_convertible

published = sorted(
    {
        conversion(source, target, properties_of(activity))
        for activity in activities().values()
        for source in activity.units
        for target in ("kWh", "kWh_Hs", "kWh_Hi", "l", "kg", "t")
        if is_convertible(source, target, properties_of(activity))
    },
    key=str,
)
digits = st.integers(1, 10**7).flatmap(
    lambda number: st.integers(0, 6).map(lambda places: Decimal(number).scaleb(-places))
)


@given(st.sampled_from(published), st.data())
def test_every_published_conversion_divides_as_decimal_does(found: Conversion, data: st.DataObject) -> None:
    ratio = exact_ratio(found)
    assert ratio is not None
    thousandths = data.draw(st.integers(0, ratio.largest))
    assert_same_amount(found, thousandths)


@given(digits, digits, st.data())
@example(Decimal(1), Decimal(3), None)
def test_any_conversion_within_the_bounds_divides_as_decimal_does(
    numerator: Decimal, denominator: Decimal, data: st.DataObject | None
) -> None:
    found = Conversion(numerator, denominator)
    ratio = exact_ratio(found)
    if ratio is None:
        return
    thousandths = data.draw(st.integers(0, ratio.largest)) if data else ratio.largest
    assert_same_amount(found, thousandths)


def assert_same_amount(found: Conversion, thousandths: int) -> None:
    ratio = exact_ratio(found)
    assert ratio is not None
    entered = quantity(Decimal(thousandths) / 1000)
    assert entered == thousandths
    loop = float(found.apply(Decimal(thousandths) / 1000))
    assert entered * ratio.numerator / ratio.denominator == loop
    assert float(Fraction(thousandths) * int(ratio.numerator) / int(ratio.denominator)) == loop


@pytest.mark.parametrize("found", published, ids=str)
def test_two_thousand_quantities_of_each_conversion_come_out_alike_in_an_array(found: Conversion) -> None:
    ratio = exact_ratio(found)
    assert ratio is not None
    drawn = np.random.default_rng(20261122).integers(0, min(ratio.largest, 10**12), 2000)
    at_once = drawn.astype(np.float64) * ratio.numerator / ratio.denominator
    one_by_one = [float(found.apply(Decimal(int(thousandths)) / 1000)) for thousandths in drawn]
    assert at_once.tolist() == one_by_one


def test_without_the_bound_on_products_the_last_digit_would_be_lost() -> None:
    """The bound is needed: above it, float64 no longer holds the product and the quotient differs."""
    gas = conversion("l", "kg", properties_of(activities()["lpg"]))
    ratio = exact_ratio(gas)
    assert ratio is not None
    beyond = range(ratio.largest + 1, ratio.largest + 2000)
    loop = [float(gas.apply(Decimal(thousandths) / 1000)) for thousandths in beyond]
    assert [thousandths * ratio.numerator / ratio.denominator for thousandths in beyond] != loop


def test_converting_in_floats_instead_would_lose_the_last_digit() -> None:
    """Why amounts are whole thousandths: a float of the amount, times a float, is rounded twice."""
    loop = [float(Decimal(thousandths) / 1000 * 1000 / Decimal("10.0461")) for thousandths in range(1000)]
    assert [thousandths / 1000 * 1000 / 10.0461 for thousandths in range(1000)] != loop


@pytest.mark.parametrize(
    "amount", ["0.0001", "1234.5678", "1e-30", "1.0000000000000000000000000000000000001", "9007199254740.992"]
)
def test_an_amount_that_is_no_whole_thousandth_is_no_quantity(amount: str) -> None:
    assert quantity(Decimal(amount)) is None


@pytest.mark.parametrize("amount", ["0", "0.001", "1E+3", "1234.500", "9007199254740.991"])
def test_a_whole_thousandth_is_a_quantity(amount: str) -> None:
    assert quantity(Decimal(amount)) == float(Decimal(amount) * 1000)


def test_a_conversion_with_too_fine_a_divisor_is_not_proven() -> None:
    assert exact_ratio(Conversion(Decimal(1), Decimal("123456789.0123457"))) is None


def test_a_quantity_that_is_the_amount_itself_needs_no_proof() -> None:
    assert AS_IT_IS.is_identity
    assert AS_IT_IS.largest == EXACT_BELOW - 1


def test_every_activity_of_the_catalogue_can_be_calculated_in_bulk() -> None:
    queries = [
        Query(known.slug, None, unit, 2024, gas="R-410A" if known.rule == "refrigerant" else None)
        for known in activities().values()
        for unit in known.units
        if (known.slug, unit) != ("natural_gas", "m3")
    ]
    rows = resolved_table(queries, edition("2026.1"), "DE")
    assert {row.key for row in rows} == set(range(len(queries)))
