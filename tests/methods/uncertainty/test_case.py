"""The uncertainty of a sum, and whether a reduction is more than noise."""

from math import sqrt
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.refusal import Refused
from klimapakt.methods.uncertainty.schema import example, schema
from klimapakt.methods.uncertainty.shell import answer
from tests.methods.hostile import ODD, Fields, Place, changed, ensure_answered_or_refused, places_in
from tests.methods.inventory.json_schema import complaints

GAS: Fields = {"id": "a", "factor": "0.182", "factor_id": "gas", "u_amount_percent": 2, "u_factor_percent": 5}


def reduction(now: Fields, before: Fields) -> Fields:
    """Return what the answer says of the reduction."""
    return cast("Fields", answer({"lines": [now], "previous": [before]})["reduction"])


def test_one_factor_in_both_years_makes_a_reduction_visible() -> None:
    # Reference values: 1000 to 900 MWh, u_A 2 %, F 0.182, u_F 5 %: u = 4.98 t, z = 3.65.
    found = reduction({**GAS, "amount": 900}, {**GAS, "amount": 1000})
    assert (found["value"], found["evidenced"]) == (18.2, True)
    assert found["u"] == pytest.approx(sqrt((0.182 * 20) ** 2 + (0.182 * 18) ** 2 + (100 * 0.0091) ** 2))
    assert found["z"] == pytest.approx(3.65, abs=0.005)


def test_two_factors_hide_it() -> None:
    found = reduction({**GAS, "amount": 900, "factor_id": "other"}, {**GAS, "amount": 1000})
    assert found["z"] == pytest.approx(1.38, abs=0.005)
    assert found["evidenced"] is False


def test_the_sum_has_total_u_and_percent() -> None:
    lines = [{**GAS, "amount": 1000}, {**GAS, "id": "b", "amount": 1000}]
    found = answer({"lines": lines})
    assert list(found) == ["total", "u", "percent"]
    assert found["total"] == 364.0
    assert found["u"] == pytest.approx(sqrt(2 * 3.64**2 + 18.2**2))


def test_what_is_known_exactly_has_no_z_and_is_evidenced_when_it_fell() -> None:
    exact = {**GAS, "u_amount_percent": 0, "u_factor_percent": 0}
    found = reduction({**exact, "amount": 1}, {**exact, "amount": 2})
    assert (found["u"], found["z"], found["evidenced"]) == (0.0, None, True)
    assert reduction({**exact, "amount": 2}, {**exact, "amount": 2})["evidenced"] is False


def test_an_increase_is_a_negative_reduction_and_never_evidenced() -> None:
    found = reduction({**GAS, "amount": 1000}, {**GAS, "amount": 500})
    assert (found["value"], found["evidenced"]) == (-91.0, False)


def test_exactly_at_the_limit_is_not_evidenced() -> None:
    before = {**GAS, "amount": 1000, "factor": 1, "u_amount_percent": 0, "u_factor_percent": 0}
    now = {**before, "amount": 500, "factor_id": "other", "u_factor_percent": str(500 / 1.645 / 5)}
    found = reduction(now, before)
    assert found["evidenced"] is (cast("float", found["z"]) > 1.645)


def test_nothing_has_no_percentage() -> None:
    assert answer({"lines": []}) == {"total": 0.0, "u": 0.0, "percent": None}


@pytest.mark.parametrize(
    ("case", "error", "path"),
    [
        ({"lines": [{**GAS, "amount": -1}]}, "negative", "lines[0].amount"),
        ({"lines": [{**GAS, "amount": 1}, {**GAS, "amount": 1}]}, "duplicate_id", "lines[1].id"),
        ({"lines": [GAS]}, "missing_key", "lines[0].amount"),
        ({"lines": [{**GAS, "amount": 1, "u_amount": 1}]}, "unknown_key", "lines[0].u_amount"),
        ({"lines": [], "previous": [{**GAS, "amount": "1e16"}]}, "too_large", "previous[0].amount"),
    ],
)
def test_a_refusal_says_where_and_what(case: Fields, error: str, path: str) -> None:
    with pytest.raises(Refused) as refused:
        answer(case)
    assert (refused.value.code, refused.value.path) == (error, path)


AMOUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=5)


@given(AMOUNTS, AMOUNTS)
def test_a_shared_factor_never_makes_a_reduction_less_certain_than_two(
    now: list[int], before: list[int]
) -> None:
    def lines(amounts: list[int], name: str) -> list[Fields]:
        return [{**GAS, "id": at, "amount": amount, "factor_id": name} for at, amount in enumerate(amounts)]

    shared = answer({"lines": lines(now, "x"), "previous": lines(before, "x")})["reduction"]
    apart = answer({"lines": lines(now, "x"), "previous": lines(before, "y")})["reduction"]
    ours, theirs = (cast("float", cast("Fields", one)["u"]) for one in (shared, apart))
    assert ours <= theirs * (1 + 1e-12)


def test_the_example_is_valid() -> None:
    assert complaints(example(), schema()) == []


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(list(places_in(example()))), ODD), min_size=1, max_size=3))
def test_a_case_is_answered_or_refused_and_the_schema_agrees(changes: list[tuple[Place, object]]) -> None:
    ensure_answered_or_refused(answer, schema, changed(example(), changes))
