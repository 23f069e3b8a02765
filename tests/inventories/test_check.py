"""The check says, row by row, what taking a file over would do; what it lets through can be calculated."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.inventories.check import Answers, Check, CheckedRow, Outcome, Situation, check
from klimapakt.methods.intake import read_table
from klimapakt.methods.inventory import calculate
from tests.inventories.tables import AMBIGUOUS, DIESEL, ELECTRICITY, GAS, HEADINGS, UNKNOWN, csv_of

TODAY = date(2026, 1, 1)
CASE: Mapping[str, object] = {"year": 2024, "edition": "2026.1"}


def checked(
    *rows: Sequence[str],
    sites: tuple[str, ...] = ("Bakehouse", "Delivery vans"),
    known: Mapping[tuple[str, str], int] | None = None,
    answers: Answers | None = None,
    today: date = TODAY,
) -> Check:
    table = read_table(csv_of(*rows), filename="a.csv")
    situation = Situation(CASE, 2024, today, sites, known or {})
    return check(table, situation, answers or Answers())


def only(result: Check) -> CheckedRow:
    (row,) = result.rows
    return row


def told(row: CheckedRow) -> str:
    return " ".join(note.message.text() for note in row.notes)


def changed(row: Sequence[str], **cells: str) -> tuple[str, ...]:
    named = dict(zip(HEADINGS, row, strict=True)) | {
        key.replace("_", " "): value for key, value in cells.items()
    }
    return tuple(named.values())


def test_a_row_that_says_everything_is_accepted() -> None:
    assert only(checked(ELECTRICITY)).outcome is Outcome.ACCEPTED


def test_an_unknown_activity_is_rejected_with_a_sentence() -> None:
    row = only(checked(UNKNOWN))
    assert row.outcome is Outcome.REJECTED
    assert "Elektrosmog" in told(row)


def test_an_amount_that_can_be_read_in_two_ways_waits_for_an_answer() -> None:
    assert only(checked(AMBIGUOUS)).outcome is Outcome.QUESTION


def test_what_the_calculation_refuses_is_rejected_with_its_sentence() -> None:
    row = only(checked(changed(ELECTRICITY, Activity="Refrigerant", Unit="kg")))
    assert row.outcome is Outcome.REJECTED
    assert told(row)


def test_one_refused_row_does_not_stop_the_others() -> None:
    result = checked(ELECTRICITY, changed(ELECTRICITY, Activity="Refrigerant", Unit="kg"), GAS)
    assert result.count(Outcome.ACCEPTED) == 2


def test_a_period_of_another_year_is_rejected_now_and_not_later() -> None:
    row = only(checked(changed(ELECTRICITY, From="2023-01-01", To="2023-12-31")))
    assert row.outcome is Outcome.REJECTED
    assert "inventory of 2023" in told(row)


def test_a_period_over_the_turn_of_the_year_says_how_many_days_count() -> None:
    row = only(checked(changed(ELECTRICITY, From="2023-12-01", To="2024-01-31")))
    assert row.outcome is Outcome.ACCEPTED
    assert "31 of 62 days" in told(row)


def test_a_period_that_reaches_into_the_future_is_rejected() -> None:
    row = only(checked(ELECTRICITY, today=date(2024, 6, 30)))
    assert row.outcome is Outcome.REJECTED
    assert "future" in told(row)


def test_a_site_name_beyond_all_bounds_is_rejected_with_a_sentence() -> None:
    row = only(checked(changed(ELECTRICITY, Site="x" * 201)))
    assert row.outcome is Outcome.REJECTED
    assert "200 characters" in told(row)


def test_a_row_already_in_the_inventory_is_not_written_again() -> None:
    first = only(checked(ELECTRICITY)).draft
    assert first is not None
    row = only(checked(ELECTRICITY, known={first.identity: 17}))
    assert row.outcome is Outcome.ALREADY_THERE
    assert "row no. 17" in told(row)


def test_other_evidence_does_not_make_the_same_consumption_another_one() -> None:
    first = only(checked(ELECTRICITY)).draft
    assert first is not None
    again = changed(ELECTRICITY, Evidence="copy of bill 17", Note="second copy")
    assert only(checked(again, known={first.identity: 17})).outcome is Outcome.ALREADY_THERE


@pytest.mark.parametrize(
    "cell", [{"Amount": "48001"}, {"To": "2024-11-30"}, {"Site": "Shop"}, {"Unit": "MWh"}]
)
def test_rows_that_differ_in_what_was_consumed_are_two_rows(cell: dict[str, str]) -> None:
    assert checked(ELECTRICITY, changed(ELECTRICITY, **cell)).count(Outcome.ALREADY_THERE) == 0


def test_the_same_row_twice_in_one_file_counts_once() -> None:
    result = checked(ELECTRICITY, GAS, ELECTRICITY)
    assert [row.outcome for row in result.rows].count(Outcome.ALREADY_THERE) == 1
    assert "row 2 of this file" in told(result.rows[-1])


def test_a_repeated_row_is_written_when_the_person_says_that_it_is_separate() -> None:
    result = checked(ELECTRICITY, ELECTRICITY, answers=Answers(separate=frozenset({3})))
    assert len(result.drafts()) == 2


def test_saying_that_all_are_separate_is_one_answer() -> None:
    result = checked(ELECTRICITY, ELECTRICITY, ELECTRICITY, answers=Answers(is_all_separate=True))
    assert len(result.drafts()) == 3


def test_a_new_site_is_named_once_with_the_nearest_known_one() -> None:
    row = changed(ELECTRICITY, Site="Bakehuose")
    (site,) = checked(row, changed(GAS, Site="bakehuose ")).new_sites
    assert (site.name, site.nearest) == ("Bakehuose", "Bakehouse")


def test_another_spelling_of_a_known_site_is_that_site() -> None:
    result = checked(changed(ELECTRICITY, Site="  BAKEHOUSE "))
    assert result.new_sites == ()
    assert result.drafts()[0].site == "Bakehouse"


def test_a_site_in_a_rejected_row_is_not_created() -> None:
    assert checked(changed(UNKNOWN, Site="Nowhere")).new_sites == ()


def test_an_answered_site_is_the_existing_one_and_shows_what_is_there_already() -> None:
    answers = Answers(sites={"Bakehuose": "Bakehouse"})
    result = checked(ELECTRICITY, changed(ELECTRICITY, Site="Bakehuose"), answers=answers)
    assert result.new_sites == ()
    assert result.count(Outcome.ALREADY_THERE) == 1


def test_an_answer_that_names_an_unknown_site_changes_nothing() -> None:
    result = checked(
        changed(ELECTRICITY, Site="Bakehuose"), answers=Answers(sites={"Bakehuose": "Elsewhere"})
    )
    assert [site.name for site in result.new_sites] == ["Bakehuose"]


def test_the_seal_changes_when_another_row_would_be_written() -> None:
    assert checked(ELECTRICITY, GAS).seal() != checked(ELECTRICITY, UNKNOWN).seal()


def test_the_seal_stays_when_nothing_changes() -> None:
    assert checked(ELECTRICITY, GAS).seal() == checked(ELECTRICITY, GAS).seal()


_AMOUNTS = st.decimals(0, 10**9, places=3).map(lambda amount: f"{amount:f}".replace(".", ",") + "1")
_ROWS = st.lists(
    st.builds(
        lambda activity, amount, unit: ("Bakehouse", activity, amount, unit, "", "", "", "", ""),
        st.sampled_from(["Electricity", "Natural gas", "Diesel", "Refrigerant", "Hotel night", "Nonsense"]),
        _AMOUNTS,
        st.sampled_from(["kWh", "kWh Hs", "l", "kg", "night", "furlong", ""]),
    ),
    min_size=1,
    max_size=6,
)


@given(_ROWS)
def test_whatever_is_in_the_file_what_gets_past_the_check_can_be_calculated(
    rows: list[tuple[str, ...]],
) -> None:
    result = checked(*rows, DIESEL)
    activities = [
        {
            "id": str(draft.row_number),
            "amount": str(draft.amount),
            "unit": draft.unit,
            "activity": draft.activity,
        }
        for draft in result.drafts()
        if not draft.extras
    ]
    calculate({**CASE, "activities": activities})
