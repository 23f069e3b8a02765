"""What each pact asks of a member, written out by hand."""

from datetime import date, timedelta

import pytest

from tests.methods.duties.building import case_of, due_days

DUESSELDORF = {
    "2024-02-29": [
        ("baseline", "2025-02-28"),
        ("targets", "2025-02-28"),
        ("measures", "2025-02-28"),
        ("monitoring-1", "2029-02-28"),
        ("monitoring-2", "2034-02-28"),
        ("closing_balance", "2035-12-31"),
    ],
    "2022-10-15": [
        ("baseline", "2023-10-15"),
        ("targets", "2023-10-15"),
        ("measures", "2023-10-15"),
        ("monitoring-1", "2027-10-15"),
        ("monitoring-2", "2032-10-15"),
        ("closing_balance", "2035-12-31"),
    ],
    "2034-12-31": [
        ("baseline", "2035-12-31"),
        ("targets", "2035-12-31"),
        ("measures", "2035-12-31"),
        ("closing_balance", "2035-12-31"),
    ],
    "2035-01-01": [("closing_balance", "2035-12-31")],
    "2035-12-31": [("closing_balance", "2035-12-31")],
    "2025-12-31": [
        ("baseline", "2026-12-31"),
        ("targets", "2026-12-31"),
        ("measures", "2026-12-31"),
        ("monitoring-1", "2030-12-31"),
        ("monitoring-2", "2035-12-31"),
        ("closing_balance", "2035-12-31"),
    ],
}
KREFELD = {
    "2023-09-04": [
        ("baseline", "2024-09-04"),
        ("monitoring-1", "2025-12-31"),
        ("monitoring-2", "2027-12-31"),
        ("monitoring-3", "2029-12-31"),
        ("monitoring-4", "2031-12-31"),
        ("monitoring-5", "2033-12-31"),
        ("monitoring-6", "2035-12-31"),
        ("closing_balance", "2035-12-31"),
    ],
    "2026-05-20": [
        ("baseline", "2027-05-20"),
        ("monitoring-1", "2027-12-31"),
        ("monitoring-2", "2029-12-31"),
        ("monitoring-3", "2031-12-31"),
        ("monitoring-4", "2033-12-31"),
        ("monitoring-5", "2035-12-31"),
        ("closing_balance", "2035-12-31"),
    ],
    "2033-12-31": [
        ("baseline", "2034-12-31"),
        ("monitoring-1", "2035-12-31"),
        ("closing_balance", "2035-12-31"),
    ],
}
ESSEN = {
    "2023-04-25": [
        ("monitoring-1", "2026-04-25"),
        ("monitoring-2", "2029-04-25"),
        ("monitoring-3", "2032-04-25"),
        ("monitoring-4", "2035-04-25"),
        ("monitoring-5", "2038-04-25"),
        ("closing_balance", "2040-12-31"),
    ]
}


@pytest.mark.parametrize(("joined", "expected"), DUESSELDORF.items())
def test_duesseldorf(joined: str, expected: list[tuple[str, str]]) -> None:
    assert list(due_days(case_of(joined=joined)).items()) == expected


@pytest.mark.parametrize(("joined", "expected"), KREFELD.items())
def test_krefeld_asks_everybody_on_the_same_days(joined: str, expected: list[tuple[str, str]]) -> None:
    assert list(due_days(case_of(pact="krefeld", joined=joined)).items()) == expected


@pytest.mark.parametrize(("joined", "expected"), ESSEN.items())
def test_essen(joined: str, expected: list[tuple[str, str]]) -> None:
    assert list(due_days(case_of(pact="essen", joined=joined)).items()) == expected


def test_who_joins_krefeld_late_in_an_odd_year_reports_that_year_too() -> None:
    days = due_days(case_of(pact="krefeld", joined="2025-12-30"))
    assert days["monitoring-1"] == "2025-12-31"


def test_baden_wuerttemberg_ends_after_ten_years_and_asks_for_figures_every_year_from_the_second() -> None:
    days = due_days(case_of(pact="bw-klimabuendnis", joined="2024-02-29"))
    assert days["baseline"] == "2025-02-28"
    assert [days[f"yearly_check-{number}"] for number in (1, 3, 9)] == [
        "2026-02-28",
        "2028-02-29",
        "2034-02-28",
    ]
    assert (days["monitoring-1"], days["monitoring-2"]) == ("2029-02-28", "2034-02-28")
    assert days["closing_balance"] == "2034-02-28"
    assert len(days) == 1 + 9 + 2 + 1


def test_uppsala_lists_the_three_years_of_its_agreement() -> None:
    assert due_days(case_of(pact="uppsala", joined="2025-06-30")) == {
        "monitoring-1": "2026-06-30",
        "monitoring-2": "2027-06-30",
        "monitoring-3": "2028-06-30",
    }


def test_the_sme_climate_hub_asks_every_year_until_2050() -> None:
    days = due_days(case_of(pact="sme-climate-hub", joined="2025-01-31"))
    assert days["baseline"] == days["monitoring-1"] == "2026-01-31"
    assert days["monitoring-25"] == "2050-01-31"
    assert days["closing_balance"] == "2050-12-31"
    assert len(days) == 27


def years_later(day: date, years: int) -> date:
    """Return the same day some years later; there is one that not every year has."""
    if (day.month, day.day) == (2, 29) and (day.year + years) % 4:
        return date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)


def expected_of(pact: str, joined: date) -> dict[str, date]:
    """Return the due days in whole years, found without any calendar of months."""
    if pact == "krefeld":
        common = [date(year, 12, 31) for year in range(2025, 2036, 2) if date(year, 12, 31) > joined]
        single, closing = {"baseline": years_later(joined, 1)}, date(2035, 12, 31)
    elif pact == "essen":
        common = [years_later(joined, years) for years in range(3, 40, 3)]
        single, closing = {}, date(2040, 12, 31)
    else:
        common = [years_later(joined, years) for years in range(5, 40, 5)]
        single = dict.fromkeys(("baseline", "targets", "measures"), years_later(joined, 1))
        closing = date(2035, 12, 31)
    numbered = {f"monitoring-{number}": day for number, day in enumerate(common, 1)}
    found = {**single, **numbered, "closing_balance": closing}
    return {duty: day for duty, day in found.items() if day <= closing}


@pytest.mark.parametrize("pact", ["duesseldorf", "krefeld", "essen"])
def test_a_hundred_members_owe_what_can_be_counted_in_years(pact: str) -> None:
    for place in range(100):
        joined = date(2022, 1, 31) + timedelta(days=place * 45)
        expected = {duty: day.isoformat() for duty, day in expected_of(pact, joined).items()}
        assert due_days(case_of(pact=pact, joined=joined.isoformat())) == expected
