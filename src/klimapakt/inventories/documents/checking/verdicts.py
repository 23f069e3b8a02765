"""What comes of looking at a document, in sentences."""

from dataclasses import dataclass, field
from typing import Any

MOST_FAULTS = 20
BROKEN_BY_STRANGERS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What reading a damaged file may raise inside a library; none of it is news to anybody."""


class Unverifiable(Exception):
    """The file cannot be looked at, or is none of ours; the text says why."""


@dataclass(slots=True)
class Verdict:
    """What kind of document it is, what holds, and what is broken.

    ``content`` is the record as JSON, None where the file carries none; ``sha256`` is the hash of the record.
    ``unchecked`` says what could not be compared and why; without ``is_calculated`` that is the main thing.
    """

    kind: str
    sha256: str = ""
    content: dict[str, Any] | None = None
    holds: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    is_calculated: bool = True

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is broken."""
        return not self.faults

    def about(self) -> str:
        """Return whose inventory it is; empty where the file does not tell."""
        if not isinstance(self.content, dict):
            return ""
        organisation = self.content.get("organisation")
        name = organisation.get("name") if isinstance(organisation, dict) else None
        told = (name, self.content.get("year"), self.content.get("version"), self.content.get("edition"))
        return "{}, {}, version {}, edition {}".format(*told)

    def add(self, sentences: list[str], what: str) -> None:
        """Add faults, the first twenty of them; without any, say ``what`` holds."""
        if not sentences:
            self.holds.append(what)
            return
        self.faults += sentences[:MOST_FAULTS]
        if len(sentences) > MOST_FAULTS:
            self.faults.append(f"and {len(sentences) - MOST_FAULTS} more of this kind")
