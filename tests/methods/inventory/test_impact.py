"""What another edition would change: exact to the milligram, line by line."""

import pytest
from hypothesis import given

from klimapakt.methods.factors import edition
from klimapakt.methods.inventory import Refused, calculate, impact
from klimapakt.methods.inventory.impact import LineChange
from tests.methods.inventory.building import Fields
from tests.methods.inventory.random_cases import RANDOMLY, cases

ELECTRICITY: Fields = {"id": "e", "activity": "electricity", "amount": 1000, "unit": "kWh"}


@RANDOMLY
@given(cases())
def test_the_differences_of_the_lines_add_up_to_those_of_the_totals(case: Fields) -> None:
    try:
        before = calculate({**case, "edition": "2025.1"})
    except Refused:
        return
    found = impact.impact(case, before, "2026.1")
    totals, was = found.after.totals, before.totals
    assert found.location_mg == totals.location_based_mg - was.location_based_mg
    assert found.market_mg == totals.market_based_mg - was.market_based_mg
    assert sum(one.difference_mg for one in found.changes) == (
        sum(line.co2e_mg for line in found.after.lines) - sum(line.co2e_mg for line in before.lines)
    )


def test_the_same_edition_changes_nothing() -> None:
    case: Fields = {"year": 2024, "activities": [ELECTRICITY]}
    found = impact.impact(case, calculate(case), edition().name)
    assert found.changed == ()
    assert found.location_mg == 0


def test_a_revised_value_is_told_as_coming_from_a_newer_source() -> None:
    case: Fields = {"year": 2023, "activities": [ELECTRICITY]}
    found = impact.impact(case, calculate({**case, "edition": "2025.1"}), "2026.1")
    assert {one.kind for one in found.changed} == {"source"}


def test_an_activity_the_other_edition_refuses_is_named_and_the_rest_is_compared() -> None:
    newer = set(edition("2026.1").factors) - set(edition("2025.1").factors)
    name = next(one for one in sorted(newer) if edition("2026.1").factors[one].use == "inventory")
    factor = edition("2026.1").factors[name]
    odd: Fields = {"id": "o", "factor_id": name, "amount": 1, "unit": factor.unit}
    case: Fields = {"year": 2024, "edition": "2026.1", "activities": [ELECTRICITY, odd]}
    before = calculate(case)
    found = impact.impact(case, before, "2025.1")
    assert [one.activity for one in found.refused] == ["o"]
    assert {one.kind for one in found.changes if one.activity == "o"} == {"gone"}
    assert found.location_mg == found.after.totals.location_based_mg - before.totals.location_based_mg


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_line_that_only_one_edition_has_counts_in_full(side: str) -> None:
    line = calculate({"year": 2024, "activities": [ELECTRICITY]}).lines[0]
    before, after = (line, None) if side == "before" else (None, line)
    change = LineChange(line.id, "e", before, after)
    assert change.kind == ("gone" if side == "before" else "new")
    assert abs(change.difference_mg) == line.co2e_mg
