"""A row while it is being read: it collects what must be said, and in the end knows its status."""

from collections.abc import Mapping

from klimapakt.methods.intake.tables import Column, RowNote, Severity, Status
from klimapakt.methods.messages import Message


class Draft:
    """The notes of one row, in the order they were found, each tied to its column."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self._columns = columns
        self._notes: list[RowNote] = []
        self._faulty: set[str] = set()

    def error(self, field: str | None, message: Message) -> None:
        """Note what makes the row unreadable."""
        self._faulty.add(field or "")
        self._add(field, message, "error")

    def ask(self, field: str, message: Message) -> None:
        """Note what only the person can decide."""
        self._add(field, message, "question")

    def correct(self, field: str, message: Message) -> None:
        """Note what was read differently from what was written."""
        self._add(field, message, "correction")

    def warn(self, field: str | None, message: Message) -> None:
        """Note what is probably not meant."""
        self._add(field, message, "warning")

    def hint(self, field: str | None, message: Message) -> None:
        """Note what is worth knowing."""
        self._add(field, message, "hint")

    def has_column(self, field: str) -> bool:
        """Return whether the table has a column for the field."""
        return field in self._columns

    def has_errors_in(self, *fields: str) -> bool:
        """Return whether one of the fields could not be read."""
        return not self._faulty.isdisjoint(fields)

    @property
    def notes(self) -> tuple[RowNote, ...]:
        """Return the notes so far."""
        return tuple(self._notes)

    @property
    def status(self) -> Status:
        """Return what the notes make of the row."""
        severities = {note.severity for note in self._notes}
        if "error" in severities:
            return "rejected"
        if "question" in severities:
            return "ask"
        return "corrected" if "correction" in severities else "accepted"

    def _add(self, field: str | None, message: Message, severity: Severity) -> None:
        column = self._columns.get(field) if field else None
        self._notes.append(RowNote(column.label if column else None, message, severity))
