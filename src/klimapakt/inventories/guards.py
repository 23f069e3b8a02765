"""What the database refuses about accepted inventories, whichever program writes.

Accepted means frozen: neither the inventory nor its rows, evidence, answers and figures change again, and
what was frozen is neither changed nor deleted. Nobody accepts what they submitted or
wrote. Only links to people may be emptied; they end with accounts.
"""

from typing import Final

from klimapakt.foundation.guards import Refusal, lasting

_INVENTORY: Final = "inventories_inventory"
_CLOSED: Final = "an accepted inventory can be neither changed nor deleted"
_FROZEN: Final = "what is frozen can be neither changed nor deleted"
_UNFROZEN: Final = "an inventory is accepted only together with its frozen record"
_OWN_WORK: Final = "an inventory is accepted by a person who neither submitted it nor wrote any of it"

_SENT: Final = "a letter that was sent can be neither changed nor deleted"
_DRAWN: Final = "a draw that was made can be neither changed nor deleted"
_COMMITTED: Final = "the seed of a draw and its commitment do not change once they are published"
_OTHER_SEED: Final = "NEW.seed <> OLD.seed OR NEW.commitment <> OLD.commitment"

_OF_INVENTORY: Final = (
    "EXISTS (SELECT 1 FROM inventories_inventory WHERE id = {row}.inventory_id AND status = 'accepted')"
)
_OF_ROW: Final = (
    "EXISTS (SELECT 1 FROM inventories_activity a JOIN inventories_inventory i ON i.id = a.inventory_id "
    "WHERE a.id = {row}.row_id AND i.status = 'accepted')"
)
_OF_RUN: Final = (
    "EXISTS (SELECT 1 FROM inventories_questionnairerun r JOIN inventories_inventory i "
    "ON i.id = r.inventory_id WHERE r.id = {row}.run_id AND i.status = 'accepted')"
)
# INSERT OR REPLACE deletes what stood there without firing the trigger for deletions.
_REPLACES_ROW: Final = (
    "EXISTS (SELECT 1 FROM inventories_activity a JOIN inventories_inventory i ON i.id = a.inventory_id "
    "WHERE a.id = NEW.id AND i.status = 'accepted')"
)
_REPLACES_INVENTORY: Final = (
    "EXISTS (SELECT 1 FROM inventories_inventory WHERE status = 'accepted' AND (id = NEW.id OR "
    "(organisation_id = NEW.organisation_id AND year = NEW.year AND version = NEW.version)))"
)
_REPLACES_LINE: Final = "EXISTS (SELECT 1 FROM inventories_frozenline WHERE id = NEW.id)"
_LACKS_RECORD: Final = "NOT EXISTS (SELECT 1 FROM inventories_frozeninventory WHERE inventory_id = NEW.id)"

_BY_AUTHOR: Final = (
    "NEW.status = 'accepted' AND OLD.status <> 'accepted' AND (NEW.accepted_by_id IS NULL "
    "OR NEW.accepted_by_id = NEW.submitted_by_id OR NEW.accepted_by_id = OLD.submitted_by_id "
    "OR EXISTS (SELECT 1 FROM inventories_activity "
    "WHERE inventory_id = NEW.id AND changed_by_id = NEW.accepted_by_id) "
    "OR EXISTS (SELECT 1 FROM inventories_upload "
    "WHERE inventory_id = NEW.id AND uploaded_by_id = NEW.accepted_by_id))"
)


def _belonging(name: str, owner: str, *, people: tuple[str, ...] = (), also: str = "") -> tuple[Refusal, ...]:
    """Return the refusals for a table whose rows belong to an inventory."""
    table = f"inventories_{name}"
    old, new = owner.format(row="OLD"), owner.format(row="NEW")
    return (
        Refusal(f"{name}_no_insert", table, "INSERT", _CLOSED, f"{new} OR {also}" if also else new),
        Refusal(f"{name}_no_update", table, "UPDATE", _CLOSED, f"{old} OR {new}", people),
        Refusal(f"{name}_no_delete", table, "DELETE", _CLOSED, old),
    )


def _kept(name: str, insert: str) -> tuple[Refusal, ...]:
    """Return the refusals for a table that is written once, in the transaction of the acceptance."""
    table = f"inventories_{name}"
    return (
        Refusal(f"{name}_no_insert", table, "INSERT", _FROZEN, insert),
        Refusal(f"{name}_no_update", table, "UPDATE", _FROZEN),
        Refusal(f"{name}_no_delete", table, "DELETE", _FROZEN),
        Refusal(f"{name}_no_truncate", table, "TRUNCATE", _FROZEN),
    )


_NEW_ACCEPTED: Final = _OF_INVENTORY.format(row="NEW")

REFUSALS: Final = (
    Refusal(
        "inventory_no_insert",
        _INVENTORY,
        "INSERT",
        _UNFROZEN,
        f"NEW.status = 'accepted' OR {_REPLACES_INVENTORY}",
    ),
    Refusal(
        "inventory_no_update",
        _INVENTORY,
        "UPDATE",
        _CLOSED,
        "OLD.status = 'accepted'",
        ("submitted_by_id", "accepted_by_id"),
    ),
    Refusal(
        "inventory_no_unfrozen",
        _INVENTORY,
        "UPDATE",
        _UNFROZEN,
        f"NEW.status = 'accepted' AND OLD.status <> 'accepted' AND {_LACKS_RECORD}",
    ),
    Refusal("inventory_no_own_review", _INVENTORY, "UPDATE", _OWN_WORK, _BY_AUTHOR),
    Refusal("inventory_no_delete", _INVENTORY, "DELETE", _CLOSED, "OLD.status = 'accepted'"),
    Refusal("inventory_no_truncate", _INVENTORY, "TRUNCATE", _CLOSED),
    *_kept("frozeninventory", _NEW_ACCEPTED),
    *_kept("frozenline", f"{_NEW_ACCEPTED} OR {_REPLACES_LINE}"),
    *_belonging("activity", _OF_INVENTORY, people=("changed_by_id",), also=_REPLACES_ROW),
    *_belonging("removedrow", _OF_INVENTORY),
    *_belonging("externalfigures", _OF_INVENTORY),
    *_belonging("relevanceanswer", _OF_INVENTORY),
    *_belonging("findingacceptance", _OF_INVENTORY, people=("accepted_by_id",)),
    *_belonging("reviewcheck", _OF_INVENTORY, people=("answered_by_id",)),
    *_belonging("submittedround", _OF_INVENTORY),
    *lasting("inventories_reviewletter", _SENT, "OLD.id IS NOT NULL", ("sent_by_id",)),
    *lasting(
        "inventories_sampledraw", _DRAWN, "OLD.drawn_at IS NOT NULL", ("committed_by_id", "drawn_by_id")
    ),
    Refusal("sampledraw_no_other_seed", "inventories_sampledraw", "UPDATE", _COMMITTED, _OTHER_SEED),
    *_belonging("evidencelink", _OF_ROW),
    *_belonging("questionanswer", _OF_RUN, people=("answered_by_id",)),
)
