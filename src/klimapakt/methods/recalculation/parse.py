"""Read a case from the contract's JSON; what cannot be is refused with its place."""

from typing import Final

from klimapakt.methods import reading
from klimapakt.methods.figures import milligrams, percent, signed_milligrams
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.recalculation.engine import KINDS, Case, Change
from klimapakt.methods.refusal import Refused

CASE_KEYS: Final = ("base_mg", "changes", "threshold_percent")
CHANGE_KEYS: Final = ("id", "kind", "delta_mg", "on")


def read_case(raw: object) -> Case:
    """Return the case. Raises Refused with path and sentence for the first thing that is wrong."""
    given = reading.mapping(raw, "", CASE_KEYS, required=CASE_KEYS)
    base_mg = milligrams(given["base_mg"], "base_mg")
    items = reading.sequence(given["changes"], "changes")
    changes = tuple(_change(item, f"changes[{at}]") for at, item in enumerate(items))
    known: set[str] = set()
    for at, change in enumerate(changes):
        if change.id in known:
            template = gettext_noop("The id %(id)s stands twice. Each needs its own.")
            raise Refused(f"changes[{at}].id", Message("duplicate_id", template, {"id": change.id}))
        known.add(change.id)
    return Case(base_mg, changes, percent(given["threshold_percent"], "threshold_percent"))


def _change(raw: object, path: str) -> Change:
    given = reading.mapping(raw, path, CHANGE_KEYS, required=CHANGE_KEYS)
    return Change(
        id=reading.identifier(given["id"], f"{path}.id"),
        kind=reading.choice(given["kind"], f"{path}.kind", KINDS),
        delta_mg=signed_milligrams(given["delta_mg"], f"{path}.delta_mg"),
        on=reading.day(given["on"], f"{path}.on"),
    )
