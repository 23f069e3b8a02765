"""What needs a person of the office today: one list over everything that waits, the oldest promise first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from klimapakt.advice import queries as advice
from klimapakt.advice.enums import Addressee
from klimapakt.agreements import queries as agreements
from klimapakt.casework import queries as casework
from klimapakt.duties import queries as duties
from klimapakt.duties.presenting import title_of
from klimapakt.foundation.design import numbers
from klimapakt.foundation.mail import queries as mail
from klimapakt.foundation.mail.enums import MailState
from klimapakt.inventories import queries as inventories
from klimapakt.memberships import queries as memberships
from klimapakt.monitoring.journey import duties_of_reports
from klimapakt.office.presenting.members import spent
from klimapakt.pacts.models import Pact
from klimapakt.pacts.permissions import Permission, may
from klimapakt.pacts.queries import office_kind
from klimapakt.people.models import Person

MOST_OF_A_KIND: Final = 200
_LONG: Final = 14


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what and whose, why it is here, since when, where it is done."""

    what: str
    who: str
    why: str
    since: date
    url: str
    owner_id: object = None
    task: int | None = None

    def lasted(self, today: date) -> str:
        """Return how long it waits; nothing for what came today."""
        return spent(today - self.since) if self.since < today else ""


Source = Callable[[Person, date], Iterator[Waiting]]


def waiting_for(person: Person, pact: Pact, today: date, *, only_mine: bool) -> list[Waiting]:
    """Return what this person can do something about, the oldest first."""
    kind = office_kind(person)
    found = [one for needs, source in _SOURCES if may(kind, needs) for one in source(person, today)]
    if may(kind, Permission.CHANGE_MEMBERS):
        found += _mails(pact, today)
    if only_mine:
        found = [one for one in found if one.owner_id in (None, person.pk)]
    return sorted(found, key=lambda one: (one.since, one.who, one.what))


def _requests(_person: Person, _today: date) -> Iterator[Waiting]:
    for one in memberships.waiting_requests()[:MOST_OF_A_KIND]:
        yield Waiting(
            _("Decide about a request to join"),
            one.name,
            _("An organisation of a similar name is known, so nobody took it in yet."),
            _day(one.confirmed_at),
            reverse("office:join_request", args=[one.pk]),
        )


def _next_steps(_person: Person, today: date) -> Iterator[Waiting]:
    for one in memberships.due_steps(today)[:MOST_OF_A_KIND]:
        yield Waiting(
            one.next_step,
            one.organisation.name,
            _("The next step was planned for this day."),
            one.next_step_on or today,
            reverse("office:member", args=[one.pk]),
            one.owner_id,
        )


def _tasks(_person: Person, today: date) -> Iterator[Waiting]:
    for one in casework.open_tasks(today)[:MOST_OF_A_KIND]:
        member = one.membership
        yield Waiting(
            one.title,
            member.organisation.name if member else _("Pact office"),
            _("A task that is due.") if one.due_on else _("A task without a day."),
            one.due_on or _day(one.created_at),
            reverse("office:member", args=[member.pk]) if member else reverse("office:index"),
            one.owner_id,
            one.pk,
        )


def _reviews(person: Person, _today: date) -> Iterator[Waiting]:
    listed = inventories.submitted(person)[:MOST_OF_A_KIND]
    reports = duties_of_reports([one.pk for one in listed])
    for one in listed:
        duty = reports.get(one.pk)
        what = _("Review the monitoring %(year)s") if duty else _("Review the inventory %(year)s")
        yield Waiting(
            what % {"year": one.year},
            one.organisation.name,
            _("It was submitted and waits for somebody who had no part in it."),
            _day(one.submitted_at),
            reverse("office:monitoring", args=[duty]) if duty else reverse("office:review", args=[one.pk]),
        )


def _answers(person: Person, _today: date) -> Iterator[Waiting]:
    for one in inventories.answered(person)[:MOST_OF_A_KIND]:
        yield Waiting(
            _("Read the answers about the inventory %(year)s") % {"year": one.year},
            one.organisation.name,
            _("Every question has an answer; it has not been submitted again yet."),
            _day(one.returned_at),
            reverse("office:review", args=[one.pk]),
        )


def _to_countersign(_person: Person, _today: date) -> Iterator[Waiting]:
    for one in agreements.waiting_for_city()[:MOST_OF_A_KIND]:
        yield Waiting(
            _("Sign %(number)s for the city") % {"number": one.number},
            one.membership.organisation.name,
            _("The member has signed; it is in force once the city has."),
            _day(one.issued_at),
            reverse("office:agreement", args=[one.pk]),
        )


def _papers(person: Person, _today: date) -> Iterator[Waiting]:
    for one in agreements.papers_to_confirm(person)[:MOST_OF_A_KIND]:
        agreement = one.agreement
        yield Waiting(
            _("Confirm the scan of %(number)s") % {"number": agreement.number},
            agreement.membership.organisation.name,
            _("Somebody else has entered it; a second person looks at the signature."),
            _day(one.signed_at),
            reverse("office:agreement", args=[agreement.pk]),
        )


def _mails(pact: Pact, today: date) -> list[Waiting]:
    dead = mail.counted(pact.pk)[MailState.FAILED]
    if not dead:
        return []
    what = ngettext("%(count)s e-mail was not delivered", "%(count)s e-mails were not delivered", dead)
    return [
        Waiting(
            what % {"count": dead},
            _("E-mails"),
            _("Somebody waits for what was not delivered: send again, or drop."),
            today,
            f"{reverse('office:mails')}?state=failed",
        )
    ]


def grouped(found: Iterable[Waiting], today: date) -> list[tuple[str, list[Waiting]]]:
    """Return the same in groups: more than two weeks old, older than today, since today."""
    groups: dict[str, list[Waiting]] = {}
    for one in found:
        groups.setdefault(_age((today - one.since).days), []).append(one)
    return list(groups.items())


def _age(days: int) -> str:
    if days > _LONG:
        return _("Waiting for more than two weeks")
    return _("Waiting since before today") if days > 0 else _("New today")


def _duties(_person: Person, today: date) -> Iterator[Waiting]:
    for one in duties.needing_office(today)[:MOST_OF_A_KIND]:
        duty = one.duty
        owner = duty.responsible_id or duty.membership.owner_id
        yield Waiting(
            f"{one.kind.label}: {title_of(duty)}",
            duty.membership.organisation.name,
            one.why or _("Due on %(day)s") % {"day": numbers.day(duty.due_on, get_language() or "de")},
            one.since,
            reverse("office:duty", args=[duty.pk]),
            owner,
        )


def _advice(_person: Person, today: date) -> Iterator[Waiting]:
    for one in advice.waiting()[:MOST_OF_A_KIND]:
        day = numbers.day(one.promised_by, get_language() or "de")
        why = (
            _("The promised day %(day)s has passed.") if one.is_overdue(today) else _("Promised by %(day)s.")
        )
        yield Waiting(
            _("Answer a request for advice"),
            one.organisation.name,
            why % {"day": day},
            _day(one.asked_at),
            reverse("office:advice_request", args=[one.pk]),
        )
    for one in advice.overdue(today).exclude(addressee=Addressee.OFFICE)[:MOST_OF_A_KIND]:
        yield Waiting(
            _("Ask %(who)s about an overdue answer") % {"who": one.get_addressee_display()},
            one.organisation.name,
            _("The chamber promised advice by a day that has passed."),
            one.promised_by,
            reverse("office:advice"),
        )


def _day(at: datetime | None) -> date:
    return timezone.localdate(at) if at else timezone.localdate()


_SOURCES: Final[tuple[tuple[Permission, Source], ...]] = (
    (Permission.CHANGE_MEMBERS, _requests),
    (Permission.CHANGE_MEMBERS, _next_steps),
    (Permission.CHANGE_MEMBERS, _tasks),
    (Permission.CHANGE_MEMBERS, _duties),
    (Permission.ANSWER_ADVICE, _advice),
    (Permission.SEE_INVENTORIES, _reviews),
    (Permission.SEE_INVENTORIES, _answers),
    (Permission.COUNTERSIGN_AGREEMENTS, _to_countersign),
    (Permission.PREPARE_AGREEMENTS, _papers),
)
