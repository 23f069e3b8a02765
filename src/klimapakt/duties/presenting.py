"""Duties as members and office read them: how one stands, what happened, what can be done about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.duties.enums import DutyRule, DutyState, EventKind, Side
from klimapakt.duties.models import Duty, DutyEvent, Reminder
from klimapakt.methods.duties.model import TITLES
from klimapakt.methods.messages import Message, gettext_noop

BADGES: Final[Mapping[str, str]] = {
    DutyState.UPCOMING: "neutral",
    DutyState.OPEN: "info",
    DutyState.DUE: "warning",
    DutyState.OVERDUE: "error",
    DutyState.FULFILLED: "success",
    DutyState.EXTENDED: "info",
    DutyState.WAIVED: "neutral",
    DutyState.DROPPED: "neutral",
}

WHAT: Final[Mapping[str, str]] = {
    DutyRule.BASELINE: gettext_noop(
        "Record your energy use and emissions of one year, list what you have done already, and submit it. "
        "The pact office looks at it; once it is accepted, this is done."
    ),
    DutyRule.TARGETS: gettext_noop(
        "Decide which reductions your organisation wants to reach by when. Once a target is set here, "
        "this is done."
    ),
    DutyRule.MEASURES: gettext_noop(
        "Name the measures with which you want to reach your targets, and tell the pact office."
    ),
    DutyRule.YEARLY_CHECK: gettext_noop(
        "Is what we know about you still true: contact, sites, measures? It takes two minutes."
    ),
    DutyRule.MONITORING: gettext_noop(
        "A new inventory beside the baseline, on the same method: it is copied from last time, and you enter "
        "only what has changed."
    ),
    DutyRule.CLOSING_BALANCE: gettext_noop("The last inventory of the pact: what was reached."),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One duty in a list: what it is called, how it looks, and how far away its day is."""

    duty: Duty
    title: str
    badge: str
    distance: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to a duty; it can be taken back while ``may_be_taken_back``."""

    on: date
    title: str
    by: str
    text: str
    event: DutyEvent | None = None
    may_be_taken_back: bool = False
    is_taken_back: bool = False


def title_of(duty: Duty) -> str:
    """Return what a duty is called, in the language of the reader."""
    return Message(duty.rule, TITLES[duty.rule], {"number": duty.number}).translated(_)


def what_of(duty: Duty) -> str:
    """Return what has to be done."""
    return _(WHAT[duty.rule])


def shown(duty: Duty, today: date) -> Shown:
    """Return a duty for a list."""
    return Shown(duty, title_of(duty), BADGES[duty.state], distance(duty.due_on, today))


def distance(due_on: date, today: date) -> str:
    """Return how far a day is away, in words."""
    days = (due_on - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}
    return ngettext("%(count)s day late", "%(count)s days late", -days) % {"count": -days}


def history(events: Iterable[DutyEvent], reminders: Iterable[Reminder]) -> list[Happened]:
    """Return what happened to a duty and when somebody was reminded, the latest first."""
    listed = list(events)
    back: set[UUID | None] = {one.answers_id for one in listed if one.kind == EventKind.TAKEN_BACK}
    answered: set[UUID | None] = {one.answers_id for one in listed if one.answers_id}
    found = [_told(one, back, answered) for one in listed] + [_reminded(one) for one in reminders]
    return sorted(found, key=lambda one: one.on, reverse=True)


def _told(one: DutyEvent, back: set[UUID | None], answered: set[UUID | None]) -> Happened:
    never = (EventKind.TAKEN_BACK, EventKind.ASKED, EventKind.REMINDED)
    is_open = one.kind not in never and one.pk not in answered
    return Happened(
        one.on,
        _title(one),
        one.by.name if one.by else "",
        " ".join(part for part in (one.document, one.text) if part),
        one,
        may_be_taken_back=is_open,
        is_taken_back=one.pk in back,
    )


def _title(one: DutyEvent) -> str:
    kind = str(one.get_kind_display())
    kind = kind[:1].upper() + kind[1:]
    if one.months:
        months = ngettext("%(count)s month", "%(count)s months", one.months) % {"count": one.months}
        return f"{kind}: {months}" + (f", {one.get_missed_reason_display()}" if one.missed_reason else "")
    if one.missed_reason:
        return f"{kind}: {one.get_missed_reason_display()}"
    return kind


def _reminded(one: Reminder) -> Happened:
    step = one.get_step_display()
    if one.skipped:
        told = _("Not reminded (%(step)s): %(why)s")
        return Happened(one.planned_on, told % {"step": step, "why": one.get_skipped_display()}, "", "")
    return Happened(one.planned_on, _("Reminded: %(step)s") % {"step": step}, "", "")


def is_by_member(event: DutyEvent) -> bool:
    """Tell whether the member said it."""
    return event.side == Side.MEMBER
