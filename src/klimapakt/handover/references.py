"""Numbers of rows that stand inside texts: they have to become the new numbers too."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import QueryDict

from klimapakt.handover.tables import Model, label
from klimapakt.inventories.billing import key_of
from klimapakt.inventories.enums import RowOrigin

Numbers = Mapping[str, Mapping[Any, Any]]
_BILL: Final = "inventories.Bill"
_PERSON: Final = "people.Person"


def renumbered(model: Model, values: dict[str, Any], numbers: Numbers) -> dict[str, Any]:
    """Return the values of a row with the new numbers in its texts."""
    change = _CHANGES.get(label(model))
    return values if change is None else change(values, numbers)


def _row(values: dict[str, Any], numbers: Numbers) -> dict[str, Any]:
    if values.get("origin") != RowOrigin.BILL:
        return values
    by_key = {key_of(old): key_of(new) for old, new in numbers.get(_BILL, {}).items()}
    return {**values, "origin_key": by_key.get(values["origin_key"], values["origin_key"])}


def _removed(values: dict[str, Any], numbers: Numbers) -> dict[str, Any]:
    return {**values, "content": _row(values["content"], numbers)}


def _person(number: str, numbers: Numbers) -> str:
    """Return the new number of a person as text; nothing where nobody is meant."""
    new = numbers.get(_PERSON, {}).get(int(number)) if number.isdigit() else None
    return "" if new is None else str(new)


def _owner_in(name: str) -> Callable[[dict[str, Any], Numbers], dict[str, Any]]:
    """Return what renumbers the person named in a column of work on many."""

    def change(values: dict[str, Any], numbers: Numbers) -> dict[str, Any]:
        entered = values[name]
        if "owner" not in entered:
            return values
        return {**values, name: {**entered, "owner": _person(entered["owner"], numbers)}}

    return change


def _view(values: dict[str, Any], numbers: Numbers) -> dict[str, Any]:
    query = QueryDict(values["query"], mutable=True)
    owner = query.get("owner", "")
    if owner.isdigit():
        query["owner"] = _person(owner, numbers)
        return {**values, "query": query.urlencode()}
    return values


_CHANGES: Mapping[str, Callable[[dict[str, Any], Numbers], dict[str, Any]]] = {
    "casework.BulkItem": _owner_in("before"),
    "casework.BulkRun": _owner_in("given"),
    "casework.SavedView": _view,
    "inventories.Activity": _row,
    "inventories.RemovedRow": _removed,
}
