"""Taking rows over from the year before."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from klimapakt.inventories import queries, rules
from klimapakt.inventories.actions.locking import locked_own
from klimapakt.inventories.actions.rows import Origin, add_row
from klimapakt.inventories.enums import Quality, RowOrigin
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.methods.intake.tables import message_as_json
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.people.models import Person


@transaction.atomic
def copy_rows(
    *, inventory: Inventory, source: Inventory, amounts: Mapping[int, Decimal | None], by: Person | None
) -> int:
    """Copy rows of an earlier inventory by number and return how many are new; each is copied at most once.

    ``amounts`` maps a row's number to its new amount; None keeps the old one, and the copy is then marked as
    estimated. Raises RowRefused for the first row the calculation refuses: all are copied or none.
    """
    inventory = locked_own(inventory)
    rules.ensure_can_copy(source, inventory)
    copied = 0
    for row in queries.rows_of(source).filter(number__in=list(amounts)):
        key = f"row-{row.pk}"
        if queries.row_of_origin(inventory, RowOrigin.COPY, key) is None:
            _copy(inventory, row, amounts[row.number], Origin(RowOrigin.COPY, key, _derivation(row)), by)
            copied += 1
    return copied


def _copy(
    inventory: Inventory, row: Activity, amount: Decimal | None, origin: Origin, by: Person | None
) -> None:
    old = queries.draft_of_row(row)
    is_kept = amount is None
    draft = replace(
        old,
        row_number=0,
        amount=old.amount if amount is None else amount,
        period_start=None,
        period_end=None,
        year=None,
        quality=Quality.ESTIMATED if is_kept else old.quality,
        evidence="",
        note="" if is_kept else old.note,
    )
    add_row(
        inventory=inventory, draft=draft, site=row.site, origin=origin if is_kept else _plain(origin), by=by
    )


def _plain(origin: Origin) -> Origin:
    """Return the origin of a row whose amount was entered anew."""
    return Origin(origin.kind, origin.key)


def _derivation(row: Activity) -> dict[str, object]:
    template = gettext_noop(
        "The amount was taken over from %(year)s and is an estimate until it is confirmed."
    )
    sentence = Message("amount_of_last_year", template, {"year": row.inventory.year})
    return {"kind": "copy", "sentence": message_as_json(sentence)}
