"""Mails about invitations and roles, in the language of the reader."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.organisations import mail_kinds
from klimapakt.organisations.models import Invitation, Role
from klimapakt.people.models import Person


def tell(kind: Kind, role: Role, *, by: Person | None) -> None:
    """Write to the person about their role; not when they or nobody in particular decided."""
    if by is None or by.pk == role.person_id:
        return
    with override(role.person.language):
        words = {
            "person": role.person.name,
            "name": role.organisation.name,
            "role": str(role.get_kind_display()),
            "who": by.name,
        }
    outbox.post(to=role.person.email, kind=kind, language=role.person.language, context=words)


def invite(invitation: Invitation, link: str, *, by: Person) -> None:
    """Write to somebody who is invited; the link stands in this mail and nowhere else."""
    with override(invitation.language):
        words = {
            "name": invitation.organisation.name,
            "role": str(invitation.get_kind_display()),
            "who": by.name,
            "link": link,
            "until": date_format(localtime(invitation.expires_at), "DATE_FORMAT"),
        }
    outbox.post(
        to=invitation.email,
        kind=mail_kinds.INVITATION,
        language=invitation.language,
        context=words,
        key=f"invitation:{invitation.token_hash}",
    )
