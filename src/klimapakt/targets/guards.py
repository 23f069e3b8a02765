"""What the database refuses about targets, whichever program writes: what was decided stays as written.

Links to people end with accounts, and who is erased is taken out of the words. Nothing else may change.
"""

from typing import Final

from klimapakt.foundation.guards import Refusal

_DECIDED: Final = "what was decided about a target can be neither changed nor deleted"
_ASSUMED: Final = "what was assumed about a target can be neither changed nor deleted"
_VERSION: Final = (
    *("id", "target_id", "number", "act", "base_year", "base_inventory_id", "target_year", "percent"),
    *("decided_on", "document_id", "at"),
)
_INTERIM: Final = ("id", "version_id", "year", "percent")
_OUTLOOK: Final = ("id", "target_id", "number", "growth_percent", "grid_now_g", "grid_then_g", "at")


def _differs(name: str) -> str:
    old, new = (f"COALESCE(CAST({row}.\"{name}\" AS text), '')" for row in ("OLD", "NEW"))
    return f"{new} <> {old}"


def _altered(names: tuple[str, ...], people: tuple[str, ...]) -> str:
    links = (f'(NEW."{name}" IS NOT NULL AND {_differs(name)})' for name in people)
    return " OR ".join([*map(_differs, names), *links])


def _kept(name: str, sentence: str, altered: str) -> tuple[Refusal, ...]:
    table = f"targets_{name}"
    return (
        Refusal(f"{name}_no_update", table, "UPDATE", sentence, altered),
        Refusal(f"{name}_no_delete", table, "DELETE", sentence),
        Refusal(f"{name}_no_truncate", table, "TRUNCATE", sentence),
    )


REFUSALS: Final = (
    *_kept("targetversion", _DECIDED, _altered(_VERSION, ("by_id",))),
    *_kept("interimtarget", _DECIDED, _altered(_INTERIM, ())),
    *_kept("outlook", _ASSUMED, _altered(_OUTLOOK, ("by_id",))),
)
