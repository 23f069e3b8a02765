"""Numbers as people read them: digits, units, languages, and the edges where one unit becomes the next."""

import datetime
from decimal import Decimal

import pytest

from klimapakt.foundation.design import numbers

NARROW = "\u202f"
MG_PER_KG = 10**6
MG_PER_T = 10**9


def shown(text: str) -> str:
    """Return a text with plain spaces, so that expectations can be read."""
    return text.replace(NARROW, " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("mg_co2e", "german"),
    [
        (0, "0 t CO₂e"),
        (1, "1 mg CO₂e"),
        (999, "999 mg CO₂e"),
        (12_345, "12,3 g CO₂e"),
        (999_499, "999 g CO₂e"),
        (999_500, "1,00 kg CO₂e"),
        (999_499_999, "999 kg CO₂e"),
        (999_500_000, "1,00 t CO₂e"),
        (4_123_456_789, "4,12 t CO₂e"),
        (41_234_567_890, "41,2 t CO₂e"),
        (412_345_678_901, "412 t CO₂e"),
        (1_234_567_890_123, "1.230 t CO₂e"),
        (9 * 10**18, "9.000.000.000 t CO₂e"),
        (-412_345_678_901, "−412 t CO₂e"),
    ],
)
def test_a_mass_has_three_digits_in_the_fitting_unit(mg_co2e: int, german: str) -> None:
    assert shown(numbers.mass(mg_co2e, "de")) == german


def test_english_writes_points_where_german_writes_commas() -> None:
    assert shown(numbers.mass(4_123_456_789, "en")) == "4.12 t CO₂e"
    assert numbers.number(Decimal("1234.5"), "en") == "1,234.5"


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_narrow_space_that_does_not_break_stands_before_the_unit(language: str) -> None:
    assert numbers.mass(MG_PER_T, language).endswith(f"{NARROW}t\xa0CO₂e")
    assert numbers.energy(1, language).endswith(f"{NARROW}MWh")


def test_rounding_that_gains_a_digit_loses_a_decimal() -> None:
    assert shown(numbers.mass(9_995_000_000, "de")) == "10,0 t CO₂e"
    assert shown(numbers.mass(99_950_000_000, "de")) == "100 t CO₂e"


def test_halves_are_rounded_to_the_even_digit() -> None:
    assert shown(numbers.mass(412_500_000_000, "de")) == "412 t CO₂e"
    assert shown(numbers.mass(413_500_000_000, "de")) == "414 t CO₂e"


def test_the_exact_mass_keeps_every_milligram() -> None:
    assert shown(numbers.exact_mass(412_345_678_901, "de")) == "412.345,678901 kg CO₂e"
    assert shown(numbers.exact_mass(9 * 10**18 + 1, "en")) == "9,000,000,000,000.000001 kg CO₂e"


def test_an_exact_mass_of_whole_kilograms_has_no_decimals() -> None:
    assert shown(numbers.exact_mass(5 * MG_PER_KG, "de")) == "5 kg CO₂e"


@pytest.mark.parametrize(
    ("value", "german"),
    [
        (0, "0"),
        (12, "12"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("0.10"), "0,1"),
        (0.1, "0,1"),
        (-1234.5, "−1.234,5"),
        (10**15, "1.000.000.000.000.000"),
    ],
)
def test_a_number_keeps_all_its_digits(value: numbers.Number, german: str) -> None:
    assert numbers.number(value, "de") == german


@pytest.mark.parametrize(
    ("value", "german"), [(0, "0"), (12, "12"), (1234, "1.230"), (Decimal("0.00012345"), "0,000123")]
)
def test_three_significant_digits_leave_small_whole_numbers_alone(value: numbers.Number, german: str) -> None:
    assert numbers.significant(value, "de") == german


@pytest.mark.parametrize(
    ("mwh", "german"),
    [(0, "0 MWh"), (Decimal("0.9994"), "999 kWh"), (Decimal("0.9996"), "1,00 MWh"), (1234.5, "1.230 MWh")],
)
def test_energy_below_one_megawatt_hour_is_told_in_kilowatt_hours(mwh: numbers.Number, german: str) -> None:
    assert shown(numbers.energy(mwh, "de")) == german


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (8, "8 %", "8%"),
        (Decimal("12.345"), "12,3 %", "12.3%"),
        (Decimal("99.96"), "100 %", "100%"),
        (0, "0 %", "0%"),
        (Decimal("0.03"), "< 0,1 %", "< 0.1%"),
        (Decimal("-0.03"), "> −0,1 %", "> −0.1%"),
    ],
)
def test_a_percentage_has_one_decimal_at_most(value: numbers.Number, german: str, english: str) -> None:
    assert shown(numbers.percent(value, "de")) == german
    assert shown(numbers.percent(value, "en")) == english


def test_a_share_of_nothing_is_a_dash_and_no_number() -> None:
    assert numbers.share(0, 0, "de") == "–"


def test_a_day_names_its_month() -> None:
    assert shown(numbers.day(datetime.date(2024, 3, 1), "de")) == "1. März 2024"
    assert shown(numbers.day(datetime.date(2024, 3, 1), "en")) == "1 March 2024"


def test_a_regional_language_is_written_like_its_language() -> None:
    assert numbers.number(Decimal("1.5"), "de-AT") == "1,5"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_never_shown_as_one(value: numbers.Number) -> None:
    with pytest.raises(ValueError, match="not a number that can be shown"):
        numbers.number(value, "de")
