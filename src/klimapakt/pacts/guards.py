"""What the database refuses about rulebooks, whichever program writes: what was proposed stays as it is.

The reasons are those of accepted inventories: members are measured by these rules, perhaps in ten years.
Only links to people may be emptied; they end with accounts.
"""

from typing import Final

from klimapakt.foundation.guards import Refusal

_TABLE: Final = "pacts_rulebookversion"
_KEPT: Final = "a rulebook that was proposed can be neither changed nor deleted"
_PROPOSED: Final = "OLD.proposed_at IS NOT NULL"
_WRITTEN: Final = ("pact_id", "version", "document", "sha256", "reason", "drafted_at", "valid_from")
_ONCE: Final = ("proposed_at", "returned_at", "activated_at", "replaced_at")
_SAID_ONCE: Final = ("returned_reason", "activation_reason", "simulation_sha256")
_PEOPLE: Final = ("drafted_by_id", "proposed_by_id", "returned_by_id", "activated_by_id")


def _changes(name: str) -> str:
    return f"NEW.{name} <> OLD.{name}"


def _happens_once(name: str) -> str:
    return f"(OLD.{name} IS NOT NULL AND (NEW.{name} IS NULL OR {_changes(name)}))"


def _is_said_once(name: str) -> str:
    return f"(OLD.{name} <> '' AND {_changes(name)})"


def _becomes_another(name: str) -> str:
    return f"(OLD.{name} IS NOT NULL AND NEW.{name} IS NOT NULL AND {_changes(name)})"


_ALTERED: Final = " OR ".join(
    [
        *map(_changes, _WRITTEN),
        *map(_happens_once, _ONCE),
        *map(_is_said_once, _SAID_ONCE),
        *map(_becomes_another, _PEOPLE),
    ]
)

REFUSALS: Final = (
    Refusal("rulebookversion_no_update", _TABLE, "UPDATE", _KEPT, f"{_PROPOSED} AND ({_ALTERED})"),
    Refusal("rulebookversion_no_delete", _TABLE, "DELETE", _KEPT, _PROPOSED),
    Refusal("rulebookversion_no_truncate", _TABLE, "TRUNCATE", _KEPT),
)
