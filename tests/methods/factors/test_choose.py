"""Which row for which year: yearly, legal, standing; never a silent neighbour."""

from dataclasses import replace
from decimal import Decimal

import pytest

from klimapakt.methods.factors import Choice, Factor, NoFactorForYear, choose, edition
from klimapakt.methods.factors.model import Kind


def rows(kind: Kind, *years: tuple[int | None, int | None]) -> tuple[Factor, ...]:
    """Return a series with rows that are valid in these years."""
    model = edition("2026.1").factors["uba-strommix-de-2024"]
    return tuple(
        replace(
            model, id=f"row-{start}", kind=kind, valid_from=start, valid_to=end, kg_per_unit=Decimal(place)
        )
        for place, (start, end) in enumerate(years)
    )


def chosen(series: tuple[Factor, ...], year: int) -> tuple[str, str]:
    """Return id and fit of the choice."""
    choice: Choice = choose(series, year)
    return choice.factor.id, choice.fit


YEARLY = rows("yearly", (2022, 2022), (2023, 2023), (2025, 2025))
LEGAL = rows("legal", (2021, 2022), (2023, 2030))
STANDING = rows("standing", (2018, 2018), (2025, 2025), (2026, 2026))


@pytest.mark.parametrize("year", [2022, 2023, 2025])
def test_a_yearly_series_gives_a_year_its_own_row(year: int) -> None:
    assert chosen(YEARLY, year) == (f"row-{year}", "own")


def test_a_yearly_series_gives_the_next_year_its_last_row_as_provisional() -> None:
    assert chosen(YEARLY, 2026) == ("row-2025", "provisional")


@pytest.mark.parametrize("year", [1990, 2021, 2024, 2027, 2100])
def test_a_yearly_series_gives_any_other_year_an_error_that_names_what_there_is(year: int) -> None:
    with pytest.raises(NoFactorForYear) as caught:
        choose(YEARLY, year)
    assert "2022-2023, 2025" in caught.value.message.text()
    assert str(year) in caught.value.message.text()


@pytest.mark.parametrize(("year", "start"), [(2021, 2021), (2022, 2021), (2023, 2023), (2030, 2023)])
def test_a_legal_series_gives_a_year_the_row_in_force(year: int, start: int) -> None:
    assert chosen(LEGAL, year) == (f"row-{start}", "own")


@pytest.mark.parametrize("year", [2020, 2031])
def test_a_legal_series_is_never_carried_on(year: int) -> None:
    with pytest.raises(NoFactorForYear):
        choose(LEGAL, year)


@pytest.mark.parametrize(
    ("year", "row", "fit"),
    [
        (1990, 2018, "other_year"),
        (2018, 2018, "own"),
        (2021, 2018, "other_year"),
        (2022, 2025, "other_year"),
        (2025, 2025, "own"),
        (2026, 2026, "own"),
        (2040, 2026, "other_year"),
    ],
)
def test_a_standing_series_gives_the_nearest_row_and_says_so(year: int, row: int, fit: str) -> None:
    assert chosen(STANDING, year) == (f"row-{row}", fit)


def test_of_two_equally_near_rows_the_newer_is_taken() -> None:
    assert chosen(rows("standing", (2020, 2020), (2024, 2024)), 2022) == ("row-2024", "other_year")


def test_a_standing_row_without_a_year_fits_every_year() -> None:
    assert chosen(rows("standing", (None, None)), 2024) == ("row-None", "own")


def test_an_empty_series_is_an_error() -> None:
    with pytest.raises(NoFactorForYear):
        choose((), 2024)
