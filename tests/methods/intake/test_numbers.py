"""Amounts as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.intake.numbers import Reading, read_number
from klimapakt.methods.intake.reading import Numbers
from klimapakt.methods.messages import Message
from tests.methods.intake.samples import codes, row_of, table_of

CLEAR = {
    "1.234,5": ("1234.5", "de"),
    "1,234.5": ("1234.5", "en"),
    "1 234,5": ("1234.5", "de"),
    "1\u00a0234,5": ("1234.5", "de"),
    "1\u202f234.5": ("1234.5", "en"),
    "1'234.5": ("1234.5", "en"),
    "1’234’567.25": ("1234567.25", "en"),
    "1234": ("1234", None),
    "12 345": ("12345", None),
    "1.234.567": ("1234567", "de"),
    "1,234,567": ("1234567", "en"),
    "1.234.567,8": ("1234567.8", "de"),
    "0,123": ("0.123", "de"),
    "0.123": ("0.123", "en"),
    ".5": ("0.5", "en"),
    "1,5": ("1.5", "de"),
    "1234,567": ("1234.567", "de"),
    "+49": ("49", None),
    "1.200,-": ("1200.0", "de"),
    "'1200": ("1200", None),
    "0": ("0", None),
}


@pytest.mark.parametrize("text", CLEAR)
def test_a_number_with_one_meaning_is_read_exactly(text: str) -> None:
    reading = read_number(text)
    assert isinstance(reading, Reading)
    assert (reading.value, reading.style) == (Decimal(CLEAR[text][0]), CLEAR[text][1])


@pytest.mark.parametrize(
    ("text", "as_de", "as_en"),
    [("1.234", "1234", "1.234"), ("1,234", "1.234", "1234"), ("12.500", "12500", "12.500")],
)
def test_one_separator_before_three_digits_has_two_meanings(text: str, as_de: str, as_en: str) -> None:
    reading = read_number(text)
    assert isinstance(reading, Reading)
    assert (reading.value, reading.as_de, reading.as_en) == (None, Decimal(as_de), Decimal(as_en))


WRONG = {
    "": "amount_missing",
    "k. A.": "amount_missing",
    "-": "amount_missing",
    "NaN": "amount_not_a_number",
    "nan": "amount_not_a_number",
    "Infinity": "amount_infinite",
    "-inf": "amount_infinite",
    "∞": "amount_infinite",
    "-5": "amount_negative",
    "−5": "amount_negative",
    "5-": "amount_negative",
    "(500)": "amount_negative",
    "-1.234,5": "amount_negative",
    "1e308": "amount_too_large",
    "1E999999": "amount_too_large",
    "1,23E+05": "amount_scientific",
    "1_000": "amount_underscore",
    "٣٤٥": "amount_foreign_digits",
    "\uff11\uff12": "amount_foreign_digits",
    "½": "amount_foreign_digits",
    "50 %": "amount_percent",
    "50%": "amount_percent",
    "viel": "amount_text",
    "@SUM(A1)": "amount_text",
    "=1+1": "amount_is_formula_text",
    "=cmd|'/c calc'!A0": "amount_is_formula_text",
    "500-600": "amount_range",
    "500 bis 600": "amount_range",
    "< 500": "amount_range",
    "31.12.2024": "amount_is_date",
    "1.23.4": "amount_malformed",
    "1,00,000": "amount_malformed",
    "1 2345": "amount_malformed",
    "12.": "amount_malformed",
    "9" * 31: "amount_too_long",
    "1" * 5_000: "amount_text",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_amount_gets_its_own_sentence(text: str) -> None:
    answer = read_number(text)
    assert isinstance(answer, Message)
    assert answer.code == WRONG[text]
    assert answer.text()


@pytest.mark.parametrize("text", [text for text in WRONG if text])
def test_a_row_without_an_amount_is_rejected_at_its_row_and_column(text: str) -> None:
    row = row_of(Menge=text)
    assert (row.status, row.activity) == ("rejected", None)
    assert "Row 2, column “Menge”" in row.sentences()[0].text()


def test_an_amount_above_every_consumption_is_rejected() -> None:
    assert codes(row_of(Menge="1000000000000001")) == ["amount_too_large"]
    assert row_of(Menge="1000000000000000").status == "accepted"


def test_zero_is_accepted_with_a_hint() -> None:
    row = row_of(Menge="0")
    assert (row.status, codes(row)) == ("accepted", ["amount_zero"])


def test_about_500_is_corrected_and_marked_as_estimated() -> None:
    row = row_of(Menge="ca. 500", Datenqualität="gemessen")
    assert row.activity is not None
    assert (row.status, row.activity["amount"], row.activity["quality"]) == ("corrected", "500", "estimated")
    assert codes(row) == ["amount_estimated"]


def test_a_unit_inside_the_amount_is_split_off() -> None:
    row = row_of(Menge="1.200,0 kWh", Einheit="")
    assert row.activity is not None
    assert (row.status, row.activity["amount"], row.activity["unit"]) == ("corrected", "1200.0", "kWh")


def test_a_unit_inside_the_amount_that_contradicts_the_column_is_rejected() -> None:
    assert codes(row_of(Menge="12 MWh", Einheit="kWh")) == ["unit_contradiction"]


def test_words_behind_the_amount_are_rejected() -> None:
    assert codes(row_of(Menge="500 irgendwas")) == ["amount_with_words"]


def test_an_ambiguous_amount_is_asked_about_with_both_readings() -> None:
    row = row_of(Menge="1.234")
    assert (row.status, row.activity, codes(row)) == ("ask", None, ["amount_ambiguous"])
    message = row.notes[0].message
    assert (message.params["de"], message.params["en"]) == ("1234", "1.234")
    assert "1234" in message.text()
    assert "1 point 234" in message.text()


@pytest.mark.parametrize(("numbers", "amount"), [("de", "1234"), ("en", "1.234")])
def test_the_persons_choice_answers_the_question(numbers: Numbers, amount: str) -> None:
    row = table_of({"Menge": "1.234"}, numbers=numbers).rows[0]
    assert row.activity is not None
    assert (row.status, row.activity["amount"]) == ("accepted", amount)


def test_a_clear_cell_of_the_same_column_decides_and_its_row_is_named() -> None:
    table = table_of({"Menge": "1.234"}, {"Menge": "2.345,5"})
    assert table.numbers == "de"
    assert [row.activity and row.activity["amount"] for row in table.rows] == ["1234", "2345.5"]
    note = next(note for note in table.notes if note.code == "numbers_de")
    assert "row 3 says “2.345,5”" in note.text()


def test_english_evidence_decides_the_english_way() -> None:
    table = table_of({"Menge": "1,234"}, {"Menge": "0.5"})
    assert (table.numbers, table.rows[0].activity and table.rows[0].activity["amount"]) == ("en", "1234")


def test_clear_cells_that_contradict_each_other_decide_nothing() -> None:
    table = table_of({"Menge": "1.234"}, {"Menge": "2.345,5"}, {"Menge": "3,456.5"})
    assert (table.numbers, table.rows[0].status) == (None, "ask")
    note = next(note for note in table.notes if note.code == "numbers_contradict")
    assert "row 3" in note.text()
    assert "row 4" in note.text()


def test_a_cell_against_the_persons_choice_is_pointed_out() -> None:
    table = table_of({"Menge": "1,234.5"}, numbers="de")
    assert [note.code for note in table.notes] == ["numbers_against_choice"]


def test_without_ambiguous_cells_nothing_is_said_about_numbers() -> None:
    assert table_of({"Menge": "2.345,5"}).notes == ()


@given(
    value=st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False),
    mark=st.sampled_from(
        [(".", ",", "de"), (",", ".", "en"), (" ", ",", "de"), ("\u202f", ".", "en"), ("'", ".", "en")]
    ),
)
def test_a_number_written_with_groups_reads_back_exactly(value: Decimal, mark: tuple[str, str, str]) -> None:
    grouping, point, style = mark
    written = f"{value:,.2f}".translate({ord(","): grouping, ord("."): point})
    reading = read_number(written)
    assert isinstance(reading, Reading)
    assert (reading.value, reading.style) == (value, style)


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_gets_a_sentence(text: str) -> None:
    answer = read_number(text)
    if isinstance(answer, Reading):
        assert (answer.value is None) == (answer.as_de is not None)
        assert all(value is None or value >= 0 for value in (answer.value, answer.as_de, answer.as_en))
    else:
        assert answer.text()
