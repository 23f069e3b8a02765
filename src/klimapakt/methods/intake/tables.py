"""What a read table is: its columns, its rows and what must be said about each of them.

Everything here travels as JSON from the confined child process to the application and back into the same
values.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self, get_args

from klimapakt.methods.messages import Message, gettext_noop

Status = Literal["accepted", "corrected", "ask", "rejected"]
Severity = Literal["error", "question", "correction", "warning", "hint"]
NumberStyle = Literal["de", "en"]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)

_IN_ROW = gettext_noop("Row %(row)s: %(sentence)s")
_IN_CELL = gettext_noop("Row %(row)s, column “%(column)s”: %(sentence)s")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table: where it stands, what its header says and what it was read as.

    ``field`` is None for a header that is not known: its cells are shown back but not read. ``unit`` is a
    unit named in the header itself, as in "Menge (kWh)".
    """

    index: int
    letter: str
    header: str
    label: str
    field: str | None = None
    unit: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the column as plain values."""
        return {name: getattr(self, name) for name in ("index", "letter", "header", "label", "field", "unit")}


@dataclass(frozen=True, slots=True)
class RowNote:
    """One sentence about a row. ``column`` is the header as the person wrote it, if a column is concerned.

    ``severity``: an *error* rejects the row, a *question* waits for an answer, a *correction* says what was
    read differently from what was written, a *warning* and a *hint* change nothing.
    """

    column: str | None
    message: Message
    severity: Severity

    def located(self, row: int) -> Message:
        """Return the sentence with the row, and the column where there is one, in front."""
        params: dict[str, object] = {"row": row, "sentence": self.message}
        if self.column is None:
            return Message(self.message.code, _IN_ROW, params)
        return Message(self.message.code, _IN_CELL, {**params, "column": self.column})

    def as_json(self) -> dict[str, object]:
        """Return the note as plain values."""
        return {"column": self.column, "message": message_as_json(self.message), "severity": self.severity}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Return the note from its plain values."""
        return cls(raw["column"], message_from_json(raw["message"]), raw["severity"])


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, numbered as the person sees it in the spreadsheet.

    ``activity`` is one activity of the calculation contract; None while the row is rejected or waits for an
    answer. ``cells`` holds the texts of the filled cells by column label, for showing them back; ``label`` is
    how the person calls what was consumed.
    """

    number: int
    status: Status
    activity: Mapping[str, Any] | None = None
    evidence: str = ""
    note: str = ""
    notes: tuple[RowNote, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    label: str = ""

    def sentences(self) -> tuple[Message, ...]:
        """Return everything to say about the row, each sentence with row and column."""
        return tuple(note.located(self.number) for note in self.notes)

    def as_json(self) -> dict[str, object]:
        """Return the row as plain values."""
        return {
            "number": self.number,
            "status": self.status,
            "activity": None if self.activity is None else dict(self.activity),
            "evidence": self.evidence,
            "note": self.note,
            "notes": [note.as_json() for note in self.notes],
            "cells": dict(self.cells),
            "label": self.label,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Return the row from its plain values."""
        return cls(**{**raw, "notes": tuple(RowNote.from_json(note) for note in raw["notes"])})


@dataclass(frozen=True, slots=True)
class Table:
    """A table of consumption as it was read.

    ``numbers`` is how its amounts are written: "de" (1.234,5) or "en" (1,234.5); None when nothing in the
    file decides. ``notes`` are about the file as a whole.
    """

    columns: tuple[Column, ...]
    numbers: NumberStyle | None
    rows: tuple[Row, ...]
    notes: tuple[Message, ...] = ()

    def activities(self) -> tuple[Mapping[str, Any], ...]:
        """Return the activities of the accepted and the corrected rows."""
        return tuple(row.activity for row in self.rows if row.activity is not None)

    def as_json(self) -> dict[str, object]:
        """Return the table as plain values that ``from_json`` understands."""
        return {**self._head(), "rows": [row.as_json() for row in self.rows]}

    def json_pieces(self) -> Iterator[str]:
        """Yield the JSON text of ``as_json`` row by row: a long table needs no second copy in memory."""
        yield f'{json.dumps(self._head())[:-1]}, "rows": ['
        for index, row in enumerate(self.rows):
            yield f"{',' if index else ''}{json.dumps(row.as_json())}"
        yield "]}"

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Return the table from its plain values."""
        return cls(
            columns=tuple(Column(**column) for column in raw["columns"]),
            numbers=raw["numbers"],
            rows=tuple(Row.from_json(row) for row in raw["rows"]),
            notes=tuple(message_from_json(note) for note in raw["notes"]),
        )

    def _head(self) -> dict[str, object]:
        return {
            "columns": [column.as_json() for column in self.columns],
            "numbers": self.numbers,
            "notes": [message_as_json(note) for note in self.notes],
        }


def message_as_json(message: Message) -> dict[str, object]:
    """Return a message, and the messages among its parameters, as plain values."""
    params = {
        name: {"message": message_as_json(value)} if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    return {"code": message.code, "template": message.template, "params": params}


def message_from_json(raw: Mapping[str, Any]) -> Message:
    """Return a message from its plain values."""
    params = {
        name: message_from_json(value["message"]) if isinstance(value, dict) else value
        for name, value in raw["params"].items()
    }
    return Message(raw["code"], raw["template"], params)
