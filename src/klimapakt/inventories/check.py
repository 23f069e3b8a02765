"""Decides, row by row, what taking a file over would do. Pure: it reads no clock and no database.

A row can be written, can be there already, can wait for an answer, or is refused with a sentence. Nothing
that the calculation would refuse gets past the check, so an inventory can always be calculated.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from klimapakt.inventories.drafts import Draft, activity_of, draft_of, misfit, partly_counted
from klimapakt.methods.intake.tables import Row, RowNote, Table
from klimapakt.methods.inventory import Refused, calculate
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.rules import clean_name, name_key, nearest_name

Case = dict[str, object]


class Outcome(Enum):
    """What happens to a row when the file is taken over."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    ALREADY_THERE = "already_there"
    QUESTION = "question"
    REJECTED = "rejected"


WRITTEN = frozenset({Outcome.ACCEPTED, Outcome.CORRECTED})


@dataclass(frozen=True, slots=True)
class Situation:
    """What the check needs to know of the inventory: its case without rows, today, sites and known rows.

    ``known`` maps what makes a row the same as another to its number in the inventory.
    """

    case: Mapping[str, object]
    year: int
    today: date
    sites: tuple[str, ...]
    known: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person said: which site a name means, and which repeated rows really are separate.

    ``sites`` maps a name as typed to an existing one.
    """

    sites: Mapping[str, str] = field(default_factory=dict)
    separate: frozenset[int] = frozenset()
    is_all_separate: bool = False

    def says_separate(self, row_number: int) -> bool:
        """Tell whether a repeated row is to be written although it looks the same as another."""
        return self.is_all_separate or row_number in self.separate


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row with what will happen to it, why, and its values if it can be written."""

    number: int
    outcome: Outcome
    cells: Mapping[str, str]
    notes: tuple[RowNote, ...] = ()
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site the file names and the organisation does not have; ``nearest`` is the one it may mean."""

    name: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """The whole answer. ``obstacle`` is a sentence when the rows cannot be calculated together."""

    rows: tuple[CheckedRow, ...]
    new_sites: tuple[NewSite, ...]
    obstacle: Message | None = None

    def with_outcome(self, *outcomes: Outcome) -> tuple[CheckedRow, ...]:
        """Return the rows of these outcomes in the order of the file."""
        return tuple(row for row in self.rows if row.outcome in outcomes)

    def count(self, *outcomes: Outcome) -> int:
        """Return how many rows have these outcomes."""
        return sum(1 for row in self.rows if row.outcome in outcomes)

    def drafts(self) -> tuple[Draft, ...]:
        """Return what would be written."""
        return tuple(row.draft for row in self.rows if row.outcome in WRITTEN and row.draft is not None)

    def seal(self) -> str:
        """Return a short text that changes when taking over would write something else."""
        plan = [(row.number, row.outcome.value) for row in self.rows]
        sites = [site.name for site in self.new_sites]
        return hashlib.sha256(repr((plan, sites)).encode()).hexdigest()[:16]


NO_ANSWERS = Answers()


def check(table: Table, situation: Situation, answers: Answers = NO_ANSWERS) -> Check:
    """Return what taking the table over would do in this situation and with these answers."""
    label_column = next((column.label for column in table.columns if column.field == "activity"), "")
    spelling = _spellings(situation.sites, answers)
    rows = [_first_look(row, label_column, spelling, situation) for row in table.rows]
    rows, obstacle = _tried(rows, situation)
    rows = _told_apart(rows, situation.known, answers)
    return Check(tuple(rows), _new_sites(rows, situation.sites), obstacle)


def _first_look(row: Row, label_column: str, spelling: Mapping[str, str], situation: Situation) -> CheckedRow:
    """Take over what was read; refuse a row whose time does not fit the inventory."""
    if row.activity is None:
        outcome = Outcome.QUESTION if row.status == "ask" else Outcome.REJECTED
        return CheckedRow(row.number, outcome, row.cells, row.notes)
    draft = draft_of(row, row.label or row.cells.get(label_column, ""))
    draft = replace(draft, site=spelling.get(name_key(draft.site), draft.site))
    outcome = Outcome.CORRECTED if row.status == "corrected" else Outcome.ACCEPTED
    looked_at = CheckedRow(row.number, outcome, row.cells, row.notes, draft)
    wrong = misfit(draft, situation.year, situation.today)
    if wrong:
        return _refused(looked_at, wrong)
    partly = partly_counted(draft, situation.year)
    return replace(looked_at, notes=(*row.notes, RowNote(None, partly, "hint"))) if partly else looked_at


def _spellings(sites: Iterable[str], answers: Answers) -> dict[str, str]:
    """Return which existing site each known spelling means."""
    known = {name_key(name): name for name in sites}
    meant = {
        name_key(typed): known[name_key(to)] for typed, to in answers.sites.items() if name_key(to) in known
    }
    return {**meant, **known}


def _refused(row: CheckedRow, message: Message) -> CheckedRow:
    note = RowNote(None, message, "error")
    return replace(row, outcome=Outcome.REJECTED, notes=(*row.notes, note), draft=None)


def _tried(rows: list[CheckedRow], situation: Situation) -> tuple[list[CheckedRow], Message | None]:
    """Refuse the rows the calculation refuses, each with its sentence."""
    if _refusal(rows, situation.case) is None:
        return rows, None
    refused = {row.number: message for row, message in _refused_alone(rows, situation.case)}
    checked = [_refused(row, refused[row.number]) if row.number in refused else row for row in rows]
    together = _refusal(checked, situation.case)
    return checked, together.message if together else None


def _refused_alone(
    rows: Sequence[CheckedRow], case: Mapping[str, object]
) -> Iterator[tuple[CheckedRow, Message]]:
    """Yield the rows that the calculation refuses each by itself, found by halving what is refused."""
    refusal = _refusal(rows, case)
    if refusal is None:
        return
    if len(rows) == 1:
        yield rows[0], refusal.message
        return
    middle = len(rows) // 2
    yield from _refused_alone(rows[:middle], case)
    yield from _refused_alone(rows[middle:], case)


def _refusal(rows: Sequence[CheckedRow], case: Mapping[str, object]) -> Refused | None:
    drafts = [row.draft for row in rows if row.draft is not None]
    activities = [activity_of(draft, f"row {draft.row_number}") for draft in drafts]
    try:
        calculate({**case, "activities": activities})
    except Refused as refused:
        return refused
    return None


def _told_apart(
    rows: list[CheckedRow], known: Mapping[tuple[str, str], int], answers: Answers
) -> list[CheckedRow]:
    """Mark rows that are in the inventory or further up in the file, unless they are said to be separate."""
    seen: dict[tuple[str, str], int] = {}
    result = []
    for row in rows:
        if row.draft is None:
            result.append(row)
            continue
        mark = row.draft.identity
        again = _again(known.get(mark), seen.get(mark))
        seen.setdefault(mark, row.number)
        if again and not answers.says_separate(row.number):
            others = tuple(note for note in row.notes if note.message.code != "duplicate_row")
            note = RowNote(None, again, "warning")
            result.append(replace(row, outcome=Outcome.ALREADY_THERE, notes=(*others, note)))
        else:
            result.append(row)
    return result


def _again(in_inventory: int | None, in_file: int | None) -> Message | None:
    if in_inventory is not None:
        template = gettext_noop(
            "The same consumption is already in this inventory, as row no. %(number)s: "
            "same site, activity, amount and period."
        )
        return Message("already_in_inventory", template, {"number": in_inventory})
    if in_file is not None:
        template = gettext_noop(
            "The same as row %(row)s of this file: same site, activity, amount and period."
        )
        return Message("already_in_file", template, {"row": in_file})
    return None


def _new_sites(rows: Iterable[CheckedRow], sites: Sequence[str]) -> tuple[NewSite, ...]:
    known = {name_key(name) for name in sites}
    found: dict[str, str] = {}
    for row in rows:
        if row.draft is not None and row.draft.site and name_key(row.draft.site) not in known:
            found.setdefault(name_key(row.draft.site), clean_name(row.draft.site))
    return tuple(NewSite(name, nearest_name(name, sites)) for name in found.values())
