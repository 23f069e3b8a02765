"""The history of one member: steps, agreements, inventories, contacts and tasks in one line of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.agreements.queries import agreements_of
from klimapakt.casework import queries as casework
from klimapakt.inventories.models import Inventory, ReviewLetter
from klimapakt.memberships import queries
from klimapakt.memberships.models import Membership
from klimapakt.office.presenting.members import history


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; ``contact`` can be struck out while ``is_struck`` is false."""

    at: datetime
    title: str
    by: str = ""
    text: str = ""
    note: str = ""
    contact: int | None = None
    is_struck: bool = False


def of(one: Membership, now: datetime) -> list[Entry]:
    """Return everything that happened with a member, the latest first."""
    found = [
        *_steps(one, now),
        *_agreements(one),
        *_inventories(one),
        *_letters(one),
        *_contacts(one),
        *_tasks(one),
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def _steps(one: Membership, now: datetime) -> Iterator[Entry]:
    for told in history(queries.steps_of(one), now):
        step = told.step
        lasted = _("for %(lasted)s") % {"lasted": told.lasted} if told.lasted else ""
        by = step.by.name if step.by else ""
        yield Entry(step.at, step.get_to_stage_display(), by, step.reason, lasted)


def _agreements(one: Membership) -> Iterator[Entry]:
    for agreement in agreements_of(one):
        number = {"number": agreement.number}
        yield Entry(agreement.issued_at, _("Agreement %(number)s issued") % number)
        if agreement.in_force_at:
            yield Entry(agreement.in_force_at, _("Agreement %(number)s in force") % number)


def _inventories(one: Membership) -> Iterator[Entry]:
    found = Inventory.objects.filter(organisation=one.organisation_id, submitted_at__isnull=False)
    for inventory in found.select_related("submitted_by", "accepted_by"):
        year = {"year": inventory.year, "version": inventory.version}
        if inventory.submitted_at:
            by = inventory.submitted_by.name if inventory.submitted_by else ""
            yield Entry(
                inventory.submitted_at, _("Inventory %(year)s, version %(version)s submitted") % year, by
            )
        if inventory.accepted_at:
            by = inventory.accepted_by.name if inventory.accepted_by else ""
            yield Entry(
                inventory.accepted_at, _("Inventory %(year)s, version %(version)s accepted") % year, by
            )


def _letters(one: Membership) -> Iterator[Entry]:
    found = ReviewLetter.objects.filter(inventory__organisation=one.organisation_id).defer("document")
    for letter in found.select_related("inventory", "sent_by"):
        values = {"year": letter.inventory.year, "version": letter.inventory.version}
        title = _("Letter about the review of inventory %(year)s, version %(version)s sent") % values
        by = letter.sent_by.name if letter.sent_by else ""
        yield Entry(letter.sent_at, title, by, str(letter.get_decision_display()))


def _contacts(one: Membership) -> Iterator[Entry]:
    for contact in casework.contacts_of(one):
        title = contact.get_kind_display()
        if contact.with_whom:
            title = _("%(kind)s with %(whom)s") % {"kind": title, "whom": contact.with_whom}
        by = contact.by.name if contact.by else ""
        if contact.chamber:
            by = ", ".join(filter(None, (by, contact.get_chamber_display())))
        at = _noon(contact.created_at, contact.on)
        is_struck = contact.struck_at is not None
        yield Entry(at, title, by, contact.text, contact=contact.pk, is_struck=is_struck)


def _tasks(one: Membership) -> Iterator[Entry]:
    for task in casework.done_tasks_of(one):
        by = task.done_by.name if task.done_by else ""
        if task.done_at:
            yield Entry(task.done_at, _("Done: %(title)s") % {"title": task.title}, by)


def _noon(created_at: datetime, on: date) -> datetime:
    """Return when it was written down, where that was the same day; noon of its day otherwise."""
    if timezone.localdate(created_at) == on:
        return created_at
    return timezone.make_aware(datetime.combine(on, time(12)))
