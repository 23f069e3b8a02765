"""Suppression: nothing hidden can be found by subtraction, whatever the table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.disclosure import MinimumGroup, is_safe, minimum_group, shown
from klimapakt.methods.disclosure.minimum import NoMinimumGroup
from klimapakt.methods.disclosure.suppression import joined

FIVE = MinimumGroup(5, 80, date(2026, 1, 1), {"en": "example"}, is_assumption=True)
TABLES = st.dictionaries(
    st.sampled_from("abcdefg"),
    st.dictionaries(st.integers(0, 30), st.integers(0, 10_000), max_size=20),
    max_size=7,
)


@given(TABLES)
def test_every_shown_group_is_safe(table: dict[str, dict[int, int]]) -> None:
    found = shown(table, FIVE)
    assert all(is_safe(table[name], FIVE) for name, cell in found.cells.items() if cell is not None)


@given(TABLES)
def test_what_is_hidden_beside_a_total_is_safe_to_know_together(table: dict[str, dict[int, int]]) -> None:
    found = shown(table, FIVE)
    hidden = [table[name] for name, cell in found.cells.items() if cell is None]
    if found.total is not None and hidden:
        assert len([one for one in hidden if any(one.values())]) >= 2
        assert is_safe(joined(hidden), FIVE)


@given(TABLES)
def test_a_shown_total_is_safe_and_whole(table: dict[str, dict[int, int]]) -> None:
    found = shown(table, FIVE)
    if found.total is not None:
        whole = joined(table.values())
        assert is_safe(whole, FIVE)
        assert found.total.total == sum(whole.values())


def test_the_same_members_in_two_small_groups_do_not_count_twice() -> None:
    pair = {1: 10, 2: 10, 3: 10}
    found = shown({"a": pair, "b": pair, "c": dict.fromkeys(range(10, 20), 10)}, FIVE)
    assert found.cells["c"] is None


def test_a_day_before_the_first_setting_shows_nothing() -> None:
    with pytest.raises(NoMinimumGroup):
        minimum_group(date(2025, 12, 31))
