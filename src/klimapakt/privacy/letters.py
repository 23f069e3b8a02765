"""Mails about requests to be erased, in the language of the reader."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from klimapakt.foundation.mail import outbox
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import who_may
from klimapakt.privacy import mail_kinds
from klimapakt.privacy.models import ErasureRequest
from klimapakt.privacy.rules import ANSWERED_WITHIN


def asked(request: ErasureRequest) -> None:
    """Tell the office that somebody asks, not who."""
    for person in who_may(Permission.CHANGE_MEMBERS, request.pact):
        with override(person.language):
            until = date_format(localtime(request.asked_at + ANSWERED_WITHIN), "DATE_FORMAT")
        outbox.post(
            to=person.email,
            kind=mail_kinds.ERASURE_ASKED,
            language=person.language,
            context={"person": person.name, "until": until},
            key=f"erasure-asked:{request.pk}:{person.pk}",
        )


def declined(request: ErasureRequest) -> None:
    """Tell the person why nothing was erased."""
    person = request.person
    if person is not None:
        outbox.post(
            to=person.email,
            kind=mail_kinds.ERASURE_DECLINED,
            language=person.language,
            context={"person": person.name, "reason": request.reason},
            key=f"erasure-declined:{request.pk}",
        )
