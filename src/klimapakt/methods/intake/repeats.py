"""Rows that may count the same consumption twice: identical rows, and periods that overlap."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from klimapakt.methods.intake.tables import Row, RowNote
from klimapakt.methods.messages import Message, gettext_noop

# What makes two rows the same consumption, apart from amount and period.
_SAME = ("site", "activity", "factor_id", "unit", "gas", "country", "cabin", "purpose")

_Spell = tuple[date, date, int]


def with_repeats(rows: Sequence[Row], column: str | None) -> tuple[Row, ...]:
    """Return the rows with a warning on each duplicate and a hint on rows whose periods overlap.

    ``column`` is the label of the column for the beginning of the period, where the table has one.
    """
    duplicates = _duplicates(rows)
    overlaps = _overlaps([row for row in rows if row.number not in duplicates])
    return tuple(_noted(row, duplicates, overlaps, column) for row in rows)


def _noted(row: Row, duplicates: dict[int, int], overlaps: dict[int, int], column: str | None) -> Row:
    if row.number in duplicates:
        template = gettext_noop(
            "This row says the same as row %(other)s. If it is the same consumption, delete one of them."
        )
        note = RowNote(None, Message("duplicate_row", template, {"other": duplicates[row.number]}), "warning")
    elif row.number in overlaps:
        template = gettext_noop(
            "Row %(other)s has the same site, activity and unit, and its period overlaps with this one. "
            "Please check that nothing is counted twice; several meters are fine."
        )
        note = RowNote(column, Message("period_overlaps", template, {"other": overlaps[row.number]}), "hint")
    else:
        return row
    return replace(row, notes=(*row.notes, note))


def _duplicates(rows: Iterable[Row]) -> dict[int, int]:
    """Return the numbers of rows that repeat an earlier one, with the number of the first."""
    first: dict[tuple[object, ...], int] = {}
    found: dict[int, int] = {}
    for row in rows:
        if row.activity is None:
            continue
        said = tuple(sorted((key, str(value)) for key, value in row.activity.items() if key != "id"))
        number = first.setdefault((said, row.evidence, row.note), row.number)
        if number != row.number:
            found[row.number] = number
    return found


def _overlaps(rows: Iterable[Row]) -> dict[int, int]:
    """Return for each row that overlaps with another one the number of one such row."""
    groups: defaultdict[tuple[object, ...], list[_Spell]] = defaultdict(list)
    for row in rows:
        spell = _spell(row)
        if spell and row.activity is not None:
            groups[tuple(row.activity.get(key) for key in _SAME)].append(spell)
    found: dict[int, int] = {}
    for spells in groups.values():
        spells.sort()
        last = spells[0]
        for spell in spells[1:]:
            if spell[0] <= last[1]:
                found.setdefault(spell[2], last[2])
                found.setdefault(last[2], spell[2])
            last = max(last, spell, key=lambda one: one[1])
    return found


def _spell(row: Row) -> _Spell | None:
    given = row.activity or {}
    if "period_start" in given:
        return date.fromisoformat(given["period_start"]), date.fromisoformat(given["period_end"]), row.number
    if "year" in given:
        return date(given["year"], 1, 1), date(given["year"], 12, 31), row.number
    return None
