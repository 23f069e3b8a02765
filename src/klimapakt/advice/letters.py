"""Mails about advice, in the language of each reader. They name neither question nor data."""

from django.utils.formats import date_format
from django.utils.translation import override

from klimapakt.advice import queries
from klimapakt.advice.mail_kinds import ANSWERED, ASKED
from klimapakt.advice.models import AdviceEntry
from klimapakt.foundation.mail import outbox


def to_adviser(entry: AdviceEntry) -> None:
    """Tell everybody at the addressee that the member did something."""
    request = entry.request
    for person in queries.people_at(request.addressee, request.organisation.pact):
        with override(person.language):
            context = {
                "person": person.name,
                "name": request.organisation.name,
                "what": entry.get_kind_display(),
                "day": date_format(request.promised_by, "DATE_FORMAT"),
            }
        key = f"advice:{entry.pk}:{person.pk}"
        outbox.post(to=person.email, kind=ASKED, language=person.language, context=context, key=key)


def to_member(entry: AdviceEntry) -> None:
    """Tell who asked that the adviser did something; nobody once the account has ended."""
    request = entry.request
    person = request.asked_by
    if person is None or not person.is_active:
        return
    with override(person.language):
        context = {
            "person": person.name,
            "name": request.organisation.name,
            "addressee": request.get_addressee_display(),
            "what": entry.get_kind_display(),
        }
    key = f"advice:{entry.pk}:{person.pk}"
    outbox.post(to=person.email, kind=ANSWERED, language=person.language, context=context, key=key)
