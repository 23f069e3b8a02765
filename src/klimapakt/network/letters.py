"""Mails about meetings, in the language of whoever registered."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext, override

from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.network.models import Registration
from klimapakt.organisations import queries as organisations
from klimapakt.people.models import Person


def moment_in_words(at: datetime) -> str:
    """Return a moment as it is written in the language at hand, in local time."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def seats_in_words(count: int) -> str:
    """Return how many seats in words."""
    return ngettext("%(count)s seat", "%(count)s seats", count) % {"count": count}


def tell(one: Registration, kind: Kind, at: datetime, more: Mapping[str, str] | None = None) -> None:
    """Post a mail about a registration to whoever registered, else to the management of its organisation.

    ``at`` is the moment of the cause: for one moment nobody gets the same mail twice.
    """
    for reader in _readers(one):
        with override(reader.language):
            context = {
                "person": reader.name,
                "name": one.organisation.name,
                "meeting": one.meeting.title,
                "when": moment_in_words(one.meeting.begins_at),
                "venue": one.meeting.venue,
                "seats": seats_in_words(one.count),
                "until": moment_in_words(one.offered_until) if one.offered_until else "",
                **(more or {}),
            }
        outbox.post(
            to=reader.email,
            kind=kind,
            language=reader.language,
            context=context,
            key=f"{kind.name}:{one.pk}:{reader.pk}:{at.isoformat()}",
        )


def _readers(one: Registration) -> list[Person]:
    if one.person is not None and one.person.is_active:
        return [one.person]
    return [role.person for role in organisations.management_of(one.organisation) if role.person.is_active]
