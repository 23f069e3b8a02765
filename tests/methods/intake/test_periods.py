"""The period of a row."""

import pytest

from klimapakt.methods.intake import Row
from tests.methods.intake.samples import codes, read, row_of


def period_of(row: Row) -> tuple[object, ...]:
    assert row.activity is not None, row.sentences()
    return tuple(row.activity.get(key) for key in ("period_start", "period_end", "year"))


def test_full_dates_are_accepted_as_they_are() -> None:
    row = row_of()
    assert (row.status, period_of(row)) == ("accepted", ("2024-01-01", "2024-12-31", None))


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        ("Jan 2024", "Dez 2024", ("2024-01-01", "2024-12-31", None)),
        ("2024", "", ("2024-01-01", "2024-12-31", None)),
        ("", "2024", ("2024-01-01", "2024-12-31", None)),
        ("03/2024", "", ("2024-03-01", "2024-03-31", None)),
        ("1.1.24", "31.12.24", ("2024-01-01", "2024-12-31", None)),
    ],
)
def test_months_and_years_are_expanded_and_that_is_said(
    start: str, end: str, period: tuple[object, ...]
) -> None:
    row = row_of(Von=start, Bis=end)
    assert (row.status, period_of(row)) == ("corrected", period)
    assert "date_expanded" in codes(row)


def test_one_column_can_hold_both_ends() -> None:
    row = row_of(Von="", Bis="", Zeitraum="01.01.2024 - 30.06.2024")
    assert period_of(row) == ("2024-01-01", "2024-06-30", None)
    assert period_of(row_of(Von="", Bis="", Monat="Mai 2024")) == ("2024-05-01", "2024-05-31", None)


def test_an_end_before_the_beginning_is_rejected() -> None:
    row = row_of(Von="01.06.2024", Bis="01.05.2024")
    assert codes(row) == ["period_ends_before_start"]
    assert "2024-05-01" in row.sentences()[0].text()


def test_more_than_five_years_are_rejected() -> None:
    assert codes(row_of(Von="01.01.2019", Bis="01.01.2024")) == ["period_too_long"]
    assert row_of(Von="01.01.2019", Bis="31.12.2023").status == "accepted"


def test_an_end_on_the_first_of_a_month_is_pointed_out() -> None:
    row = row_of(Von="01.01.2024", Bis="01.12.2024")
    assert (row.status, codes(row)) == ("accepted", ["period_ends_on_first"])


@pytest.mark.parametrize("cells", [{"Bis": ""}, {"Von": ""}])
def test_half_a_period_is_rejected(cells: dict[str, str]) -> None:
    assert codes(row_of(**cells)) == ["period_half"]


def test_half_a_period_with_a_year_takes_the_year() -> None:
    row = row_of(Von="", Jahr="2024")
    assert (row.status, period_of(row)) == ("corrected", (None, None, 2024))


def test_the_year_counts_only_without_a_period() -> None:
    assert period_of(row_of(Von="", Bis="", Jahr="2024")) == (None, None, 2024)
    assert period_of(row_of(Jahr="2024")) == ("2024-01-01", "2024-12-31", None)


def test_a_year_outside_the_period_is_pointed_out() -> None:
    row = row_of(Jahr="2023")
    assert (row.status, codes(row)) == ("accepted", ["year_not_in_period"])


def test_a_year_that_is_none_is_rejected() -> None:
    assert codes(row_of(Von="", Bis="", Jahr="letztes")) == ["year_not_readable"]


def test_a_row_without_a_period_has_none() -> None:
    assert period_of(row_of(Von="", Bis="")) == (None, None, None)


def test_a_table_without_a_column_for_the_period_says_so_once() -> None:
    table = read("Aktivität;Menge;Einheit\nStrom;1;kWh\n")
    assert [note.code for note in table.notes] == ["no_period_column"]
