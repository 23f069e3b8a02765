"""What a person says about the columns of a table whose headings are not understood.

The same headings in the same order have the same signature, so that the answer is asked for once only.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from klimapakt.methods.intake.words import fold

CONSTANTS: Final = ("site", "activity", "unit")
"""Fields that may have one value for the whole file instead of a column."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column means what.

    ``columns`` gives the field of a column by its label, or "" for one that is not to be read; ``constants``
    the text of a field that every row shares.
    """

    signature: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the mapping as plain values."""
        return {
            "signature": self.signature,
            "columns": dict(self.columns),
            "constants": dict(self.constants),
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Return the mapping from its plain values."""
        return cls(str(raw["signature"]), dict(raw["columns"]), dict(raw["constants"]))


@dataclass(frozen=True, slots=True)
class Glance:
    """A table before anybody knows what its columns mean: its header row and the first values below.

    ``columns`` holds label, understood field (or "") and up to three values of each column.
    """

    row: int
    signature: str
    columns: tuple[tuple[str, str, tuple[str, ...]], ...]

    def as_json(self) -> dict[str, object]:
        """Return the glance as plain values."""
        columns = [[label, field, list(values)] for label, field, values in self.columns]
        return {"row": self.row, "signature": self.signature, "columns": columns}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Return the glance from its plain values."""
        columns = tuple((label, field, tuple(values)) for label, field, values in raw["columns"])
        return cls(int(raw["row"]), str(raw["signature"]), columns)


def signature_of(headers: Sequence[str]) -> str:
    """Return what tables with the same headings in the same order share.

    >>> signature_of(["Menge", "Einheit", ""]) == signature_of(["menge ", "EINHEIT"])
    True
    """
    folded = [fold(header) for header in headers]
    while folded and not folded[-1]:
        folded.pop()
    return hashlib.sha256("\x1f".join(folded).encode()).hexdigest()
