"""Time played forward in the demo, day by day, with an explicit day; no clock is turned.

Most members hand in what they owe; a monitoring is filled in, handed in and accepted by another person. One
member asks for more time and gets it, one misses its day and says why, and the rest is reminded until the
office is told.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from klimapakt.demo import monitoring
from klimapakt.duties import actions, days, nightly, queries
from klimapakt.duties.actions import Done
from klimapakt.duties.enums import DutyRule, MissedReason
from klimapakt.duties.models import Duty, DutyEvent
from klimapakt.organisations.models import Role
from klimapakt.organisations.rules import GRANTING
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import pact_at_hand, who_may
from klimapakt.people.models import Person

_ONE_DAY: Final = timedelta(days=1)
_REPORTS: Final = timedelta(days=65)
_ACCEPTS: Final = timedelta(days=55)
_ASKS: Final = timedelta(days=25)
_HANDS_IN: Final = timedelta(days=6)
_EXPLAINS: Final = timedelta(days=9)
_MONTHS: Final = 3
_WHY: Final = (
    (MissedReason.GRID_CONNECTION, "Netzanschluss fehlt."),
    (MissedReason.CRAFT_CAPACITY, "Der Betrieb für den Umbau hat erst im Herbst Zeit."),
    (MissedReason.STAFF, "Die Kollegin, die das macht, ist in Elternzeit."),
    (MissedReason.PERMIT, "Die Baugenehmigung steht noch aus."),
)


def advance(count: int) -> Iterator[str]:
    """Play so many days in the pact at hand, from the day it stands on; yield what happened."""
    office = list(who_may(Permission.CHANGE_MEMBERS, pact_at_hand()).order_by("email"))
    first = days.today()
    for place in range(1, count + 1):
        day = first + place * _ONE_DAY
        done = nightly.run(day, in_earnest=False)
        if done.reminded:
            yield f"{day.isoformat()}  mails written: {done.reminded}"
        if office:
            yield from _live(day, office[0])
    counts = {state: count for state, count in queries.counted().items() if count}
    yield ", ".join(f"{state} {count}" for state, count in counts.items())


def _live(day: date, office: Person) -> Iterator[str]:
    """Let the members whose day comes or is over do something."""
    yield from _monitored(day)
    for one in queries.due_between(day + _ASKS, day + _ASKS):
        member = _member(one)
        if member and _part(one) == "asks" and not one.extended_months and _is_free(one, office):
            yield from _more_time(one, member, office, day)
    for one in queries.due_between(day + _HANDS_IN, day + _HANDS_IN):
        if _part(one) == "hands in" or one.extended_months:
            yield from _done(one, office, day)
    for one in queries.due_between(day - _EXPLAINS, day - _EXPLAINS):
        if _part(one) == "explains" or (one.handed_in_on is None and _part(one) == "asks"):
            yield from _explained(one, office, day)


def _monitored(day: date) -> Iterator[str]:
    """Let members whose monitoring comes hand it in, and another person accept it some days later."""
    for one in queries.due_between(day + _REPORTS, day + _REPORTS):
        reporting = _member(one) if monitoring.can_report(one) else None
        if reporting is not None:
            yield from (_told(day, one, what) for what in monitoring.reported(one, reporting, day))
    for one in queries.due_between(day + _ACCEPTS, day + _ACCEPTS):
        if one.rule == DutyRule.MONITORING:
            yield from (_told(day, one, what) for what in monitoring.accepted(one, day))


def _part(one: Duty) -> str:
    """Return what a member does about this duty, always the same."""
    parts = ("hands in", "hands in", "explains", "hands in", "is silent")
    if _member(one) is not None and one.rule == DutyRule.MONITORING:
        return "explains" if len(one.membership.organisation.name) % 4 == 1 else "asks"
    return parts[(len(one.membership.organisation.name) + one.number) % len(parts)]


def _member(one: Duty) -> Person | None:
    roles = Role.objects.filter(organisation=one.membership.organisation, kind__in=GRANTING)
    role = roles.select_related("person").order_by("pk").first()
    return role.person if role else None


def _is_free(one: Duty, office: Person) -> bool:
    return not Role.objects.filter(organisation=one.membership.organisation, person=office).exists()


def _more_time(one: Duty, member: Person, office: Person, day: date) -> Iterator[str]:
    request = actions.ask_for_more_time(
        duty=one,
        months=_MONTHS,
        reason="Die Abrechnungen kommen erst später.",
        why=MissedReason.SUPPLIER,
        today=day,
        by=member,
    )
    granted: DutyEvent = actions.grant(
        request=request, months=_MONTHS, reason="Einverstanden.", today=day, by=office
    )
    yield _told(day, one, f"more time until {granted.duty.due_on.isoformat()}")


def _done(one: Duty, office: Person, day: date) -> Iterator[str]:
    if _is_free(one, office):
        actions.fulfil(duty=one, done=Done(day, "Bericht per Post"), today=day, by=office)
        yield _told(day, one, "done")


def _explained(one: Duty, office: Person, day: date) -> Iterator[str]:
    if _is_free(one, office):
        why, text = _WHY[len(one.membership.organisation.name) % len(_WHY)]
        actions.explain(duty=one, why=why, text=text, today=day, by=office)
        yield _told(day, one, f"missed, because: {why.value}")


def _told(day: date, one: Duty, what: str) -> str:
    return f"{day.isoformat()}  {one.membership.organisation.name}: {one.key} {what}"
