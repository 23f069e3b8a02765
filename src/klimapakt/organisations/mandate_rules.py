"""Pure decisions about mandates of advisers: what one opens, how long it may count, how it stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.enums import MandatePart, MandateState
from klimapakt.organisations.rules import NotPossible

LONGEST: Final = timedelta(days=366)
"""No mandate counts longer than this: a year, also a leap one. Afterwards the member decides anew."""

ACCEPT_WITHIN: Final = timedelta(days=14)
"""How long the link of an offer counts."""

REMIND_BEFORE: Final = timedelta(days=14)
"""So long before its end the member is reminded."""

SHOWN_AFTER: Final = timedelta(days=365)
"""So long an adviser's list still says that a mandate has ended."""

FIELDS: Final[Mapping[MandatePart, str]] = {
    MandatePart.INVENTORIES: "sees_inventories",
    MandatePart.DRAFTS: "changes_drafts",
    MandatePart.MEASURES: "handles_measures",
    MandatePart.DUTIES: "sees_duties",
}
"""Which column holds which part."""


@dataclass(frozen=True, slots=True)
class Days:
    """What decides how a mandate stands."""

    ends_on: date
    expires_at: datetime
    accepted_at: datetime | None
    ended_on: date | None


class EndNotPossible(NotPossible):
    """The last day lies in the past, or too far ahead."""

    def __init__(self, last: date) -> None:
        text = gettext_noop("The mandate can end on any day from tomorrow to %(last)s. Choose one of these.")
        super().__init__(Message("mandate_end", text, {"last": last}))


class NothingOpened(NotPossible):
    """A mandate without any part would open nothing."""

    def __init__(self) -> None:
        text = gettext_noop("Choose at least one part that the adviser may see.")
        super().__init__(Message("mandate_opens_nothing", text))


class OwnMandate(NotPossible):
    """Somebody offers a mandate to themselves."""

    def __init__(self) -> None:
        text = gettext_noop("This is your own address. A mandate is for somebody from outside.")
        super().__init__(Message("mandate_own_address", text))


class HasRole(NotPossible):
    """Whoever acts for the organisation needs no mandate."""

    def __init__(self, person: str, role: str) -> None:
        text = gettext_noop(
            "%(person)s acts for the organisation already (%(role)s) and needs no mandate. "
            "Change the role if it should include more."
        )
        super().__init__(Message("mandate_has_role", text, {"person": person, "role": role}))


class HasMandate(NotPossible):
    """One mandate at a time."""

    def __init__(self, address: str, until: date) -> None:
        text = gettext_noop(
            "%(address)s has a mandate until %(until)s already, or it is offered. End it first, then offer "
            "another one."
        )
        super().__init__(Message("mandate_twice", text, {"address": address, "until": until}))


class MandateOver(NotPossible):
    """The mandate, or its offer, has ended."""

    def __init__(self, state: MandateState) -> None:
        texts = {
            MandateState.IN_FORCE: gettext_noop("This mandate has been accepted already. Please sign in."),
            MandateState.LAPSED: gettext_noop(
                "The time for accepting this mandate is over. Ask whoever offered it to send it again."
            ),
            MandateState.WITHDRAWN: gettext_noop("This offer of a mandate has been withdrawn."),
        }
        ended = gettext_noop("This mandate has ended. Nothing was changed.")
        super().__init__(Message("mandate_over", texts.get(state, ended)))
        self.state = state


class TooManyMandates(NotPossible):
    """Mail must not be sent in masses."""

    def __init__(self, most: int) -> None:
        text = gettext_noop("%(most)s offers are waiting already. Withdraw some that are no longer needed.")
        super().__init__(Message("too_many_mandates", text, {"most": most}))


def last_day_possible(today: date) -> date:
    """Return the latest day on which a mandate that begins today may end.

    >>> last_day_possible(date(2026, 3, 1))
    datetime.date(2027, 3, 2)
    """
    return today + LONGEST


def ensure_end(ends_on: date, today: date) -> None:
    """Raise EndNotPossible unless the last day lies ahead and within a year."""
    if not today < ends_on <= last_day_possible(today):
        raise EndNotPossible(last_day_possible(today))


def with_what_it_needs(parts: Collection[MandatePart]) -> frozenset[MandatePart]:
    """Return the parts with those they rest on; raise NothingOpened for none.

    >>> sorted(with_what_it_needs({MandatePart.DRAFTS}))
    [MandatePart.DRAFTS, MandatePart.INVENTORIES]
    """
    if not parts:
        raise NothingOpened
    needed = {MandatePart.INVENTORIES} if MandatePart.DRAFTS in parts else set()
    return frozenset(parts) | needed


def state_of(days: Days, *, now: datetime, today: date) -> MandateState:
    """Return how a mandate stands; what somebody decided counts for more than the time."""
    if days.accepted_at is None:
        if days.ended_on is not None:
            return MandateState.WITHDRAWN
        is_late = now >= days.expires_at or today > days.ends_on
        return MandateState.LAPSED if is_late else MandateState.OFFERED
    if days.ended_on is not None and days.ended_on <= days.ends_on:
        return MandateState.ENDED
    return MandateState.EXPIRED if today > days.ends_on else MandateState.IN_FORCE
