"""A stored derivation is said in the language of the page, with its numbers in that writing."""

from decimal import Decimal

from django.utils import translation

from klimapakt.inventories.derivations import derivation, message_of, plain, stored
from klimapakt.inventories.models import Activity
from klimapakt.inventories.presenting.derivations import (
    derivation_of,
    formula_of_derivation,
    sentence_of_derivation,
)
from klimapakt.methods.messages import Message

READINGS = Message(
    "two_readings", "Difference of two readings: %(new)s minus %(old)s.", {"new": "46700", "old": "10200"}
)


def test_a_message_survives_being_stored_with_the_messages_in_it() -> None:
    inner = Message("day", "%(year)s-%(month)s-%(day)s", {"year": 2024, "month": "01", "day": "31"})
    outer = Message("until", "until %(day)s", {"day": inner})
    assert message_of(stored(outer)).text() == "until 2024-01-31"


def test_the_sentence_is_said_in_the_language_of_the_page() -> None:
    kept = derivation(READINGS, formula="46700 - 10200 kWh", source="meter")
    with translation.override("de"):
        assert sentence_of_derivation(kept) == "Unterschied zweier Zählerstände: 46.700 minus 10.200."
    with translation.override("en"):
        assert sentence_of_derivation(kept) == "Difference of two readings: 46,700 minus 10,200."


def test_numbers_and_units_of_a_formula_are_written_as_the_page_does() -> None:
    kept = derivation(READINGS, formula="36500.5 kWh_Hs × 318 / 365", source="")
    with translation.override("de"):
        assert formula_of_derivation(kept) == "36.500,5 kWh (Brennwert) × 318 / 365"
    with translation.override("en"):
        assert formula_of_derivation(kept) == "36,500.5 kWh (gross calorific value) × 318 / 365"


def test_a_row_without_derivation_says_nothing() -> None:
    assert sentence_of_derivation({}) == ""
    assert formula_of_derivation({}) == ""


def test_an_amount_in_a_formula_has_no_needless_digits() -> None:
    assert plain(Decimal("36500.0000000000")) == "36500"


def test_a_guided_answer_and_a_reading_are_explained_the_same_way() -> None:
    product = Activity(amount=Decimal(50400), unit="km", derivation={"rule": "product", "of": ["240", "210"]})
    reading = Activity(derivation=derivation(READINGS, formula="46700 - 10200 kWh", source="meter"))
    with translation.override("en"):
        by_answer, by_reading = derivation_of(product), derivation_of(reading)
    assert by_answer is not None
    assert by_answer.sentence.startswith("240 × 210 = 50,400")
    assert by_reading is not None
    assert by_reading.formula == "46,700 - 10,200 kWh"
    assert by_reading.source == "the readings of the meter"


def test_an_amount_as_it_was_entered_has_no_derivation() -> None:
    assert derivation_of(Activity(amount=Decimal(1), unit="kWh")) is None
