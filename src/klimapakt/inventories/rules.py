"""Pure decisions about inventories: which years are possible, what a file may be called, what comes next."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from enum import Enum
from pathlib import PurePosixPath
from uuid import UUID

from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.models import Site

FILE_LIMIT = 20 * 1024 * 1024
"""Bytes a table may have (20 MB); a year of a company's consumption needs a hundredth of it."""

FIRST_YEAR = 1990
"""The oldest year an inventory may have: Germany's base year; no edition holds factors before it."""

_NAME_LIMIT = 120


class NotPossible(Exception):
    """An act that the state of things does not allow; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message


class YearNotPossible(NotPossible):
    """There can be no inventory for this year."""


class InventoryExists(NotPossible):
    """The organisation has an inventory for this year already; one that is accepted needs a correction."""

    def __init__(self, year: int, *, is_accepted: bool = False) -> None:
        template = gettext_noop("There is already an inventory for %(year)s. Open it and add to it.")
        if is_accepted:
            template = gettext_noop(
                "The inventory for %(year)s has been accepted. Open it and begin a correction."
            )
        super().__init__(Message("inventory_exists", template, {"year": year}))


class WrongState(NotPossible):
    """The upload is not in the state the act needs, usually because somebody else was faster."""


class AlreadyCounted(NotPossible):
    """The same bytes count in this inventory already."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "file_counts_already",
                gettext_noop(
                    "This file has already been taken over into this inventory. Nothing was changed."
                ),
            )
        )


class CheckOutdated(NotPossible):
    """Between looking and deciding something changed, so that the decision would write something else."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "check_outdated",
                gettext_noop(
                    "The inventory has changed since you looked at this page. Nothing was taken over. "
                    "Please look at the check again and then decide."
                ),
            )
        )


class UploadGone(NotPossible):
    """Somebody else has deleted the file in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "upload_gone",
                gettext_noop("This file has been deleted in the meantime. Please load it again."),
            )
        )


class InventoryClosed(NotPossible):
    """The inventory was submitted or accepted; its rows stay. ``inventory`` says which, if known."""

    def __init__(self, inventory: UUID | None = None) -> None:
        super().__init__(
            Message(
                "inventory_closed",
                gettext_noop(
                    "This inventory has been submitted, so nothing in it can be changed. "
                    "Withdraw the submission, or begin a correction when it has been accepted."
                ),
            )
        )
        self.inventory = inventory


class RowChanged(NotPossible):
    """Somebody else changed the row since; ``current`` is how it is now, None when it was deleted."""

    def __init__(self, current: object) -> None:
        super().__init__(
            Message(
                "row_changed",
                gettext_noop(
                    "Somebody else has changed this row in the meantime. Nothing was overwritten. "
                    "Compare both versions and decide."
                ),
            )
        )
        self.current = current


class AnswerChanged(NotPossible):
    """Somebody else answered the question since; ``current`` is the answer as it is now."""

    def __init__(self, current: object) -> None:
        super().__init__(
            Message(
                "answer_changed",
                gettext_noop(
                    "This question has been answered in the meantime, on another device or by somebody else. "
                    "Nothing was overwritten. Compare both answers and decide."
                ),
            )
        )
        self.current = current


class QuestionGone(NotPossible):
    """The questionnaire is not shipped any more or does not ask this question."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "question_gone",
                gettext_noop("This question is not part of the questionnaire. Go on from the overview."),
            )
        )


class RowRefused(NotPossible):
    """The row does not fit or cannot be calculated; ``field`` names what is wrong in it, where known."""

    def __init__(self, message: Message, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NothingToRestore(NotPossible):
    """The row was not deleted, or has been brought back already."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "nothing_to_restore",
                gettext_noop("This row cannot be brought back: it has been brought back already."),
            )
        )


class NextStep(Enum):
    """What an inventory needs most."""

    LOAD = "load"
    DECIDE = "decide"
    MEND = "mend"
    EXPORT = "export"
    ANSWER = "answer"
    WAIT = "wait"
    REST = "rest"


WAITS_FOR_MEMBER = frozenset({NextStep.LOAD, NextStep.DECIDE, NextStep.MEND, NextStep.ANSWER})
"""Steps that somebody of the organisation has to take before the inventory can go on."""


def ensure_year_possible(year: int, today: date) -> None:
    """Raise YearNotPossible for years before 1990 and for years that have not begun."""
    if year > today.year:
        raise YearNotPossible(
            Message(
                "year_in_future",
                gettext_noop("%(year)s has not begun yet. Choose a year up to %(last)s."),
                {"year": year, "last": today.year},
            )
        )
    if year < FIRST_YEAR:
        raise YearNotPossible(
            Message(
                "year_too_old",
                gettext_noop("There are no emission factors for %(year)s. Choose a year from %(first)s on."),
                {"year": year, "first": FIRST_YEAR},
            )
        )


def years_to_offer(taken: set[int], today: date, count: int = 8) -> list[int]:
    """Return the years a new inventory may have, the last complete one first, the current one last.

    >>> years_to_offer({2023}, date(2025, 3, 1), count=3)
    [2024, 2022, 2021, 2025]
    """
    past = [year for year in range(today.year - 1, FIRST_YEAR - 1, -1) if year not in taken][:count]
    return past if today.year in taken else [*past, today.year]


def clean_file_name(name: str) -> str:
    r"""Return a file's name without folders, control characters or what else could mislead, at most 120 long.

    >>> clean_file_name("..\\..\\etc/Strom 2024.xlsx")
    'Strom 2024.xlsx'
    >>> clean_file_name("\u202exslx.exe")
    'xslx.exe'
    """
    composed = unicodedata.normalize("NFC", name.replace("\\", "/"))
    last = PurePosixPath(composed).name
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in last)
    plain = re.sub(r'[<>:"|?*]', "_", " ".join(visible.split())).strip(". ")
    if len(plain) > _NAME_LIMIT:
        stem, dot, ending = plain.rpartition(".")
        keeps_ending = bool(dot) and len(ending) <= 5
        plain = f"{stem[: _NAME_LIMIT - 6]}.{ending}" if keeps_ending else plain[:_NAME_LIMIT]
    return plain or "table"


def next_step(rows: int, waiting: int, errors: int, status: str = InventoryStatus.DRAFT) -> NextStep:
    """Return what to do next: answer the office, decide on a waiting file, load one, mend, else export.

    What is submitted waits for the office, what is accepted rests.
    """
    closed = {
        InventoryStatus.RETURNED: NextStep.ANSWER,
        InventoryStatus.SUBMITTED: NextStep.WAIT,
        InventoryStatus.ACCEPTED: NextStep.REST,
    }
    if status in closed:
        return closed[InventoryStatus(status)]
    if waiting:
        return NextStep.DECIDE
    if rows == 0:
        return NextStep.LOAD
    return NextStep.MEND if errors else NextStep.EXPORT


def ensure_something_to_write(obstacle: Message | None, rows: int) -> None:
    """Raise NotPossible when the rows cannot be calculated together or when none is left to write."""
    if obstacle is not None:
        raise NotPossible(obstacle)
    if rows == 0:
        raise NotPossible(
            Message("nothing_to_take_over", gettext_noop("This file has no row that could be taken over."))
        )


def ensure_open(status: str, inventory: UUID | None = None) -> None:
    """Raise InventoryClosed unless rows may still change."""
    if status not in {InventoryStatus.DRAFT, InventoryStatus.RETURNED}:
        raise InventoryClosed(inventory)


def ensure_site_belongs(site: Site | None, inventory: Inventory) -> None:
    """Raise NotPossible when the site is another organisation's."""
    if site is not None and site.organisation_id != inventory.organisation_id:
        raise NotPossible(
            Message("foreign_site", gettext_noop("This site does not belong to the organisation."))
        )


def ensure_upload_still_counts(upload: UUID | str | None, counting: Collection[UUID]) -> None:
    """Raise NotPossible for a row of a file that was undone or deleted in the meantime."""
    if upload is not None and UUID(str(upload)) not in counting:
        raise NotPossible(
            Message(
                "upload_undone",
                gettext_noop(
                    "The file this row came from no longer counts. Take the file over again instead."
                ),
            )
        )


def ensure_evidence_belongs(organisation: UUID, inventory: Inventory) -> None:
    """Raise NotPossible when the file is another organisation's."""
    if organisation != inventory.organisation_id:
        raise NotPossible(
            Message("foreign_evidence", gettext_noop("This file does not belong to the organisation."))
        )


def ensure_evidence_unused(uses: int) -> None:
    """Raise NotPossible when rows, bills or the figures of another tool still name the file."""
    if uses:
        raise NotPossible(
            Message(
                "evidence_in_use",
                gettext_noop("This file proves rows of an inventory. Take it off these rows first."),
            )
        )


def ensure_can_copy(source: Inventory, target: Inventory) -> None:
    """Raise NotPossible unless the source is an earlier year of the same organisation."""
    if source.organisation_id != target.organisation_id or source.year >= target.year:
        raise NotPossible(
            Message(
                "cannot_copy",
                gettext_noop("Rows can be copied from an earlier year of the same organisation."),
            )
        )
