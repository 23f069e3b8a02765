"""Numbers of rows that stand inside texts: they have to become the new numbers too."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from klimapakt.handover.tables import Model, label
from klimapakt.inventories.billing import key_of
from klimapakt.inventories.enums import RowOrigin

Numbers = Mapping[str, Mapping[Any, Any]]
_BILL: Final = "inventories.Bill"


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


_CHANGES: Mapping[str, Callable[[dict[str, Any], Numbers], dict[str, Any]]] = {
    "inventories.Activity": _row,
    "inventories.RemovedRow": _removed,
}
