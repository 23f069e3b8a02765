"""The clock: calendar months, opening, the last 30 days, reminders on working days."""

from datetime import date, timedelta

import pytest

from klimapakt.methods.duties.months import months_after
from klimapakt.methods.duties.reminders import reminders
from tests.methods.duties.building import case_of, day, found, state_of


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 2, "2024-03-31"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2096-02-29", 48, "2100-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-12-31", 12, "2025-12-31"),
        ("2025-12-31", 1, "2026-01-31"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-05-05", 0, "2025-05-05"),
    ],
)
def test_a_month_keeps_the_day_or_cuts_it_to_the_last_one(start: str, months: int, expected: str) -> None:
    assert months_after(day(start), months) == day(expected)


def test_a_later_day_is_counted_from_the_original_one() -> None:
    duties = found(case_of(pact="sme-climate-hub", joined="2024-02-29"))
    assert duties["monitoring-1"].due_on == day("2025-02-28")
    assert duties["monitoring-4"].due_on == day("2028-02-29")


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2024-09-30", "upcoming"),
        ("2024-10-01", "open"),
        ("2025-03-02", "open"),
        ("2025-03-03", "due"),
        ("2025-04-01", "due"),
        ("2025-04-02", "overdue"),
    ],
)
def test_a_duty_opens_after_six_months_is_due_for_30_days_and_overdue_the_day_after(
    on: str, state: str
) -> None:
    assert state_of(case_of(joined="2024-04-01", on=on)) == state


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2026-07-14", "upcoming"),
        ("2026-07-15", "open"),
        ("2026-07-16", "open"),
        ("2026-07-17", "due"),
        ("2026-08-15", "due"),
        ("2026-08-16", "overdue"),
    ],
)
def test_a_yearly_check_opens_one_month_before_it_is_due(on: str, state: str) -> None:
    case = case_of(pact="bw-klimabuendnis", joined="2024-08-15", on=on)
    assert state_of(case, "yearly_check-1") == state


def test_nothing_is_due_before_it_opens() -> None:
    case = case_of(pact="bw-klimabuendnis", joined="2024-03-15", on="2026-02-14")
    assert state_of(case, "yearly_check-1") == "upcoming"


def test_nothing_opens_before_joining() -> None:
    duty = found(case_of(pact="krefeld", joined="2025-12-20"))["monitoring-1"]
    assert (duty.opens_on, duty.due_on) == (day("2025-12-20"), day("2025-12-31"))


def test_before_joining_everything_lies_ahead() -> None:
    assert {duty.state for duty in found(case_of(joined="2025-06-01", on="2025-01-01")).values()} == {
        "upcoming"
    }


@pytest.mark.parametrize("joined", ["2025-01-04", "2024-12-25", "2025-05-01"])
def test_a_day_counts_on_weekends_and_holidays(joined: str) -> None:
    assert found(case_of(joined=joined))["baseline"].due_on == months_after(day(joined), 12)


def test_reminders_come_six_and_three_months_30_and_7_days_before() -> None:
    duty = found(case_of(joined="2024-10-01"))["baseline"]
    assert [one.isoformat() for one in duty.reminders] == [
        "2025-04-01",
        "2025-07-01",
        "2025-09-01",
        "2025-09-24",
    ]


@pytest.mark.parametrize(
    ("due_on", "moved"),
    [
        ("2026-07-18", {"2026-01-18": "2026-01-16", "2026-04-18": "2026-04-17", "2026-07-11": "2026-07-10"}),
        ("2026-05-01", {"2025-11-01": "2025-10-31", "2026-02-01": "2026-01-30"}),
        ("2026-12-31", {"2026-12-24": "2026-12-24"}),
        ("2027-04-05", {"2027-03-29": "2027-03-25"}),
    ],
)
def test_a_reminder_moves_to_the_working_day_before(due_on: str, moved: dict[str, str]) -> None:
    days = reminders(day(due_on), date(2020, 1, 1), "DE-NW")
    for planned, expected in moved.items():
        assert day(expected) in days
        assert planned == expected or day(planned) not in days


def test_a_reminder_that_would_come_before_joining_moves_forward() -> None:
    joined = date(2025, 3, 1)  # a Saturday, six months before the due day
    assert reminders(date(2025, 9, 1), joined, "DE-NW")[0] == date(2025, 3, 3)


def test_no_reminder_comes_before_joining() -> None:
    duty = found(case_of(pact="krefeld", joined="2025-11-25"))["monitoring-1"]
    assert [one.isoformat() for one in duty.reminders] == ["2025-12-01", "2025-12-24"]


def test_the_holidays_are_those_of_the_pact() -> None:
    due_on, joined = date(2026, 7, 6), date(2020, 1, 1)
    assert reminders(due_on, joined, "DE-NW")[0] == date(2026, 1, 6)
    assert reminders(due_on, joined, "DE-BW")[0] == date(2026, 1, 5)


def test_grace_ends_after_the_deadline_where_the_rulebook_grants_it() -> None:
    duties = found(case_of(joined="2024-02-29"))
    assert duties["baseline"].grace_ends_on == day("2026-02-28")
    assert duties["monitoring-1"].grace_ends_on == duties["monitoring-1"].due_on
    assert duties["monitoring-1"].due_on - duties["monitoring-1"].reminders[-1] >= timedelta(days=7)
