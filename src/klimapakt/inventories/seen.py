"""What a reviewer saw when filling in a form, so that nobody overwrites what somebody else wrote meanwhile.

Pure. A mark of an answer names when it was given and what it says.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from klimapakt.inventories.models import Inventory, ReviewCheck


@dataclass(frozen=True, slots=True)
class Seen:
    """The round a form was about, the marks of the answers it showed, and the rows it showed as ticked."""

    round_mark: str
    marks: Mapping[str, str] = field(default_factory=dict)
    ticked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Conflict:
    """An item that two people answered at once: what stands there, and what was not saved."""

    theirs: ReviewCheck
    answer: str
    note: str


@dataclass(frozen=True, slots=True)
class SavedChecks:
    """How many answers were new or changed, and which were not saved because of another person's."""

    count: int = 0
    conflicts: tuple[Conflict, ...] = ()


def round_mark(inventory: Inventory) -> str:
    """Return what names the round an inventory is in."""
    return inventory.submitted_at.isoformat() if inventory.submitted_at else ""


def mark_of(check: ReviewCheck | None) -> str:
    """Return the mark of an answer; nothing where there is none."""
    if check is None:
        return ""
    return f"{check.answered_at.isoformat()} {_said(check.answer, check.note)}"


def is_untouched(mark: str, answer: str, note: str) -> bool:
    """Tell whether what was sent is what the form showed: then it says nothing new."""
    return bool(mark) and mark.endswith(f" {_said(answer, note)}")


def _said(answer: str, note: str) -> str:
    return hashlib.sha256(f"{answer}|{note}".encode()).hexdigest()[:16]
