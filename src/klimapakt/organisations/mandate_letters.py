"""Mails about mandates of advisers, in the language of the reader."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.organisations import mail_kinds
from klimapakt.organisations.enums import MandatePart, RoleKind
from klimapakt.organisations.mandate_rules import FIELDS
from klimapakt.organisations.models import Mandate, Role
from klimapakt.people.models import Person


def offer(mandate: Mandate, link: str, *, by: Person) -> None:
    """Write to somebody who is offered a mandate; the link stands in this mail and nowhere else."""
    with override(mandate.language):
        words = {
            **_words(mandate),
            "who": by.name,
            "link": link,
            "accept_until": date_format(localtime(mandate.expires_at), "DATE_FORMAT"),
        }
    outbox.post(
        to=mandate.email,
        kind=mail_kinds.MANDATE_OFFERED,
        language=mandate.language,
        context=words,
        key=f"mandate:{mandate.token_hash}",
    )


def tell_accepted(mandate: Mandate) -> None:
    """Write to the management that the adviser has accepted."""
    _to_management(mail_kinds.MANDATE_ACCEPTED, mandate)


def tell_ending(mandate: Mandate, *, not_before: datetime | None) -> None:
    """Write to the management that a mandate ends soon."""
    _to_management(mail_kinds.MANDATE_ENDING, mandate, not_before=not_before)


def tell_ended(mandate: Mandate, *, by: Person) -> None:
    """Write to the other side when somebody ends a mandate that was accepted."""
    adviser = mandate.adviser
    if mandate.accepted_at is None or adviser is None:
        return
    if adviser.pk == by.pk:
        _to_management(mail_kinds.MANDATE_ENDED, mandate, who=by.name)
    else:
        _post(adviser, mail_kinds.MANDATE_ENDED, mandate, who=by.name)


def _to_management(
    kind: Kind, mandate: Mandate, *, who: str = "", not_before: datetime | None = None
) -> None:
    found = Role.objects.filter(
        organisation=mandate.organisation_id, kind=RoleKind.MANAGEMENT, person__is_active=True
    )
    for role in found.select_related("person").order_by("person__email"):
        _post(role.person, kind, mandate, who=who, not_before=not_before)


def _post(
    person: Person, kind: Kind, mandate: Mandate, *, who: str, not_before: datetime | None = None
) -> None:
    with override(person.language):
        words = {"person": person.name, **_words(mandate), "who": who}
    outbox.post(to=person.email, kind=kind, language=person.language, context=words, not_before=not_before)


def _words(mandate: Mandate) -> Mapping[str, str]:
    parts = [str(part.label) for part in MandatePart if getattr(mandate, FIELDS[part])]
    return {
        "name": mandate.organisation.name,
        "adviser": mandate.adviser.name if mandate.adviser else mandate.email,
        "purpose": mandate.purpose,
        "parts": "; ".join(parts),
        "until": date_format(mandate.ends_on, "DATE_FORMAT"),
    }
