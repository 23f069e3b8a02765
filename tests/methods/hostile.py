"""Whatever stands anywhere in a case: shared by the tests of methods with small cases."""

import copy
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import cast

from hypothesis import strategies as st

from klimapakt.methods.refusal import Refused
from tests.methods.inventory.json_schema import complaints

Fields = dict[str, object]
Place = tuple[object, ...]

ODD: st.SearchStrategy[object] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1,
        2.5,
        10**15,
        10**30,
        9 * 10**18,
        Decimal("NaN"),
        Decimal("-Infinity"),
        Decimal("1e999999"),
        Decimal("1e-300"),
        "",
        "12",
        "1e2",
        "nan",
        "٣",
        "x" * 501,
        2024,
        "2024",
        "2024-02-30",
        [],
        {},
        [1],
        [[]],
    ]
)


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
        if not isinstance(inner, dict | list):
            return found
        try:
            inner = cast("dict[object, object]", inner)[step]
        except (KeyError, IndexError, TypeError):
            return found
    if isinstance(inner, dict):
        inner[cast("str", place[-1])] = new
    elif isinstance(inner, list) and isinstance(place[-1], int) and place[-1] < len(inner):
        inner[place[-1]] = new
    return found


def changed(case: Fields, changes: list[tuple[Place, object]]) -> object:
    """Return a case with odd values at several places."""
    found: object = case
    for place, new in changes:
        found = replaced(found, place, new)
    return found


def refusal_of(answer: Callable[[object], object], case: object) -> Refused | None:
    """Return how a case is refused, or None where it is answered."""
    try:
        answer(case)
    except Refused as refused:
        return refused
    return None


def ensure_answered_or_refused(
    answer: Callable[[object], object], schema: Callable[[], Fields], case: object
) -> None:
    """Fail where a case breaks the method, or is answered although the schema refuses it."""
    refused = refusal_of(answer, case)
    if refused is None:
        assert complaints(case, schema()) == []
    else:
        assert refused.code
        assert "%(" not in refused.message.text()
