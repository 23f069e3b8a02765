"""Days, months and years as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.intake.dates import EitherOrder, Span, read_day, read_year
from klimapakt.methods.messages import Message
from tests.methods.intake.samples import codes, row_of, table_of

DAYS = {
    "31.12.2024": ("2024-12-31", "2024-12-31"),
    "1.1.24": ("2024-01-01", "2024-01-01"),
    "1.1.95": ("1995-01-01", "1995-01-01"),
    "2024-12-31": ("2024-12-31", "2024-12-31"),
    "2024-12-31 00:00:00": ("2024-12-31", "2024-12-31"),
    "2024-12-31T00:00:00Z": ("2024-12-31", "2024-12-31"),
    "31/12/2024": ("2024-12-31", "2024-12-31"),
    "12/31/2024": ("2024-12-31", "2024-12-31"),
    "31-12-2024": ("2024-12-31", "2024-12-31"),
    "20241231": ("2024-12-31", "2024-12-31"),
    "31. Dezember 2024": ("2024-12-31", "2024-12-31"),
    "December 31, 2024": ("2024-12-31", "2024-12-31"),
    "31st Dec 2024": ("2024-12-31", "2024-12-31"),
    "Jan 2024": ("2024-01-01", "2024-01-31"),
    "Februar 2024": ("2024-02-01", "2024-02-29"),
    "Mär. 24": ("2024-03-01", "2024-03-31"),
    "01/2024": ("2024-01-01", "2024-01-31"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "Q2 2024": ("2024-04-01", "2024-06-30"),
    "4. Quartal 2024": ("2024-10-01", "2024-12-31"),
    "2024": ("2024-01-01", "2024-12-31"),
    "45292": ("2024-01-01", "2024-01-01"),
}


@pytest.mark.parametrize("text", DAYS)
def test_a_cell_names_its_first_and_last_day(text: str) -> None:
    span = read_day(text)
    assert isinstance(span, Span)
    assert (span.first.isoformat(), span.last.isoformat()) == DAYS[text]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("30.02.2024", "date_not_in_calendar"),
        ("31.04.2024", "date_not_in_calendar"),
        ("29.02.2023", "date_not_in_calendar"),
        ("13/2024", "date_not_in_calendar"),
        ("99/99/2024", "date_not_in_calendar"),
        ("30.02.", "date_without_year"),
        ("heute", "date_not_readable"),
        ("31.12.1989", "year_outside_range"),
        ("01.01.2101", "year_outside_range"),
        ("1989", "year_outside_range"),
    ],
)
def test_what_is_no_date_gets_a_sentence_with_row_and_column(text: str, code: str) -> None:
    row = row_of(Bis=text)
    assert (row.status, codes(row)) == ("rejected", [code])
    assert "Row 2, column “Bis”" in row.sentences()[0].text()


def test_a_day_number_counts_from_the_workbooks_own_first_day() -> None:
    assert read_day(Decimal(45292)) == Span(date(2024, 1, 1), date(2024, 1, 1), was_expanded=True)
    assert read_day(Decimal(43830), is_1904=True) == Span(
        date(2024, 1, 1), date(2024, 1, 1), was_expanded=True
    )


def test_a_date_with_slashes_can_have_two_meanings() -> None:
    found = read_day("03/04/2024")
    assert isinstance(found, EitherOrder)
    assert (found.day_first.first, found.month_first.first) == (date(2024, 4, 3), date(2024, 3, 4))


def test_an_undecided_date_with_slashes_is_rejected_with_both_meanings() -> None:
    row = row_of(Von="03/04/2024", Bis="05/06/2024")
    assert codes(row) == ["date_ambiguous", "date_ambiguous"]
    assert "2024-04-03 or 2024-03-04" in row.sentences()[0].text()


def test_equal_day_and_month_have_one_meaning() -> None:
    assert row_of(Von="01/01/2024", Bis="02/02/2024").status == "accepted"


def test_another_row_decides_the_order_of_dates_with_slashes() -> None:
    table = table_of({"Von": "03/04/2024", "Bis": "03/05/2024"}, {"Von": "01/01/2024", "Bis": "31/12/2024"})
    activity = table.rows[0].activity
    assert activity is not None
    assert (activity["period_start"], activity["period_end"]) == ("2024-04-03", "2024-05-03")
    assert "row 3" in next(note for note in table.notes if note.code == "dates_day_first").text()


def test_rows_that_contradict_each_other_decide_no_order() -> None:
    table = table_of({"Von": "03/04/2024"}, {"Bis": "31/12/2024"}, {"Bis": "12/31/2024"})
    assert codes(table.rows[0]) == ["date_ambiguous"]


@pytest.mark.parametrize("cell", ["20x4", "24", "", "2024.5"])
def test_a_year_has_four_digits(cell: str) -> None:
    assert isinstance(read_year(cell), Message)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_reads_back_in_each_clear_form(day: date) -> None:
    forms = (day.strftime("%d.%m.%Y"), day.isoformat(), f"{day.day}.{day.month}.{day.year}")
    for form in (*forms, f"{day.isoformat()} 00:00:00", day):
        assert read_day(form) == Span(day, day)


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_gets_a_sentence(text: str) -> None:
    found = read_day(text)
    assert isinstance(found, Span | EitherOrder) or found.text()
