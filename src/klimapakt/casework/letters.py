"""The letter that the office writes to the people of many members."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from klimapakt.casework.mail_kinds import OFFICE_LETTER
from klimapakt.casework.models import BulkRun
from klimapakt.foundation.mail import outbox
from klimapakt.memberships.models import Membership
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Role

WRITTEN_TO: Final = (RoleKind.MANAGEMENT, RoleKind.CLIMATE_CONTACT)
"""Who gets letters of the office: those who decide and those who look after the climate."""


MOST_PARAGRAPHS: Final = 12


def paragraphs_of(text: str) -> dict[str, str]:
    r"""Return the lines of a letter as the values of its template; empty lines only part them.

    >>> paragraphs_of("Good morning,\n\nplease call us.")
    {'p1': 'Good morning,', 'p2': 'please call us.'}
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return {f"p{number}": line for number, line in enumerate(lines, 1)}


def addressees(membership: Membership) -> list[Role]:
    """Return to whom a letter about a member goes, by name."""
    found = _written_to().filter(organisation=membership.organisation_id)
    return list(found.select_related("person").order_by("person__name", "person_id"))


def reached(organisations: Collection[UUID]) -> list[UUID]:
    """Return which of these organisations have somebody whom a letter reaches."""
    found = _written_to().filter(organisation__in=organisations).order_by()
    return list(found.values_list("organisation_id", flat=True).distinct())


def _written_to() -> QuerySet[Role]:
    return Role.objects.filter(kind__in=WRITTEN_TO, person__is_active=True)


def write(run: BulkRun, membership: Membership, given: Mapping[str, str]) -> int:
    """Post the letter to everybody of a member who gets it; return to how many. Never twice for one run."""
    found = addressees(membership)
    for role in found:
        outbox.post(
            to=role.person.email,
            kind=OFFICE_LETTER,
            language=role.person.language,
            context={
                "person": role.person.name,
                "name": membership.organisation.name,
                "about": given["subject"],
                **paragraphs_of(given["text"]),
            },
            key=f"office-letter:{run.pk}:{membership.pk}:{role.person_id}",
        )
    return len(found)
