"""Writing down contacts with members."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from klimapakt.casework import rules
from klimapakt.casework.enums import ContactKind
from klimapakt.casework.models import Contact
from klimapakt.foundation import audit
from klimapakt.memberships.models import Membership
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Noted:
    """A contact as it is written down."""

    kind: ContactKind
    on: date
    with_whom: str
    text: str


@transaction.atomic
def note_contact(
    *, membership: Membership, kind: ContactKind, on: date, with_whom: str, text: str, by: Person
) -> Contact:
    """Write down a contact or a note. Raises InFuture for a day that has not come."""
    rules.ensure_not_in_future(on, timezone.localdate())
    one = Contact.objects.create(
        membership=membership,
        kind=kind,
        on=on,
        with_whom=with_whom.strip(),
        text=text.strip(),
        created_at=timezone.now(),
        by=by,
    )
    audit.record(what="contact.noted", subject=membership, by=by, details={"kind": kind.value})
    return one


@transaction.atomic
def note_contact_of_chamber(*, membership: Membership, what: Noted, chamber: str, by: Person) -> Contact:
    """Write down a contact of a chamber's partner, which the office reads. Raises InFuture as above.

    That the member agreed is for ``privacy`` to find out, which calls this.
    """
    one = note_contact(
        membership=membership, kind=what.kind, on=what.on, with_whom=what.with_whom, text=what.text, by=by
    )
    one.chamber = chamber
    one.save(update_fields=["chamber"])
    return one


@transaction.atomic
def strike_contact(*, contact: Contact, by: Person) -> Contact:
    """Strike out a contact that was written down wrongly; it stays readable as struck out."""
    one = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if one.struck_at is None:
        one.struck_at, one.struck_by = timezone.now(), by
        one.save(update_fields=["struck_at", "struck_by"])
        audit.record(what="contact.struck", subject=one.membership, by=by)
    return one
