"""Mails about joining, in the language of the reader."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from klimapakt.foundation.mail import outbox
from klimapakt.memberships import mail_kinds
from klimapakt.memberships.models import JoinRequest
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import who_may


def confirm(request: JoinRequest, link: str) -> None:
    """Ask whoever filled in the form to confirm their address; the link stands in this mail only."""
    with override(request.language):
        until = date_format(localtime(request.expires_at), "DATE_FORMAT")
    outbox.post(
        to=request.email,
        kind=mail_kinds.JOIN_CONFIRM,
        language=request.language,
        context={"person": request.person_name, "name": request.name, "link": link, "until": until},
        key=f"join:{request.token_hash}",
    )


def confirmed(request: JoinRequest, *, is_similar: bool) -> None:
    """Tell the applicant that the request has arrived, and the office that somebody waits."""
    outbox.post(
        to=request.email,
        kind=mail_kinds.JOIN_CONFIRMED,
        language=request.language,
        context={"person": request.person_name, "name": request.name},
        key=f"join-confirmed:{request.pk}",
    )
    for person in who_may(Permission.CHANGE_MEMBERS, request.pact):
        outbox.post(
            to=person.email,
            kind=mail_kinds.JOIN_RECEIVED,
            language=person.language,
            context={
                "person": person.name,
                "who": request.person_name,
                "name": request.name,
                "is_similar": "yes" if is_similar else "",
            },
            key=f"join-received:{request.pk}:{person.pk}",
        )
