"""What was emitted above the path is missing later; what nobody knows counts neither way."""

from klimapakt.methods.pathway import carried

PATH = {2020: 100, 2021: 90, 2022: 80, 2023: 70, 2024: 60}


def test_without_a_later_year_nothing_is_carried() -> None:
    assert carried(PATH, {2020: 100}) is None


def test_years_without_figures_count_neither_way() -> None:
    found = carried(PATH, {2022: 90})
    assert found is not None
    assert (found.excess_mg, found.unknown, found.counted) == (10, (2021,), (2022,))


def test_less_than_the_path_loses_no_year() -> None:
    found = carried(PATH, {2021: 80})
    assert found is not None
    assert (found.excess_mg, found.years_lost, found.mean_after_mg) == (-10, 0, found.mean_before_mg)


def test_a_year_lost_is_a_mean_year_of_those_left() -> None:
    found = carried(PATH, {2021: 90 + 70})
    assert found is not None
    assert (found.mean_before_mg, found.years_lost, found.mean_after_mg) == (70, 1, 47)


def test_after_the_last_year_nothing_can_be_made_up_for() -> None:
    found = carried(PATH, {2024: 70})
    assert found is not None
    assert (found.years_lost, found.mean_after_mg) == (None, None)
