"""The pure part of the review: the checklist, the order by risk, the draw."""

import json
from copy import deepcopy
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.refusal import Refused
from klimapakt.methods.review import (
    Candidate,
    Looked,
    checklist,
    draw,
    items_for,
    read_checklist,
    risk_points,
)
from klimapakt.methods.rulebook import preset, preset_names

RAW = json.loads(files("klimapakt.methods").joinpath("data/review_checks.json").read_text(encoding="utf-8"))
CANDIDATES = st.lists(
    st.builds(Candidate, st.text("ab|;é", min_size=1, max_size=9), st.integers(0, 9999)),
    unique_by=lambda one: one.key,
    max_size=40,
)


@pytest.mark.parametrize("name", preset_names())
def test_every_rulebook_asks_a_person_for_something(name: str) -> None:
    assert any(one.is_for_a_person for one in items_for(preset(name)))


def test_every_item_names_a_source() -> None:
    assert all(one.sources for one in checklist().items)


def test_scope_3_is_checked_only_where_the_rulebook_asks_for_it() -> None:
    assert "scope_3" not in [one.key for one in items_for(preset("krefeld"))]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("surprise", "x"),
        ("parameter", "weather"),
        ("source", ["nobody"]),
        ("decided_by", "dice"),
        ("key", "x"),
    ],
)
def test_what_is_not_known_does_not_load(key: str, value: object) -> None:
    raw = deepcopy(RAW)
    raw["checks"][0][key] = value
    with pytest.raises(Refused):
        read_checklist(raw)


def test_a_doubtful_row_comes_before_a_larger_one_without_doubt() -> None:
    gas = Looked(mg=60, quality="billed", before_mg=60)
    power = Looked(mg=40, severity="warning", quality="estimated", before_mg=20)
    assert risk_points(power, 100) > risk_points(gas, 100)


def test_an_inventory_without_emissions_has_no_risk() -> None:
    assert risk_points(Looked(mg=0), 0) == 0


def test_a_credit_counts_with_its_size() -> None:
    assert risk_points(Looked(mg=-40), 100) == risk_points(Looked(mg=40), 100)


@given(CANDIDATES, st.randoms())
def test_the_order_of_the_list_changes_no_draw(candidates: list[Candidate], shuffled: object) -> None:
    mixed = list(candidates)
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis' own random
    assert draw(mixed, seed="s", period="2026") == draw(candidates, seed="s", period="2026")


@given(CANDIDATES)
def test_the_riskiest_is_always_in_depth(candidates: list[Candidate]) -> None:
    found = draw(candidates, seed="s", period="2026")
    assert not candidates or max(one.risk for one in candidates) in {
        one.risk for one in candidates if one.key in found.in_depth
    }


def test_another_period_draws_others() -> None:
    candidates = [Candidate(str(number), 0) for number in range(200)]
    first = draw(candidates, seed="s", period="2026")
    assert draw(candidates, seed="s", period="2027") != first


def test_a_tenth_is_drawn_and_a_tenth_is_riskiest() -> None:
    found = draw([Candidate(str(number), number) for number in range(100)], seed="s", period="2026")
    assert (len(found.riskiest), len(found.drawn)) == (10, 9)
