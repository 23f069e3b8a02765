"""What an offer asks people to look out for: it decides nothing, but it is read before the application."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from klimapakt.methods.funding.model import Case
from klimapakt.methods.messages import Message, gettext_noop

NOTES: Final[Mapping[str, tuple[str, ...]]] = {
    "portal": (),
    "draw_within": ("months",),
    "fee": ("small_staff", "small_eur", "large_staff", "large_eur"),
}
"""The notes of the rule files with the values each of them needs."""


def note_message(note: str, values: Mapping[str, object], case: Case) -> Message:
    """Return the sentence of a note for this case."""
    if note == "portal":
        template = gettext_noop("Applications are accepted only through the online portal of the city.")
        return Message("portal", template)
    if note == "draw_within":
        return _draw_within(int(str(values["months"])), case)
    return _fee({name: Decimal(str(value)) for name, value in values.items()}, case)


def _draw_within(months: int, case: Case) -> Message:
    approved = case.happened(case.measure.approved_on)
    if approved is None:
        template = gettext_noop("After the approval the money has to be drawn within %(months)s months.")
        return Message("draw_within", template, {"months": months})
    template = gettext_noop("The money has to be drawn by %(day)s, %(months)s months after the approval.")
    return Message("draw_by", template, {"day": _later(approved, months).isoformat(), "months": months})


def _fee(values: Mapping[str, Decimal], case: Case) -> Message:
    staff = case.organisation.employees
    known = {"least": f"{values['small_eur']:f}", "most": f"{values['large_eur']:f}"}
    if staff is not None and staff <= values["small_staff"]:
        template = gettext_noop("Taking part costs %(eur)s EUR for an organisation of this size.")
        return Message("fee", template, {"eur": known["least"]})
    if staff is not None and staff > values["large_staff"]:
        template = gettext_noop("Taking part costs %(eur)s EUR for an organisation of this size.")
        return Message("fee", template, {"eur": known["most"]})
    template = gettext_noop("Taking part costs between %(least)s and %(most)s EUR, by number of employees.")
    return Message("fee", template, known)


def _later(day: date, months: int) -> date:
    """Return the same day some months later, cut to the month's last day.

    >>> _later(date(2026, 8, 31), 6).isoformat()
    '2027-02-28'
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)
