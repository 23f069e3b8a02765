"""Whatever stands anywhere in a case, it is answered or refused in a sentence, and the schema agrees."""

import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from klimapakt.methods.duties.schema import example, schema
from klimapakt.methods.duties.shell import answer
from klimapakt.methods.refusal import Refused
from tests.methods.duties.random_cases import RANDOMLY
from tests.methods.inventory.json_schema import complaints

Place = tuple[object, ...]


def places_in(value: object, place: Place = ()) -> Iterator[Place]:
    """Yield every place of a JSON value, the whole first."""
    yield place
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places_in(inner, (*place, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from places_in(inner, (*place, at))


def replaced(value: object, place: Place, new: object) -> object:
    """Return a JSON value with another one at a place."""
    if not place:
        return new
    found = copy.deepcopy(value)
    inner = found
    for step in place[:-1]:
        inner = cast("dict[object, object]", inner)[step]
    cast("dict[object, object]", inner)[place[-1]] = new
    return found


def refusal_of(case: object) -> Refused | None:
    """Return how a case is refused, or None where it is answered."""
    try:
        answer(case)
    except Refused as refused:
        return refused
    return None


PLACES = list(places_in(example()))
ODD: st.SearchStrategy[object] = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        -1,
        1,
        2.5,
        10**30,
        Decimal("NaN"),
        Decimal("1e999999"),
        Decimal(12),
        "",
        " ",
        "12",
        "1e2",
        "٣",
        "joining",
        "baseline",
        "2100-12-31",
        "1990-01-01",
        "2024-2-1",
        "9999-12-31",
        "x" * 501,
        [],
        {},
        [1],
        ["baseline"],
        [[]],
        {"kind": "ended", "on": "2024-02-29"},
        {"de": "x", "en": "y"},
        {"due_months": 600, "grace_months": 600},
        {"every_months": 1, "synchronised_on": "1990-01-31"},
        {"on": "2100-12-31"},
        {"after_months": 600},
        {"months": 600, "renewable": True},
    ]
)


@settings(RANDOMLY, max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=3))
def test_a_case_is_answered_or_refused_and_the_schema_agrees(changes: list[tuple[Place, object]]) -> None:
    case: object = example()
    for place, new in changes:
        try:
            case = replaced(case, place, new)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    refusal = refusal_of(case)
    if refusal:
        assert refusal.message.text().strip()
    else:
        assert complaints(case, schema()) == []
