"""When a base year is recalculated, to what, and which changes never count."""

from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.recalculation.engine import KINDS
from klimapakt.methods.recalculation.schema import example, schema
from klimapakt.methods.recalculation.shell import answer
from klimapakt.methods.refusal import Refused
from tests.methods.hostile import ODD, Fields, Place, changed, ensure_answered_or_refused, places_in
from tests.methods.inventory.json_schema import complaints


def case_of(*changes: tuple[str, int], base: int = 1000, threshold: object = 5) -> Fields:
    """Return a case; changes are pairs of kind and milligrams, with ids a, b, c and so on."""
    listed = [
        {"id": "abcdefgh"[at], "kind": kind, "delta_mg": delta, "on": "2024-07-01"}
        for at, (kind, delta) in enumerate(changes)
    ]
    return {"base_mg": base, "changes": listed, "threshold_percent": threshold}


def why(found: Fields) -> list[str]:
    """Return the ids that were ignored."""
    return [one["id"] for one in cast("list[dict[str, str]]", found["ignored"])]


def test_reaching_the_threshold_triggers() -> None:
    found = answer(case_of(("acquisition", 50)))
    assert (found["triggered"], found["cumulative_percent"], found["recalculated_mg"]) == (True, 5.0, 1050)


def test_below_the_threshold_the_base_stands_and_nothing_is_applied() -> None:
    found = answer(case_of(("acquisition", 49)))
    assert (found["triggered"], found["recalculated_mg"], found["applied"]) == (False, 1000, [])
    assert why(found) == ["a"]


def test_small_changes_add_up_whatever_their_signs() -> None:
    found = answer(case_of(("acquisition", 30), ("divestment", -30)))
    assert (found["triggered"], found["cumulative_percent"], found["recalculated_mg"]) == (True, 6.0, 1000)
    assert found["applied"] == ["a", "b"]


def test_growth_never_counts() -> None:
    found = answer(case_of(("organic", 900), ("error", 10)))
    assert (found["triggered"], found["cumulative_percent"]) == (False, 1.0)
    applied = answer(case_of(("organic", 900), ("error", 60)))
    assert (applied["recalculated_mg"], applied["applied"], why(applied)) == (1060, ["b"], ["a"])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "organic"])
def test_every_other_kind_counts(kind: str) -> None:
    assert answer(case_of((kind, 100)))["recalculated_mg"] == 1100


def test_the_threshold_is_compared_exactly() -> None:
    huge = 9 * 10**18
    assert answer(case_of(("error", -(huge // 20)), base=huge))["triggered"]
    assert not answer(case_of(("error", -(huge // 20 - 1)), base=huge))["triggered"]


def test_nothing_has_happened() -> None:
    found = answer(case_of())
    assert (found["triggered"], found["cumulative_percent"], found["recalculated_mg"]) == (False, 0.0, 1000)


def test_from_a_base_of_zero_every_change_counts_and_there_is_no_percentage() -> None:
    found = answer(case_of(("acquisition", 1), base=0))
    assert (found["triggered"], found["cumulative_percent"], found["recalculated_mg"]) == (True, None, 1)
    assert not answer(case_of(("acquisition", 0), base=0))["triggered"]


@pytest.mark.parametrize(
    ("case", "error", "path"),
    [
        (case_of(("divestment", -1001)), "below_zero", "changes"),
        (case_of(("acquisition", 9 * 10**18)), "overflow", "changes"),
        (case_of(("merger", 1)), "invalid_choice", "changes[0].kind"),
        (case_of(("error", 10**19)), "too_large", "changes[0].delta_mg"),
        (case_of(threshold=-1), "negative", "threshold_percent"),
        ({**case_of(), "base_mg": "1.5"}, "not_a_whole_number", "base_mg"),
        ({**case_of(), "threshold": 5}, "unknown_key", "threshold"),
    ],
)
def test_a_refusal_says_where_and_what(case: Fields, error: str, path: str) -> None:
    with pytest.raises(Refused) as refused:
        answer(case)
    assert (refused.value.code, refused.value.path) == (error, path)


def test_an_id_that_stands_twice_is_refused() -> None:
    case = case_of(("error", 1), ("error", 1))
    cast("list[Fields]", case["changes"])[1]["id"] = "a"
    with pytest.raises(Refused) as refused:
        answer(case)
    assert (refused.value.code, refused.value.path) == ("duplicate_id", "changes[1].id")


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(-100, 100)), max_size=8), st.integers(1000, 10**18)
)
def test_every_change_is_applied_or_ignored_and_the_order_does_not_matter(
    changes: list[tuple[str, int]], base: int
) -> None:
    found, turned = answer(case_of(*changes, base=base)), answer(case_of(*reversed(changes), base=base))
    assert sorted([*cast("list[str]", found["applied"]), *why(found)]) == list("abcdefgh")[: len(changes)]
    assert found["recalculated_mg"] == turned["recalculated_mg"]
    assert found["triggered"] == turned["triggered"]


def test_the_example_is_valid() -> None:
    assert complaints(example(), schema()) == []


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(list(places_in(example()))), ODD), min_size=1, max_size=3))
def test_a_case_is_answered_or_refused_and_the_schema_agrees(changes: list[tuple[Place, object]]) -> None:
    ensure_answered_or_refused(answer, schema, changed(example(), changes))
