"""Mails about invitations and roles: plain text, in the language of the reader, after the commit."""

from dataclasses import dataclass

from django.core.mail import send_mail
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, override

from klimapakt.methods.messages import gettext_noop
from klimapakt.organisations.models import Invitation, Role
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of mail; subject and text are msgids with ``name``, ``role`` and ``who`` to fill in."""

    subject: str
    text: str


ROLE_GIVEN = Letter(
    gettext_noop("You act for %(name)s now"),
    gettext_noop("%(who)s has given you a role at %(name)s: %(role)s.\n\nSign in to see what is there."),
)
ROLE_CHANGED = Letter(
    gettext_noop("Your role at %(name)s has changed"),
    gettext_noop("%(who)s has changed your role at %(name)s. It is now: %(role)s."),
)
ROLE_ENDED = Letter(
    gettext_noop("Your role at %(name)s has ended"),
    gettext_noop(
        "%(who)s has ended your role at %(name)s (%(role)s). You can no longer see its pages.\n\n"
        "If that is a mistake, ask there."
    ),
)
_INVITATION = Letter(
    gettext_noop("Invitation to %(name)s"),
    gettext_noop(
        "Hello,\n\n%(who)s invites you to work for %(name)s in the climate pact. Your role: %(role)s.\n\n"
        "Accept the invitation here:\n\n%(link)s\n\n"
        "The link works once and until %(until)s. If you do not know what this is about, you need not do "
        "anything.\n\n%(pact)s"
    ),
)
_GREETING = gettext_noop("Hello %(person)s,\n\n%(text)s\n\n%(pact)s")


def tell(letter: Letter, role: Role, *, by: Person | None) -> None:
    """Write to the person about their role; not when they or nobody in particular decided."""
    if by is None or by.pk == role.person_id:
        return
    with override(role.person.language):
        words = {"name": role.organisation.name, "role": role.get_kind_display(), "who": by.name}
        text = gettext(letter.text) % words
        body = gettext(_GREETING) % {
            "person": role.person.name,
            "text": text,
            "pact": role.organisation.pact.name,
        }
        _send(gettext(letter.subject) % words, body, role.person.email)


def invite(invitation: Invitation, link: str, *, by: Person) -> None:
    """Write to somebody who is invited; the link stands in this mail and nowhere else."""
    with override(invitation.language):
        words = {
            "name": invitation.organisation.name,
            "role": invitation.get_kind_display(),
            "who": by.name,
            "link": link,
            "until": date_format(localtime(invitation.expires_at), "DATE_FORMAT"),
            "pact": invitation.organisation.pact.name,
        }
        _send(gettext(_INVITATION.subject) % words, gettext(_INVITATION.text) % words, invitation.email)


def _send(subject: str, text: str, address: str) -> None:
    transaction.on_commit(lambda: send_mail(subject, text, None, [address]), robust=True)
