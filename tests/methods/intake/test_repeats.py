"""Rows that may count the same consumption twice."""

import time

from klimapakt.methods.intake import Row
from klimapakt.methods.intake.repeats import with_repeats
from tests.methods.intake.samples import codes, row_of, table_of


def test_an_identical_row_looks_like_a_duplicate_of_the_first() -> None:
    first, second = table_of({}, {}).rows
    assert (codes(first), codes(second)) == ([], ["duplicate_row"])
    assert (second.status, second.notes[0].severity) == ("accepted", "warning")
    assert "Row 3" in second.sentences()[0].text()
    assert "row 2" in second.sentences()[0].text()


def test_a_different_evidence_makes_another_row() -> None:
    assert codes(table_of({"Nachweis": "1"}, {"Nachweis": "2"}).rows[1]) == ["period_overlaps"]


def test_overlapping_periods_are_pointed_out_on_both_rows() -> None:
    first, second = table_of({"Bis": "30.06.2024"}, {"Von": "30.06.2024", "Menge": "5"}).rows
    assert (codes(first), codes(second)) == (["period_overlaps"], ["period_overlaps"])
    assert first.notes[0].message.params["other"] == 3
    assert second.notes[0].message.params["other"] == 2


def test_periods_that_follow_each_other_do_not_overlap() -> None:
    table = table_of({"Bis": "30.06.2024"}, {"Von": "01.07.2024"})
    assert [codes(row) for row in table.rows] == [[], []]


def test_other_sites_activities_and_units_do_not_overlap() -> None:
    table = table_of({}, {"Standort": "Lager"}, {"Einheit": "MWh"}, {"Aktivität": "Fernwärme"})
    assert [codes(row) for row in table.rows] == [[], [], [], []]


def test_a_long_period_overlaps_with_a_later_short_one() -> None:
    rows = table_of(
        {}, {"Von": "01.02.2024", "Bis": "28.02.2024"}, {"Von": "01.06.2024", "Bis": "30.06.2024"}
    ).rows
    assert [codes(row) for row in rows] == [["period_overlaps"]] * 3


def test_ten_thousand_overlapping_rows_do_not_take_long() -> None:
    activity = row_of().activity
    assert activity is not None
    rows = [Row(number, "accepted", {**activity, "amount": str(number)}) for number in range(10_000)]
    began = time.process_time()
    noted = with_repeats(rows, "Von")
    assert time.process_time() - began < 2
    assert all(len(row.notes) == 1 for row in noted)
