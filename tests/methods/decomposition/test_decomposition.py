"""The change of a sum of products, split among its factors without a rest."""

from math import exp, log
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.decomposition.schema import example, schema
from klimapakt.methods.decomposition.shell import answer
from klimapakt.methods.refusal import Refused
from tests.methods.hostile import ODD, Fields, Place, changed, ensure_answered_or_refused, places_in
from tests.methods.inventory.json_schema import complaints

RANDOMLY = settings(deadline=None, max_examples=150)
VALUES = st.one_of(st.just(0.0), st.floats(1e-6, 1e9))


def answered(base: list[list[float]], current: list[list[float]]) -> Fields:
    """Return the answer for factors named a, b, c and so on."""
    return answer({"factors": list("abcdefgh")[: len(base[0])], "base": base, "current": current})


def tables(least: float = 0) -> st.SearchStrategy[tuple[list[list[float]], list[list[float]]]]:
    """Return a strategy of two tables of one size."""
    value = VALUES if not least else st.floats(least, 1e6)
    size = st.tuples(st.integers(1, 4), st.integers(1, 4))

    def table(found: tuple[int, int]) -> st.SearchStrategy[list[list[float]]]:
        row = st.lists(value, min_size=found[1], max_size=found[1])
        return st.lists(row, min_size=found[0], max_size=found[0])

    return size.flatmap(lambda found: st.tuples(table(found), table(found)))


def additive(found: Fields) -> list[float]:
    """Return the additive contributions of an answer."""
    return list(cast("dict[str, float]", found["additive"]).values())


def multipliers(found: Fields) -> list[float | None]:
    """Return the multipliers of an answer."""
    return list(cast("dict[str, float | None]", found["multiplicative"]).values())


def test_one_factor_that_doubles_owns_the_whole_change() -> None:
    found = answered([[2, 3]], [[4, 3]])
    assert additive(found) == pytest.approx([6, 0], rel=1e-15)
    assert multipliers(found) == pytest.approx([2, 1], rel=1e-15)


def test_two_factors_share_by_their_logarithms() -> None:
    # L(24, 6) = 18 / ln 4; a doubles and b doubles: 9 each.
    assert additive(answered([[2, 3]], [[4, 6]])) == pytest.approx([9, 9], rel=1e-14)


def test_the_formula_for_two_rows() -> None:
    found = answered([[10, 0.5], [20, 0.2]], [[12, 0.4], [18, 0.3]])
    means = [(4.8 - 5) / log(4.8 / 5), (5.4 - 4) / log(5.4 / 4)]
    first = means[0] * log(1.2) + means[1] * log(0.9)
    mean = (10.2 - 9) / log(10.2 / 9)
    assert additive(found)[0] == pytest.approx(first, rel=1e-12)
    assert multipliers(found)[0] == pytest.approx(exp(first / mean), rel=1e-12)
    assert (found["base_total"], found["current_total"]) == (9.0, 10.2)


@pytest.mark.parametrize(
    ("base", "current", "terms"),
    [
        ([0, 5], [2, 7], [14, 0]),  # one factor appears: it owns the row; the other one counts for nothing
        ([2, 7], [0, 5], [-14, 0]),  # one factor disappears
        ([0, 0], [2, 7], [7, 7]),  # two appear at once: equally
        ([2, 7], [0, 0], [-7, -7]),
        ([0, 7], [0, 5], [0, 0]),  # nothing before and after
        ([0, 7], [5, 0], [0, 0]),
        ([2, 7], [2, 7], [0, 0]),
    ],
)
def test_zeros_are_taken_by_their_analytic_limits(
    base: list[float], current: list[float], terms: list[float]
) -> None:
    assert answered([base], [current])["terms"] == [terms]


def test_multipliers_are_null_where_a_total_is_zero() -> None:
    gone, there = [[0.0, 1.0]], [[1.0, 1.0]]
    for base, current in ((gone, there), (there, gone), (gone, gone)):
        assert multipliers(answered(base, current)) == [None, None]


def test_a_row_that_appears_beside_others_has_multipliers() -> None:
    found = answered([[1, 1], [0, 1]], [[1, 1], [1, 1]])
    assert multipliers(found) == pytest.approx([2.0, 1.0], rel=1e-14)


@RANDOMLY
@given(tables())
def test_nothing_is_left_over(both: tuple[list[list[float]], list[list[float]]]) -> None:
    found = answered(*both)
    base, current = cast("float", found["base_total"]), cast("float", found["current_total"])
    terms = [term for row in cast("list[list[float]]", found["terms"]) for term in row]
    scale = sum(map(abs, terms)) + base + current
    assert abs(sum(additive(found)) - (current - base)) <= 1e-9 * scale


@RANDOMLY
@given(tables(least=1e-3))
def test_the_multipliers_make_the_whole_ratio(both: tuple[list[list[float]], list[list[float]]]) -> None:
    found = answered(*both)
    ratio = cast("float", found["current_total"]) / cast("float", found["base_total"])
    logs = [log(cast("float", one)) for one in multipliers(found)]
    assert sum(logs) == pytest.approx(log(ratio), abs=1e-9 * (1 + sum(map(abs, logs))))


@RANDOMLY
@given(tables())
def test_backwards_in_time_every_sign_turns(both: tuple[list[list[float]], list[list[float]]]) -> None:
    found = answered(*both)
    back = additive(answered(both[1], both[0]))
    largest = max(cast("float", found["base_total"]), cast("float", found["current_total"]))
    assert additive(found) == pytest.approx([-one for one in back], rel=1e-9, abs=1e-12 * largest)


@pytest.mark.parametrize(
    ("change", "error", "path"),
    [
        ({"base": [[1]]}, "wrong_length", "base[0]"),
        ({"current": [[1, 1]]}, "wrong_length", "current"),
        ({"current": [[1, 1], [1, -1]]}, "negative", "current[1][1]"),
        ({"current": [[1, 1], [1, "NaN"]]}, "not_finite", "current[1][1]"),
        ({"base": [[1, 1], [1, 1e16]]}, "too_large", "base[1][1]"),
        ({"factors": ["a", "a"]}, "duplicate_name", "factors[1]"),
        ({"factors": []}, "no_factor", "factors"),
        ({"base": []}, "no_row", "base"),
        ({"rows": ["x"]}, "wrong_length", "rows"),
        ({"row": ["x", "y"]}, "unknown_key", "row"),
    ],
)
def test_a_refusal_says_where_and_what(change: Fields, error: str, path: str) -> None:
    case = {"factors": ["a", "b"], "base": [[1, 1], [1, 1]], "current": [[1, 2], [2, 1]], **change}
    with pytest.raises(Refused) as refused:
        answer(case)
    assert (refused.value.code, refused.value.path) == (error, path)


def test_a_product_beyond_what_a_float_can_hold_is_refused() -> None:
    names = [f"f{at}" for at in range(25)]
    with pytest.raises(Refused) as refused:
        answer({"factors": names, "base": [[1e15] * 25], "current": [[1e15] * 25]})
    assert refused.value.code == "overflow"


def test_multipliers_beyond_what_a_float_can_hold_are_refused() -> None:
    tiny, one = ["1e-15"] * 20, [1] * 19
    with pytest.raises(Refused) as refused:
        answer(
            {
                "factors": [f"f{at}" for at in range(20)],
                "base": [tiny, [0, *one]],
                "current": [tiny, [1e15, *one]],
            }
        )
    assert refused.value.code == "overflow"


def test_the_example_is_valid() -> None:
    assert complaints(example(), schema()) == []


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(list(places_in(example()))), ODD), min_size=1, max_size=3))
def test_a_case_is_answered_or_refused_and_the_schema_agrees(changes: list[tuple[Place, object]]) -> None:
    ensure_answered_or_refused(answer, schema, changed(example(), changes))
