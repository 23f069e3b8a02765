"""Mandates for tests: offered and accepted as people do it."""

from collections.abc import Collection
from datetime import date, timedelta

from django.core import mail
from django.utils import timezone

from klimapakt.organisations.actions import Offer, accept_mandate, offer
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.models import Mandate, Organisation
from klimapakt.organisations.rules import hash_of
from klimapakt.people.models import Person

ADVISER = "selma@advice.example.org"
EVERYTHING = frozenset(MandatePart)


def offered(
    organisation: Organisation,
    email: str = ADVISER,
    *,
    parts: Collection[MandatePart] = EVERYTHING,
    ends_on: date | None = None,
    by: Person,
) -> Mandate:
    """Offer a mandate in English."""
    last = ends_on or timezone.localdate() + timedelta(days=90)
    what = Offer(email, parts, "Fill the first inventory", last, "en")
    return offer(
        organisation=organisation,
        what=what,
        link=lambda token: f"http://testserver/invitations/mandates/{token}/",
        by=by,
    )


def advising(
    organisation: Organisation, person: Person, *, parts: Collection[MandatePart] = EVERYTHING, by: Person
) -> Mandate:
    """Let somebody advise an organisation, as if the link of the offer had been followed."""
    mandate = offered(organisation, person.email, parts=parts, by=by)
    token = str(mandate.pk)
    Mandate.objects.filter(pk=mandate.pk).update(token_hash=hash_of(token))
    return accept_mandate(token=token, by=person)


def sent_token() -> str:
    """Return the token of the link in the last mail."""
    body = str(mail.outbox[-1].body)
    line = next(line for line in body.splitlines() if "/invitations/mandates/" in line)
    return line.rstrip("/").rsplit("/", 1)[-1]
