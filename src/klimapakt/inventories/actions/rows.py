"""Single rows: add, change, delete, bring back. Every journey that writes single rows comes through here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories import queries, rules
from klimapakt.inventories.actions.locking import locked_own, touch
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.enums import RowOrigin
from klimapakt.inventories.models import Activity, Inventory, RemovedRow
from klimapakt.organisations.models import Site
from klimapakt.people.models import Person

Details = dict[str, audit.Detail]
_OF_DRAFT = (
    "label",
    "activity",
    "factor_id",
    "amount",
    "unit",
    "period_start",
    "period_end",
    "year",
    "quality",
    "evidence",
    "note",
    "fingerprint",
)
_KEPT = (*_OF_DRAFT, "extras", "derivation", "origin", "origin_key", "revision", "upload_id", "row_number")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row comes from; a row with a key is the only one of its kind and key in an inventory."""

    kind: str = RowOrigin.ENTRY
    key: str = ""
    derivation: Mapping[str, Any] | None = None


ENTERED = Origin()


@transaction.atomic
def add_row(
    *, inventory: Inventory, draft: Draft, site: Site | None, origin: Origin = ENTERED, by: Person | None
) -> Activity:
    """Add one row. Raises NotPossible when it does not fit the year or when the calculation refuses it."""
    inventory = locked_own(inventory)
    _ensure_fits(inventory, draft, site)
    inventory.last_number += 1
    inventory.save(update_fields=["last_number"])
    row = Activity(inventory=inventory, number=inventory.last_number, origin=origin.kind)
    row.origin_key = origin.key
    _fill(row, draft, site, origin, by)
    row.save(force_insert=True)
    touch(inventory)
    audit.record(what="row.added", subject=row, by=by, details=_told(row))
    return row


@transaction.atomic
def change_row(
    *,
    row: Activity,
    draft: Draft,
    site: Site | None,
    seen_revision: int,
    origin: Origin | None = None,
    by: Person | None,
) -> Activity:
    """Change one row; raise RowChanged when somebody else changed or deleted it since it was looked at.

    ``seen_revision`` is the revision of the row that the person saw. The same content again changes nothing.
    """
    inventory = locked_own(row.inventory)
    found = Activity.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None or found.revision != seen_revision:
        raise rules.RowChanged(found)
    found.inventory = inventory
    _ensure_fits(inventory, draft, site)
    before = _content(found)
    _fill(found, draft, site, origin or Origin(found.origin, found.origin_key, found.derivation), by)
    if _content(found) == before:
        return found
    found.revision += 1
    found.save()
    touch(inventory)
    audit.record(what="row.changed", subject=found, by=by, details=_told(found))
    return found


@transaction.atomic
def remove_row(*, row: Activity, by: Person | None) -> None:
    """Delete one row; its number is not given again, and until the submission it can be brought back."""
    inventory = locked_own(row.inventory)
    found = Activity.objects.filter(pk=row.pk).first()
    if found is None:
        return
    RemovedRow.objects.create(inventory=inventory, number=found.number, content=_content(found))
    audit.record(what="row.removed", subject=found, by=by, details=_told(found))
    found.delete()
    touch(inventory)


@transaction.atomic
def restore_row(*, inventory: Inventory, number: int, by: Person | None) -> Activity:
    """Bring a deleted row back under its number; raise NotPossible when it is not there to bring back."""
    inventory = locked_own(inventory)
    removed = (
        RemovedRow.objects.select_for_update(of=("self",)).filter(inventory=inventory, number=number).first()
    )
    if removed is None:
        raise rules.NothingToRestore
    content = dict(removed.content)
    row = Activity(inventory=inventory, number=number, amount=Decimal(content.pop("amount")), changed_by=by)
    for name in ("period_start", "period_end"):
        text = content.pop(name)
        setattr(row, name, None if text is None else date.fromisoformat(text))
    for name, value in content.items():
        setattr(row, name, value)
    rules.ensure_upload_still_counts(row.upload_id, queries.counting_uploads(inventory))
    row.save(force_insert=True)
    removed.delete()
    touch(inventory)
    audit.record(what="row.restored", subject=row, by=by, details=_told(row))
    return row


def _ensure_fits(inventory: Inventory, draft: Draft, site: Site | None) -> None:
    """Refuse what the year or the calculation refuses, so that an inventory can always be calculated."""
    rules.ensure_site_belongs(site, inventory)
    refusal = queries.refusal_of(inventory, draft, timezone.localdate())
    if refusal is not None:
        raise rules.RowRefused(refusal.message, refusal.field)


def _fill(row: Activity, draft: Draft, site: Site | None, origin: Origin, by: Person | None) -> None:
    for name in _OF_DRAFT:
        setattr(row, name, getattr(draft, name))
    row.site = site
    row.extras = dict(draft.extras)
    row.derivation = dict(origin.derivation or {})
    row.changed_by = by


def _content(row: Activity) -> dict[str, Any]:
    """Return the fields of a row as JSON holds them."""
    encode = DjangoJSONEncoder().default
    kept = {name: getattr(row, name) for name in _KEPT} | {"site_id": row.site_id}
    plain = (str, int, bool, dict, list, type(None))
    return {
        name: str(value)
        if name in {"site_id", "upload_id"} and value
        else (value if isinstance(value, plain) else encode(value))
        for name, value in kept.items()
    }


def _told(row: Activity) -> Details:
    return {
        "row": row.number,
        "unit": row.unit,
        "what": row.activity or row.factor_id or "own_factor",
        "origin": row.origin,
    }
