"""Pure decisions of casework: what work on many asks for, and what can be undone."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from klimapakt.casework.enums import BulkKind
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.rules import NotPossible

MOST_AT_ONCE: Final = 5000
CHUNK: Final = 50
"""So many members are worked on in one transaction."""

CAN_BE_UNDONE: Final = frozenset({BulkKind.ASSIGN, BulkKind.PLAN, BulkKind.TASK})
"""What has left the house cannot be called back."""

UNTIL_SENT: Final = frozenset({BulkKind.REMIND})
"""What can be undone as long as its mail waits."""


class EmptySelection(NotPossible):
    """Nobody was chosen."""

    def __init__(self) -> None:
        text = gettext_noop("Nobody is chosen. Tick at least one organisation, or choose all of the list.")
        super().__init__(Message("empty_selection", text))


class TooMany(NotPossible):
    """More were chosen than one piece of work may touch."""

    def __init__(self, count: int) -> None:
        text = gettext_noop(
            "%(count)s organisations are chosen; at most %(most)s can be worked on at once. Narrow the list."
        )
        super().__init__(Message("too_many_chosen", text, {"count": count, "most": MOST_AT_ONCE}))


class CannotBeUndone(NotPossible):
    """The work is not over, was undone already, or has left the house."""

    def __init__(self) -> None:
        text = gettext_noop(
            "This cannot be undone: it has left the house, runs still, or was undone already."
        )
        super().__init__(Message("cannot_be_undone", text))


class InFuture(NotPossible):
    """A contact cannot have taken place on a day that has not come."""

    def __init__(self) -> None:
        text = gettext_noop("This day lies in the future. For something to come, write a task.")
        super().__init__(Message("contact_in_future", text))


class TaskOver(NotPossible):
    """Somebody else has done the task or taken it back meanwhile."""

    def __init__(self) -> None:
        text = gettext_noop("Somebody else has changed this task meanwhile. Nothing was changed.")
        super().__init__(Message("task_changed", text))


def ensure_selection(count: int) -> None:
    """Raise EmptySelection or TooMany."""
    if count == 0:
        raise EmptySelection
    if count > MOST_AT_ONCE:
        raise TooMany(count)


def ensure_not_in_future(on: date, today: date) -> None:
    """Raise InFuture for a contact on a day that has not come."""
    if on > today:
        raise InFuture


def still_as_set(kind: BulkKind, given: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Tell whether a member still stands as the work on many left it, so that undoing loses nobody's change.

    >>> still_as_set(BulkKind.ASSIGN, {"owner": "7"}, {"owner": "7", "next_step": "call"})
    True
    >>> still_as_set(BulkKind.ASSIGN, {"owner": "7"}, {"owner": "9", "next_step": "call"})
    False
    """
    names = {BulkKind.ASSIGN: ("owner",), BulkKind.PLAN: ("next_step", "next_step_on")}.get(kind, ())
    return all(given.get(name, "") == now.get(name, "") for name in names)
