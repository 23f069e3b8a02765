"""Pure decisions of advice: who answers, until when, and what is possible in which state."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from klimapakt.advice.enums import GOING_ON, Addressee, AppointmentState, RequestState
from klimapakt.measures.enums import Field
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.working_days import is_working_day
from klimapakt.organisations.enums import Chamber
from klimapakt.organisations.rules import NotPossible

DAYS_UNLESS_SAID: Final = 10
MOST_DAYS: Final = 250
MOST_MINUTES: Final = 600
_ONE_DAY: Final = timedelta(days=1)

OF_TRADES: Final = frozenset({Field.HEAT, Field.RENEWABLES, Field.COOLING, Field.ELECTRICITY})
"""Fields in which the chamber of crafts answers a member of both chambers: what trades build and install."""

FOR_THE_CITY: Final = frozenset({Field.ORGANISATION, Field.MOBILITY, Field.OTHER})
"""Fields in which the pact office answers whatever the chamber: how the pact works, how people travel."""


class RequestOver(NotPossible):
    """The request is closed or withdrawn, or somebody has changed it meanwhile."""

    def __init__(self) -> None:
        text = gettext_noop(
            "This request is closed or withdrawn, or somebody has changed it meanwhile. Nothing was saved."
        )
        super().__init__(Message("advice_over", text))


class NobodyThere(NotPossible):
    """Nobody works at the addressee who could answer."""

    def __init__(self) -> None:
        text = gettext_noop("Nobody there answers requests at the moment. Choose somebody else.")
        super().__init__(Message("advice_nobody_there", text))


class BundleChanged(NotPossible):
    """What would be sent is not what was shown."""

    def __init__(self) -> None:
        text = gettext_noop(
            "The data has changed since it was shown. Look at it again; nothing has been sent yet."
        )
        super().__init__(Message("advice_bundle_changed", text))


class TooLate(NotPossible):
    """An appointment lies in the past."""

    def __init__(self) -> None:
        text = gettext_noop("This time has passed. Choose one that is still to come.")
        super().__init__(Message("appointment_in_past", text))


class AppointmentOver(NotPossible):
    """An appointment was decided, replaced, or its request has ended."""

    def __init__(self) -> None:
        text = gettext_noop("This appointment was answered or replaced meanwhile. Nothing was changed.")
        super().__init__(Message("appointment_over", text))


def route(chamber: str, topic: str, staffed: Collection[str]) -> Addressee:
    """Return who answers a member of this chamber on a topic: its chamber, else the pact office.

    ``staffed`` are the addressees at which somebody works. A member of both chambers gets the one of crafts
    for what trades build and install, else that of commerce.

    >>> everybody = {"office", "ihk", "hwk"}
    >>> [route(one, "heat", everybody).value for one in ("ihk", "hwk", "both", "none", "")]
    ['ihk', 'hwk', 'hwk', 'office', 'office']
    >>> route("both", "logistics", everybody).value, route("ihk", "mobility", everybody).value
    ('ihk', 'office')
    >>> route("ihk", "heat", {"office"}).value
    'office'
    """
    if topic in FOR_THE_CITY:
        return Addressee.OFFICE
    named = _named(chamber, topic)
    return named if named is not None and named in staffed else Addressee.OFFICE


def promised(asked_on: date, working_days: int, calendar: str) -> date:
    """Return the last of so many working days after the day of asking, in a calendar of holidays.

    >>> promised(date(2026, 12, 23), 3, "DE-NW").isoformat()
    '2026-12-29'
    """
    day = asked_on
    while working_days:
        day += _ONE_DAY
        working_days -= is_working_day(day, calendar)
    return day


def ensure_staffed(addressee: str, staffed: Collection[str]) -> None:
    """Raise NobodyThere."""
    if addressee not in staffed:
        raise NobodyThere


def ensure_going_on(state: str) -> None:
    """Raise RequestOver."""
    if state not in GOING_ON:
        raise RequestOver


def ensure_same(seen: str, sha256: str) -> None:
    """Raise BundleChanged unless what is sent is what was shown."""
    if seen != sha256:
        raise BundleChanged


def ensure_to_come(begins_at: datetime, now: datetime) -> None:
    """Raise TooLate."""
    if begins_at <= now:
        raise TooLate


def ensure_proposed(state: str) -> None:
    """Raise AppointmentOver unless the appointment still waits for the member."""
    if state != AppointmentState.PROPOSED:
        raise AppointmentOver


def state_after_answer(state: str) -> RequestState:
    """Return the state of a request after an answer; an agreed appointment stays agreed.

    >>> state_after_answer("open").value, state_after_answer("appointment").value
    ('answered', 'appointment')
    """
    return RequestState.APPOINTMENT if state == RequestState.APPOINTMENT else RequestState.ANSWERED


def _named(chamber: str, topic: str) -> Addressee | None:
    if chamber == Chamber.BOTH:
        return Addressee.CRAFTS if topic in OF_TRADES else Addressee.COMMERCE
    return {Chamber.COMMERCE: Addressee.COMMERCE, Chamber.CRAFTS: Addressee.CRAFTS}.get(Chamber(chamber))
