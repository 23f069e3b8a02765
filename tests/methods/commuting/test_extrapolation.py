"""The survey of commuting: shares add up, nobody can be recognised, nothing is lost."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from klimapakt.inventories.enums import CommuteMode
from klimapakt.methods.catalogue import activities
from klimapakt.methods.commuting import (
    LEAST_IN_A_GROUP,
    OTHER,
    TRAVEL,
    Commute,
    Frame,
    extrapolate,
    grouped_modes,
)
from klimapakt.methods.commuting.extrapolation import per_mille

MODES = st.sampled_from(CommuteMode.values)
ANSWERS = st.builds(
    Commute, MODES, st.integers(0, 200), st.integers(0, 5), st.integers(0, 2), st.integers(1, 5)
)
MANY = st.lists(ANSWERS, min_size=5, max_size=60)
FRAME = Frame(120, 220, Decimal("7.8"))


@given(MANY)
def test_no_group_that_is_shown_has_fewer_than_three_answers(answers: list[Commute]) -> None:
    found = extrapolate(answers, FRAME)
    assert found is not None
    assert all(group.answers >= LEAST_IN_A_GROUP for group in found.groups)
    assert sum(group.answers for group in found.groups) == len(answers)


@given(MANY)
def test_the_shares_add_up_to_the_whole(answers: list[Commute]) -> None:
    found = extrapolate(answers, FRAME)
    assert found is not None
    assert sum(group.per_mille for group in found.groups) == 1000


@given(st.dictionaries(MODES, st.integers(1, 500), min_size=1))
def test_a_share_is_never_off_by_a_thousandth_or_more(counts: dict[str, int]) -> None:
    total = sum(counts.values())
    for mode, share in per_mille(counts).items():
        assert abs(Fraction(share) - Fraction(counts[mode] * 1000, total)) < 1


@given(MANY)
def test_the_kilometres_of_the_groups_are_those_of_all_answers(answers: list[Commute]) -> None:
    found = extrapolate(answers, FRAME)
    assert found is not None
    ways = (
        Fraction(2 * each.km_one_way * each.days_per_week, each.persons_in_car if "car" in each.mode else 1)
        for each in answers
    )
    week = sum(ways, Fraction(0))
    expected = week * FRAME.workdays / 5 * FRAME.staff / len(answers)
    assert abs(sum((Fraction(group.km) for group in found.groups), Fraction(0)) - expected) <= Fraction(
        len(found.groups), 20
    )


@given(st.dictionaries(MODES, st.integers(0, 20)))
def test_only_small_modes_are_merged_but_for_one_that_hides_them(counts: dict[str, int]) -> None:
    group_of = grouped_modes(counts)
    merged = [mode for mode, group in group_of.items() if group == OTHER]
    large = [mode for mode in merged if counts[mode] >= LEAST_IN_A_GROUP]
    assert len(large) <= 1
    assert set(group_of) == {mode for mode, count in counts.items() if count}


def test_two_people_with_days_at_home_are_not_told_of() -> None:
    two = [Commute("car", 10, 3, 2)] * 2 + [Commute("car", 10, 5)] * 6
    found = extrapolate(two, FRAME)
    assert found is not None
    assert found.home_office is None


def test_three_people_with_days_at_home_are_extrapolated_by_hours() -> None:
    found = extrapolate(
        [Commute("car", 10, 3, 2)] * 3 + [Commute("car", 10, 5)] * 3, Frame(12, 200, Decimal(8))
    )
    assert found is not None
    assert found.home_office is not None
    # 3 people x 2 days / 5 x 200 days x 8 hours x 12 staff / 6 answers
    assert found.home_office.hours == 3840


def test_fewer_than_three_answers_say_nothing() -> None:
    assert extrapolate([Commute("car", 10, 5)] * 2, FRAME) is None


def test_people_who_share_a_car_share_its_kilometres() -> None:
    alone = extrapolate([Commute("car", 20, 5)] * 4, FRAME)
    shared = extrapolate([Commute("car", 20, 5, persons_in_car=2)] * 4, FRAME)
    assert alone is not None
    assert shared is not None
    assert shared.groups[0].km * 2 == alone.groups[0].km


def test_every_means_of_transport_is_counted_with_an_activity_of_the_catalogue() -> None:
    assert set(TRAVEL) == {*CommuteMode.values, OTHER}
    known = activities()
    for mode, travel in TRAVEL.items():
        if travel.activity:
            assert travel.unit in known[travel.activity].units, mode
    assert Counter(travel.activity for travel in TRAVEL.values())[""] == 1
