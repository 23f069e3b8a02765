"""Finding the header row, and what each of its columns means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from klimapakt.methods.intake.grids import BLANK, Cell, Grid, letter_of, text_of
from klimapakt.methods.intake.limits import HEADER_SEARCH_ROWS, MAX_COLUMNS
from klimapakt.methods.intake.mapping import ColumnMapping, Glance, signature_of
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.intake.tables import Column
from klimapakt.methods.intake.units import read_unit
from klimapakt.methods.intake.words import cleaned, fold, quoted, shown, spellings, together
from klimapakt.methods.messages import Message, gettext_noop

# What a row cannot do without; one of the two names the activity.
_NAMES_ACTIVITY = ("activity", "factor_id")
_DESCRIBING = ("site", "evidence", "note", "organisation")
_LONGEST_HEADER = 100
_LOOKED_THROUGH, _VALUES_SHOWN = 50, 3
_NEEDED = {
    "activity": Message("column_activity", gettext_noop("Activity")),
    "amount": Message("column_amount", gettext_noop("Amount")),
    "unit": Message("column_unit", gettext_noop("Unit")),
}


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: its number in the spreadsheet and its columns, all of them and by field.

    ``constants`` are the texts of fields that every row shares instead of having a column.
    """

    row: int
    columns: tuple[Column, ...]
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_field(self) -> Mapping[str, Column]:
        """Return the columns that are read, by what they were read as."""
        return {column.field: column for column in self.columns if column.field}


def find_header(grid: Grid) -> Header | None:
    """Return the row among the first twenty that names most known columns; None when none names two."""
    best: tuple[int, int, tuple[Cell, ...]] = (1, 0, ())
    for number, cells in grid.rows:
        if number > HEADER_SEARCH_ROWS:
            break
        score = score_of([text_of(cell) for cell in cells[:MAX_COLUMNS] if cell != BLANK])
        if score > best[0]:
            best = (score, number, cells)
    return Header(best[1], _columns(best[2])) if best[2] else None


def find_mapped(grid: Grid, mapping: ColumnMapping) -> Header | None:
    """Return the row among the first twenty whose headings the mapping is about; None when none is."""
    for number, cells in grid.rows:
        if number > HEADER_SEARCH_ROWS:
            return None
        if _signature(cells) == mapping.signature:
            columns = tuple(_mapped(column, mapping) for column in _plain_columns(cells))
            return Header(number, columns, mapping.constants)
    return None


def glance_at(grid: Grid) -> Glance:
    """Return what a person needs to say what the columns mean: likely headings and some values of each.

    The headings are the row that names most known columns, else the first with the most texts.
    """
    found = find_header(grid)
    first = [row for row in grid.rows if row[0] <= HEADER_SEARCH_ROWS] or list(grid.rows[:1])
    likely = max(first, key=lambda row: (_words_in(row[1]), -row[0]))
    number = found.row if found else likely[0]
    cells = next(cells for row, cells in grid.rows if row == number)
    below = [cells for row, cells in grid.rows if row > number][:_LOOKED_THROUGH]
    columns = _columns(cells)
    shown_columns = tuple(
        (column.label, column.field or "", _examples(below, column.index))
        for column in columns
        if column.header or _examples(below, column.index)
    )
    return Glance(number, _signature(cells), shown_columns)


def score_of(texts: Sequence[str]) -> int:
    """Return how many known columns a row of texts names; 0 without an activity or an amount among them."""
    fields = {field for field, _ in map(_meaning, texts) if field}
    return len(fields) if fields & {"amount", *_NAMES_ACTIVITY} else 0


def ensure_complete(header: Header, *, units_in_amounts: Callable[[], bool]) -> None:
    """Refuse duplicate columns and missing ones, naming what was found. Raises IntakeRefused."""
    _ensure_unique(header)
    fields = {**header.by_field, **header.constants}
    has_units = "unit" in fields or _names_unit(header) or units_in_amounts()
    missing = [
        message
        for field, message in _NEEDED.items()
        if not (
            field in fields
            or (field == "unit" and has_units)
            or (field == "activity" and "factor_id" in fields)
        )
    ]
    if missing:
        template = gettext_noop(
            "In the header in row %(row)s, these columns are missing: %(missing)s. Found were: %(found)s. "
            "Add the missing columns, or use the template."
        )
        found = quoted([column.header for column in header.columns if column.header])
        params = {"row": header.row, "missing": together(missing), "found": found}
        raise IntakeRefused(Message("columns_missing", template, params))


def _names_unit(header: Header) -> bool:
    amount = header.by_field.get("amount")
    return bool(amount and amount.unit)


def no_header(grid: Grid) -> IntakeRefused:
    """Return the refusal of a table without a header row, showing what its first row says."""
    number, cells = grid.rows[0]
    found = quoted([text_of(cell) for cell in cells if cell != BLANK])
    template = gettext_noop(
        "None of the first %(count)s rows names the columns. Row %(row)s says: %(found)s. Put the headings "
        "in one row above the figures: Site, Activity, Amount, Unit, From, To. The template has them."
    )
    return IntakeRefused(
        Message("no_header", template, {"count": HEADER_SEARCH_ROWS, "row": number, "found": found})
    )


def header_notes(header: Header) -> tuple[Message, ...]:
    """Return the note that names the columns nobody reads."""
    unknown = [
        f"{column.header} ({column.letter})"
        for column in header.columns
        if column.header and not column.field
    ]
    if not unknown:
        return ()
    template = gettext_noop("These columns were not read: %(columns)s.")
    return (Message("columns_unknown", template, {"columns": quoted(unknown)}),)


def _plain_columns(cells: Sequence[Cell]) -> tuple[Column, ...]:
    headers = [cleaned(text_of(cell)) for cell in cells[:MAX_COLUMNS]]
    return tuple(_column(index, header, headers) for index, header in enumerate(headers))


def _mapped(column: Column, mapping: ColumnMapping) -> Column:
    """Return a column with the meaning a person gave it; a unit in its heading counts as it always does."""
    meaning = mapping.columns.get(column.label) or None
    if meaning == column.field or meaning not in _WITH_UNIT:
        return replace(column, field=meaning)
    units = [rest for _, rest, _ in _splits(column.header) if rest and _WITH_UNIT[meaning](rest)]
    return replace(column, field=meaning, unit=units[0] if units else "")


def _signature(cells: Sequence[Cell]) -> str:
    return signature_of([shown(text_of(cell)) for cell in cells[:MAX_COLUMNS]])


def _words_in(cells: Sequence[Cell]) -> int:
    texts = [cell for cell in cells[:MAX_COLUMNS] if isinstance(cell, str) and cell != BLANK]
    return sum(1 for text in texts if any(sign.isalpha() for sign in text))


def _examples(rows: Sequence[Sequence[Cell]], index: int) -> tuple[str, ...]:
    """Return up to three different values of a column, in the order they stand."""
    texts = (shown(text_of(cells[index])) for cells in rows if index < len(cells))
    return tuple(dict.fromkeys(text for text in texts if text))[:_VALUES_SHOWN]


def _columns(cells: Sequence[Cell]) -> tuple[Column, ...]:
    columns = _plain_columns(cells)
    fields = {column.field for column in columns if column.field}
    beside = {
        column for field in fields for column in _beside([one for one in columns if one.field == field])
    }
    return tuple(replace(column, field=None) if column in beside else column for column in columns)


def _beside(same: Sequence[Column]) -> Sequence[Column]:
    """Return which of the columns with one meaning need not be read, because another says it better.

    A general word ("Bezeichnung") gives way to a clear one ("Energieträger"). Of two wordings for remarks,
    evidence or sites the first is read. Everything else stays double, and is refused later.
    """
    clear = [column for column in same if fold(column.header) not in spellings("weak_headers")]
    kept = clear or list(same)
    if same[0].field in _DESCRIBING and len({fold(column.header) for column in kept}) == len(kept):
        kept = kept[:1]
    return [column for column in same if column not in kept]


def _column(index: int, header: str, headers: Sequence[str]) -> Column:
    letter = letter_of(index)
    field, unit = _meaning(header)
    short = shown(header)
    label = f"{short} ({letter})" if headers.count(header) > 1 else short
    return Column(index, letter, short, label if header else letter, field, unit)


def meaning_of(header: str) -> str | None:
    """Return the field that a heading names; None when it names none."""
    return _meaning(header)[0]


def _meaning(text: str) -> tuple[str | None, str]:
    """Return the field a header names, and the unit it names with it, as in "Menge (kWh)"."""
    header = cleaned(text[:_LONGEST_HEADER])
    known = spellings("headers")
    field = known.get(fold(header)) if header else None
    if field:
        return field, ""
    for base, rest, is_bracket in _splits(header):
        field = known.get(fold(base))
        if field in _WITH_UNIT and (is_bracket or _WITH_UNIT[field](rest)):
            return field, rest if _WITH_UNIT[field](rest) else ""
        if field and is_bracket:
            return field, ""
    return None, ""


def _splits(header: str) -> list[tuple[str, str, bool]]:
    """Return the ways to take a header apart: its words, what is added, and whether brackets add it."""
    found = []
    for opening, closing in ("()", "[]"):
        base, mark, rest = header.partition(opening)
        if mark:
            found.append((base, rest.partition(closing)[0].strip(), True))
    base, mark, rest = header.rpartition(" in ")
    found.append((base, rest.strip(), False))
    base, mark, rest = header.rpartition(" ")
    found.append((base.rstrip(" :,/"), rest, False))
    return found


def _is_ratio(text: str) -> bool:
    return "/" in text


_WITH_UNIT: Mapping[str | None, Callable[[str], bool]] = {
    "amount": lambda text: read_unit(text) is not None,
    "supplier_kg_per_unit": _is_ratio,
    "calorific_kwh_per_m3": _is_ratio,
}


def _ensure_unique(header: Header) -> None:
    seen: dict[str, Column] = {}
    for column in header.columns:
        if column.field is None:
            continue
        first = seen.setdefault(column.field, column)
        if first is not column:
            template = gettext_noop(
                "Two columns mean the same: “%(first)s” (column %(first_letter)s) and “%(second)s” (column "
                "%(second_letter)s), both in row %(row)s. Keep one of them, or give the other a different "
                "heading."
            )
            params = {
                "first": first.header,
                "first_letter": first.letter,
                "second": column.header,
                "second_letter": column.letter,
                "row": header.row,
            }
            raise IntakeRefused(Message("duplicate_headers", template, params))
