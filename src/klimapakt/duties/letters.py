"""Mails about decisions on duties, in the language of each reader. They name no figure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import ngettext, override

from klimapakt.duties import mail_kinds, readers
from klimapakt.duties.models import Duty, DutyEvent
from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.organisations import queries as organisations
from klimapakt.people.models import Person


def asked(event: DutyEvent) -> None:
    """Tell the office that somebody asks for more time."""
    people = readers.office().with_deputy(event.duty)
    _tell(people, event, mail_kinds.ASKED, {"reason": event.text})


def granted(event: DutyEvent) -> None:
    """Tell the member that it has more time."""
    _tell(_member(event.duty), event, mail_kinds.GRANTED, {"reason": event.text})


def refused(event: DutyEvent) -> None:
    """Tell the member that it has no more time, and why."""
    _tell(_member(event.duty), event, mail_kinds.REFUSED, {"reason": event.text})


def waived(event: DutyEvent) -> None:
    """Tell the member that something is not owed any more."""
    _tell(_member(event.duty), event, mail_kinds.WAIVED, {"reason": event.text})


def day_in_words(day: date) -> str:
    """Return a day as it is written in the language at hand."""
    return date_format(day, "DATE_FORMAT")


def post(
    reader: Person, kind: Kind, values: Mapping[str, str], *, key: str, not_before: datetime | None = None
) -> None:
    """Post a mail to one reader; what was posted with this key is not posted again."""
    outbox.post(
        to=reader.email,
        kind=kind,
        language=reader.language,
        context={"person": reader.name, **values},
        key=key,
        not_before=not_before,
    )


def _member(duty: Duty) -> list[Person]:
    roles = organisations.roles_of(duty.membership.organisation)
    return readers.at_member([(role.kind, role.person) for role in roles])


def _tell(people: Iterable[Person], event: DutyEvent, kind: Kind, values: dict[str, str]) -> None:
    duty = event.duty
    for reader in people:
        with override(reader.language):
            about = {
                "name": duty.membership.organisation.name,
                "duty": duty.title,
                "due": day_in_words(duty.due_on),
                "months": ngettext("%(count)s month", "%(count)s months", event.months)
                % {"count": event.months},
            }
        post(reader, kind, {**about, **values}, key=f"{kind.name}:{event.pk}:{reader.pk}")
