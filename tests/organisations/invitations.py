"""Invitations for tests: sent as a person would send them; the link is read from the mail."""

from django.core import mail

from klimapakt.organisations.actions import invite
from klimapakt.organisations.actions.invitations import Invited
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation, Organisation
from klimapakt.people.models import Person


def invited(
    organisation: Organisation, email: str, *, kind: RoleKind = RoleKind.DATA_ENTRY, by: Person
) -> Invitation:
    """Invite somebody in English."""
    return invite(
        organisation=organisation,
        invited=Invited(email, kind, "en"),
        link=lambda token: f"http://testserver/invitations/{token}/",
        by=by,
    )


def sent_token() -> str:
    """Return the token of the link in the last mail."""
    body = str(mail.outbox[-1].body)
    line = next(line for line in body.splitlines() if "/invitations/" in line)
    return line.rstrip("/").rsplit("/", 1)[-1]
