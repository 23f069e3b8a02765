"""Pure decisions about meetings: when one may register, who is next, and how long an offer stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.network.enums import MeetingState, RegistrationState
from klimapakt.organisations.rules import NotPossible

DOORS_OPEN: Final = timedelta(minutes=30)
"""How long before the beginning people may be checked in."""

MOST_SEATS: Final = 20
"""How many names one form takes."""

LIVE: Final = frozenset(
    {
        RegistrationState.REQUESTED,
        RegistrationState.CONFIRMED,
        RegistrationState.WAITING,
        RegistrationState.OFFERED,
    }
)
"""Registrations that hold seats or want some."""

HOLDING: Final = frozenset({RegistrationState.CONFIRMED, RegistrationState.OFFERED})
"""Registrations whose seats nobody else can get."""

ANNOUNCED: Final = frozenset(set(MeetingState) - {MeetingState.PLANNED})
"""Meetings that members see."""

STEPS: Final[Mapping[MeetingState, tuple[MeetingState, ...]]] = {
    MeetingState.PLANNED: (MeetingState.INVITED, MeetingState.OPEN, MeetingState.CANCELLED),
    MeetingState.INVITED: (MeetingState.OPEN, MeetingState.CANCELLED),
    MeetingState.OPEN: (MeetingState.HELD, MeetingState.CANCELLED),
    MeetingState.HELD: (MeetingState.DOCUMENTED,),
    MeetingState.DOCUMENTED: (),
    MeetingState.CANCELLED: (),
}
"""Which state of a meeting may follow which."""


class MeetingRefused(NotPossible):
    """Why this cannot be done with a meeting or a registration."""

    def __init__(self, code: str, text: str, **values: str | int) -> None:
        super().__init__(Message(code, text, values))


class MeetingChanged(MeetingRefused):
    """Somebody else changed the meeting since it was looked at; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "changed",
            gettext_noop("Somebody else has changed this meeting meanwhile. Look at it and try again."),
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A waiting registration: which one, and how many seats it wants."""

    key: str
    count: int


def takes_registrations(state: str, opens_at: datetime, closes_at: datetime, now: datetime) -> bool:
    """Tell whether one may register now."""
    return state in {MeetingState.INVITED, MeetingState.OPEN} and opens_at <= now < closes_at


def ensure_step(state: str, wanted: MeetingState) -> None:
    """Raise MeetingRefused where a meeting cannot go from one state to the other."""
    if wanted not in STEPS[MeetingState(state)]:
        raise MeetingRefused(
            "no_step", gettext_noop("The meeting has moved on meanwhile. Look at it and try again.")
        )


def ensure_names(names: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the names without blanks; raise MeetingRefused for none or too many."""
    found = tuple(name.strip() for name in names if name.strip())
    if not found:
        raise MeetingRefused("no_names", gettext_noop("Name at least one person who comes."))
    if len(found) > most:
        raise MeetingRefused(
            "too_many", gettext_noop("At most %(most)s people of one organisation can come."), most=most
        )
    return found


def state_of_new(*, count: int, free: int, is_queue: bool, needs_approval: bool) -> RegistrationState:
    """Return how a registration begins; nobody passes those who wait already.

    >>> state_of_new(count=1, free=1, is_queue=False, needs_approval=False).value
    'confirmed'
    >>> state_of_new(count=1, free=1, is_queue=True, needs_approval=False).value
    'waiting'
    """
    if needs_approval:
        return RegistrationState.REQUESTED
    has_room = count <= free and not is_queue
    return RegistrationState.CONFIRMED if has_room else RegistrationState.WAITING


def next_offered(free: int, queue: Iterable[Wanted]) -> list[str]:
    """Return who is offered seats, strictly in the order of the list: who wants too many stops it.

    >>> next_offered(2, [Wanted("a", 1), Wanted("b", 2), Wanted("c", 1)])
    ['a']
    """
    found: list[str] = []
    for one in queue:
        if one.count > free:
            break
        free -= one.count
        found.append(one.key)
    return found


def offer_ends(now: datetime, hours: int, closes_at: datetime) -> datetime | None:
    """Return until when freed seats are kept; never past the closing, None when it has closed."""
    return min(now + timedelta(hours=hours), closes_at) if now < closes_at else None
