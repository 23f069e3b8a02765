"""Pure decisions about files: what is read at once, what may happen to a file in which state."""

from typing import Final

from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.rules import NotPossible, WrongState
from klimapakt.methods.messages import Message, gettext_noop

ROWS_AT_ONCE: Final = 500
"""Rows that are read, checked and taken over while the person waits; more are done in the background."""

BYTES_AT_ONCE: Final = 200 * 1024
_PACKED_BYTES_AT_ONCE: Final = 40 * 1024
UNREAD: Final = (UploadState.READING, UploadState.FAILED, UploadState.UNMAPPED)
"""States in which a file has no table yet."""

_WORKBOOK: Final = b"PK\x03\x04"


class WouldLoseEdits(NotPossible):
    """Undoing would lose changes that somebody made to the rows since; ``rows`` says to how many."""

    def __init__(self, rows: int) -> None:
        super().__init__(
            Message(
                "would_lose_edits",
                gettext_noop(
                    "Nothing was undone: rows changed since the take-over, whose changes would be lost: "
                    "%(rows)s. If you want that, undo again."
                ),
                {"rows": rows},
            )
        )
        self.rows = rows


def is_workbook(start: bytes) -> bool:
    """Tell by its first bytes whether a file is a workbook rather than a text table."""
    return start.startswith(_WORKBOOK)


def is_read_at_once(content: bytes) -> bool:
    """Tell whether a file is so small that a person may wait for it: 500 rows or 200 kB, packed ones less."""
    if is_workbook(content):
        return len(content) <= _PACKED_BYTES_AT_ONCE
    return len(content) <= BYTES_AT_ONCE and content.count(b"\n") <= ROWS_AT_ONCE + 1


def ensure_can_take_over(state: str) -> None:
    """Raise WrongState when the rows of the upload count already."""
    if state == UploadState.TAKEN_OVER:
        raise WrongState(
            Message("already_taken_over", gettext_noop("The rows of this file have already been taken over."))
        )


def ensure_can_undo(state: str) -> None:
    """Raise WrongState when there is nothing to undo."""
    if state != UploadState.TAKEN_OVER:
        raise WrongState(
            Message(
                "not_taken_over",
                gettext_noop("No rows of this file count at the moment. There is nothing to undo."),
            )
        )


def ensure_can_discard(state: str) -> None:
    """Raise WrongState when the upload's rows count or begin to; they have to be undone first."""
    ensure_is_not_taken(state)
    if state == UploadState.TAKEN_OVER:
        raise WrongState(
            Message(
                "undo_first",
                gettext_noop(
                    "The rows of this file count in the inventory. "
                    "Undo the take-over before you delete the file."
                ),
            )
        )


def ensure_is_not_taken(state: str) -> None:
    """Raise WrongState while the rows are being taken over."""
    if state == UploadState.TAKING:
        raise WrongState(
            Message(
                "being_taken_over",
                gettext_noop("The rows of this file are being taken over at the moment. Please wait."),
            )
        )


def ensure_was_read(state: str) -> None:
    """Raise WrongState when there is no table to take over yet."""
    if state in UNREAD:
        raise WrongState(
            Message("not_read_yet", gettext_noop("This file has not been read yet. Please wait for that."))
        )


def ensure_edits_may_go(edited: int, accepted: int) -> None:
    """Raise WouldLoseEdits when more changed rows would be lost than the person has agreed to."""
    if edited > accepted:
        raise WouldLoseEdits(edited)
