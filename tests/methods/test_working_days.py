"""Working days: Easter as tables print it, holidays as the law names them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.working_days import (
    calendars,
    easter,
    is_working_day,
    working_day_after,
    working_day_before,
)

DAYS = st.dates(date(1995, 1, 1), date(2100, 12, 31))
RANDOMLY = settings(deadline=None)
CALENDARS = st.sampled_from(sorted(calendars()))


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, "1961-04-02"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2019, "2019-04-21"),
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2027, "2027-03-28"),
        (2038, "2038-04-25"),
        (2076, "2076-04-19"),
        (2100, "2100-03-28"),
    ],
)
def test_easter_falls_on_the_day_the_tables_print(year: int, day: str) -> None:
    assert easter(year) == date.fromisoformat(day)


@pytest.mark.parametrize("year", range(1995, 2101))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


def test_the_holidays_of_north_rhine_westphalia_in_2026() -> None:
    days = "01-01 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26".split()
    assert sorted(calendars()["DE-NW"].of_year(2026)) == [date.fromisoformat(f"2026-{day}") for day in days]


def test_baden_wuerttemberg_has_epiphany_too() -> None:
    more = set(calendars()["DE-BW"].of_year(2026)) - set(calendars()["DE-NW"].of_year(2026))
    assert more == {date(2026, 1, 6)}


def test_500_years_of_reformation_were_a_holiday_once() -> None:
    assert not is_working_day(date(2017, 10, 31), "DE-NW")
    assert is_working_day(date(2018, 10, 31), "DE-NW")


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2026, 12, 31), date(2026, 2, 16)])
def test_christmas_eve_new_years_eve_and_carnival_are_working_days(day: date) -> None:
    assert is_working_day(day, "DE-NW")


@RANDOMLY
@given(DAYS, CALENDARS)
def test_a_moved_day_is_a_working_day_and_no_working_day_lies_between(day: date, calendar: str) -> None:
    before, after = working_day_before(day, calendar), working_day_after(day, calendar)
    assert before <= day <= after
    assert is_working_day(before, calendar)
    assert is_working_day(after, calendar)
    between = ((after - timedelta(days=days)) for days in range(1, (after - before).days))
    assert not any(is_working_day(one, calendar) for one in between if before < one < after)


@RANDOMLY
@given(DAYS, CALENDARS)
def test_no_day_moves_further_than_a_long_weekend(day: date, calendar: str) -> None:
    assert (day - working_day_before(day, calendar)).days <= 4
    assert (working_day_after(day, calendar) - day).days <= 4


@pytest.mark.parametrize(
    ("year", "day"), [(2024, "2024-11-20"), (2025, "2025-11-19"), (2026, "2026-11-18"), (2027, "2027-11-17")]
)
def test_saxony_repents_on_the_wednesday_before_23_november(year: int, day: str) -> None:
    assert date.fromisoformat(day) in set(calendars()["DE-SN"].of_year(year))


@pytest.mark.parametrize(
    ("state", "count"),
    [
        ("BE", 10),
        ("HE", 10),
        ("HB", 10),
        ("MV", 11),
        ("BY", 12),
        ("SL", 12),
        ("SN", 11),
        ("ST", 11),
        ("TH", 11),
    ],
)
def test_every_state_has_as_many_holidays_as_its_law_names(state: str, count: int) -> None:
    assert len(set(calendars()[f"DE-{state}"].of_year(2027))) == count


def test_nine_days_are_holidays_everywhere() -> None:
    states = [set(days.of_year(2027)) for name, days in calendars().items() if name != "weekdays"]
    assert len(states) == 16
    assert len(set.intersection(*states)) == 9
