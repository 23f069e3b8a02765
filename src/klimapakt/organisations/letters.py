"""Mails about invitations and roles: plain text, in the language of the reader, after the commit."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from klimapakt.methods.messages import gettext_noop
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation, Organisation
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of mail; subject and text are msgids with ``name`` and ``role`` to fill in."""

    subject: str
    text: str


ROLE_CHANGED = Letter(
    gettext_noop("Your role at %(name)s has changed"),
    gettext_noop("You now act for %(name)s as: %(role)s. You need do nothing."),
)
ROLE_ENDED = Letter(
    gettext_noop("You no longer act for %(name)s"),
    gettext_noop(
        "Your role at %(name)s has ended: %(role)s. If that is a mistake, ask the management there."
    ),
)
_INVITED = Letter(
    gettext_noop("Invitation to act for %(name)s in the climate pact"),
    gettext_noop(
        "%(who)s invites you to act for %(name)s as: %(role)s.\n\n"
        "Open this link to accept. It works once and until %(until)s:\n%(link)s\n\n"
        "If you do not expect this, ignore it; nothing happens then."
    ),
)
_GREETING = gettext_noop("Hello,\n\n%(text)s\n\n%(pact)s")


def invite(invitation: Invitation, link: str) -> None:
    """Write to somebody invited, once the transaction stands."""
    with override(invitation.language):
        inviter = invitation.invited_by.name if invitation.invited_by else gettext("The pact office")
        values = {
            "who": inviter,
            "name": invitation.organisation.name,
            "role": RoleKind(invitation.kind).label,
            "until": date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
            "link": link,
        }
        _send(gettext(_INVITED.subject) % values, gettext(_INVITED.text) % values, invitation.email)


def tell(person: Person, letter: Letter, organisation: Organisation, kind: str, *, but: Person) -> None:
    """Write to the person a change is about, unless they made it themselves."""
    if person.pk == but.pk or not person.is_active:
        return
    with override(person.language):
        values = {"name": organisation.name, "role": RoleKind(kind).label}
        _send(gettext(letter.subject) % values, gettext(letter.text) % values, person.email)


def _send(subject: str, text: str, address: str) -> None:
    """Send after the commit; a mail server that is away undoes nothing and is written to the log."""
    whole = gettext(_GREETING) % {"text": text, "pact": settings.KLIMA_PACT_NAME}
    transaction.on_commit(lambda: send_mail(subject, whole, None, [address]), robust=True)
