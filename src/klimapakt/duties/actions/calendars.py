"""The link of a person's calendar: made, made anew, revoked. Only its hash rests here."""

import secrets

from django.db import transaction
from django.utils import timezone

from klimapakt.duties.models import CalendarLink
from klimapakt.foundation import audit
from klimapakt.organisations.rules import hash_of
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person

_TOKEN_BYTES = 32


@transaction.atomic
def make_calendar(*, by: Person) -> str:
    """Return the token of a new link; the former one stops working."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    link, _is_new = CalendarLink.objects.update_or_create(
        pact=pact_at_hand(),
        person=by,
        defaults={"token_hash": hash_of(token), "created_at": timezone.now(), "read_at": None},
    )
    audit.record(what="calendar.made", subject=link, by=by)
    return token


@transaction.atomic
def revoke_calendar(*, by: Person) -> None:
    """Let the link stop working."""
    for link in CalendarLink.objects.select_for_update(of=("self",)).filter(person=by):
        audit.record(what="calendar.revoked", subject=link, by=by)
        link.delete()


@transaction.atomic
def note_read(*, link: CalendarLink) -> None:
    """Write down when a program last read the calendar, at most once an hour."""
    now = timezone.now()
    if link.read_at is None or (now - link.read_at).total_seconds() > 3600:
        CalendarLink.objects.filter(pk=link.pk).update(read_at=now)
