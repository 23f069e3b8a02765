"""A list of members from another program: headings in many words, one organisation a row. Pure.

Understood are names as offices write them in their lists; what is not understood is said with its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from klimapakt.methods.intake.csvtext import read_text
from klimapakt.methods.intake.dates import Span, read_day
from klimapakt.methods.intake.formats import kind_of
from klimapakt.methods.intake.grids import BLANK, Cell, Grid, text_of
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.intake.words import fold
from klimapakt.methods.intake.workbook import Workbook
from klimapakt.methods.messages import Message, gettext_noop

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "organisation", "unternehmen", "firma", "betrieb", "mitglied", "company", "member"),
    "city": ("ort", "stadt", "city", "place", "sitz"),
    "legal_form": ("rechtsform", "legal form"),
    "sector": ("branche", "sector", "wirtschaftszweig"),
    "stage": ("stand", "status", "stufe", "stage", "state"),
    "signed_on": ("unterzeichnet am", "unterschrift", "vereinbarung vom", "signed on", "signed"),
    "joined_on": (
        "mitglied seit",
        "beitritt",
        "beitrittsdatum",
        "seit",
        "member since",
        "joined on",
        "joined",
    ),
    "ceremony_on": ("feier am", "übergabe am", "urkunde am", "ceremony on", "ceremony"),
}
STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "interest": ("interest", "interesse", "interessent", "lead"),
    "talk": ("talk", "in talks", "gespräch", "im gespräch"),
    "letter_of_intent": ("letter of intent", "absichtserklärung", "loi"),
    "active": ("active", "aktiv", "mitglied", "member", "aktives mitglied", "active member"),
    "dormant": ("dormant", "ruhend", "ruht"),
    "in_delay": ("in delay", "in verzug", "verzug"),
}
DAYS: Final = ("signed_on", "joined_on", "ceremony_on")
MOST_ROWS: Final = 5_000
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class ListedMember:
    """One row: its number in the file, what could be read, and what is wrong with it."""

    number: int
    values: Mapping[str, str]
    problems: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class MemberList:
    """The rows of a list, and the headings that were not understood."""

    rows: tuple[ListedMember, ...]
    ignored: tuple[str, ...]


def read_member_list(data: bytes) -> MemberList:
    r"""Return the rows of a list. Raises IntakeRefused when the file as a whole cannot be read.

    >>> found = read_member_list("Firma;Mitglied seit\nBäckerei Korn;1.3.2024\n".encode())
    >>> found.rows[0].values["name"], found.rows[0].values["joined_on"], found.rows[0].values["stage"]
    ('Bäckerei Korn', '2024-03-01', 'active')
    """
    grid = _grid(data)
    if not grid.rows:
        raise IntakeRefused(Message("list_empty", gettext_noop("The file holds no rows.")))
    columns, ignored = _columns(grid.rows[0][1])
    if "name" not in columns:
        template = gettext_noop("The first row has no heading for the name. Call it “Name” or “Firma”.")
        raise IntakeRefused(Message("list_without_names", template))
    rows = grid.rows[1:]
    if not rows:
        raise IntakeRefused(
            Message("list_only_headings", gettext_noop("Below the headings there are no rows."))
        )
    if len(rows) > MOST_ROWS:
        template = gettext_noop("The list has more than %(most)s rows. Divide it.")
        raise IntakeRefused(Message("list_too_long", template, {"most": MOST_ROWS}))
    return MemberList(tuple(_row(number, cells, columns, grid) for number, cells in rows), ignored)


def _grid(data: bytes) -> Grid:
    if kind_of(data) != "workbook":
        return read_text(data)
    book = Workbook(data)
    grids = [book.grid(name) for name in book.sheets]
    return next((one for one in grids if one.rows), Grid(rows=()))


def _columns(cells: Sequence[Cell]) -> tuple[Mapping[str, int], tuple[str, ...]]:
    known = {fold(word): field for field, words in HEADINGS.items() for word in words}
    found: dict[str, int] = {}
    ignored: list[str] = []
    for index, cell in enumerate(cells):
        heading = text_of(cell).strip()
        field = known.get(fold(heading.rstrip("*: ")))
        if field is None or field in found:
            if heading:
                ignored.append(heading[:_LONGEST])
        else:
            found[field] = index
    return found, tuple(ignored)


def _row(number: int, cells: Sequence[Cell], columns: Mapping[str, int], grid: Grid) -> ListedMember:
    given = {field: cells[index] if index < len(cells) else BLANK for field, index in columns.items()}
    problems: list[Message] = []
    values = {
        field: " ".join(text_of(cell).split())
        for field, cell in given.items()
        if field not in (*DAYS, "stage")
    }
    if not values["name"]:
        problems.append(Message("list_name_missing", gettext_noop("The name is missing.")))
    problems += _too_long(values)
    for field in DAYS:
        values[field] = _day(given.get(field, BLANK), grid, problems)
    values["stage"] = _stage(text_of(given.get("stage", BLANK)), values["joined_on"], problems)
    return ListedMember(number, values, tuple(problems))


def _too_long(values: Mapping[str, str]) -> Iterable[Message]:
    for field, value in values.items():
        if len(value) > _LONGEST:
            template = gettext_noop("The text in the column “%(field)s” is longer than 200 characters.")
            yield Message("list_text_too_long", template, {"field": HEADINGS[field][0]})


def _day(cell: Cell, grid: Grid, problems: list[Message]) -> str:
    if cell == BLANK or not text_of(cell).strip():
        return ""
    found = read_day(cell, is_1904=grid.is_1904)
    if isinstance(found, Span) and found.first == found.last:
        return found.first.isoformat()
    if isinstance(found, Message):
        problems.append(found)
        return ""
    template = gettext_noop("“%(text)s” is not one certain day. Write it as 31.12.2025.")
    problems.append(Message("list_day_unclear", template, {"text": text_of(cell)}))
    return ""


def _stage(text: str, joined_on: str, problems: list[Message]) -> str:
    if not text.strip():
        return "active" if joined_on else "interest"
    known = {fold(word): stage for stage, words in STAGES.items() for word in words}
    stage = known.get(fold(text))
    if stage is None:
        template = gettext_noop("The state “%(text)s” is not known. Known are: %(known)s.")
        known_words = ", ".join(words[1] if len(words) > 1 else words[0] for words in STAGES.values())
        problems.append(Message("list_state_unknown", template, {"text": text, "known": known_words}))
        return ""
    return stage


def day_of(text: str) -> date | None:
    """Return a day from the text of a row; None where there is none."""
    return date.fromisoformat(text) if text else None
