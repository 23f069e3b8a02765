"""Tables in small: one row as text, and what reading it said."""

import pytest

from klimapakt.methods.intake import IntakeRefused, Row, Table, read_table
from klimapakt.methods.intake.reading import Numbers

GOOD = {
    "Standort": "Halle",
    "Aktivität": "Strom",
    "Menge": "1200",
    "Einheit": "kWh",
    "Von": "01.01.2024",
    "Bis": "31.12.2024",
}


def table_of(*rows: dict[str, str], numbers: Numbers = "auto") -> Table:
    """Read rows given as changes to a good one; the header has every column that some row names."""
    full = [{**GOOD, **row} for row in rows]
    header = list(dict.fromkeys(name for row in full for name in row))
    lines = ["\t".join(header), *("\t".join(row.get(name, "") for name in header) for row in full)]
    return read_table("\n".join(lines).encode(), filename="t.csv", numbers=numbers)


def row_of(**cells: str) -> Row:
    """Read one good row with some cells changed; ``Faktor_ID`` stands for the header "Faktor-ID"."""
    return table_of({name.replace("_", "-"): cell for name, cell in cells.items()}).rows[0]


def codes(row: Row) -> list[str]:
    """Return the codes of a row's notes."""
    return [note.message.code for note in row.notes]


def refused(data: bytes | str, filename: str = "tabelle.csv") -> IntakeRefused:
    """Return the refusal of a file that must not be read."""
    with pytest.raises(IntakeRefused) as caught:
        read_table(data.encode() if isinstance(data, str) else data, filename=filename)
    return caught.value


def read(data: bytes | str, filename: str = "tabelle.csv") -> Table:
    """Read a file."""
    return read_table(data.encode() if isinstance(data, str) else data, filename=filename)


def read_or_refused(data: bytes | str, numbers: Numbers = "auto") -> Table | IntakeRefused:
    """Return what comes of a file; any other exception fails the test."""
    try:
        return read_table(data.encode() if isinstance(data, str) else data, filename="t.csv", numbers=numbers)
    except IntakeRefused as refusal:
        return refusal
