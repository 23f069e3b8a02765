"""What a questionnaire is made of. A sector gets its own by a file, not by code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from klimapakt.methods.texts import Text

Basis = Literal["whole_year", "part_year", "other_year", "own_estimate"]
BASES: Final[tuple[Basis, ...]] = ("whole_year", "part_year", "other_year", "own_estimate")
"""How an amount was found: billed for the year, for some of its days, for another year, or estimated."""

BEGINNING_FIELDS: Final = 2
"""Before the first question the person says which year and which questionnaire."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to enter: an amount, or one of ``options``.

    ``reference`` names the reference figure of the inventory it states. ``least`` and ``most`` bound what can
    be meant, so that two numbers of a bill are not mixed up.
    """

    key: str
    label: Text
    hint: Text | None = None
    unit: str = ""
    is_required: bool = False
    reference: str = ""
    options: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that an answer writes: the product of the named fields as the amount of an activity."""

    key: str
    activity: str
    amount: tuple[str, ...]
    unit: str
    quality: str = "billed"
    extras: Mapping[str, str] = field(default_factory=dict)
    extras_from: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DrawingRow:
    """One line of a drawn bill; ``is_marked`` is the one to look at."""

    label: Text
    value: Text
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A generic bill as it may lie in the folder; ``kind`` chooses the pictogram at its head."""

    kind: str
    title: Text
    rows: tuple[DrawingRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to answer, with its own fields; ``is_unknown`` answers that it is not known yet."""

    key: str
    label: Text
    note: Text | None = None
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    drawing: Drawing | None = None
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What to do when a figure is not known; ``has_letter`` where a letter to the landlord helps."""

    text: Text
    has_letter: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what, why, where to find it, and what its answer writes."""

    key: str
    topic: Text
    title: Text
    why: Text
    where: Text
    drawing: Drawing
    unknown: Text
    steps: tuple[Step, ...]
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    choices: tuple[Choice, ...] = ()
    bases: tuple[Basis, ...] = ()
    note_title: Text | None = None
    note: Text | None = None

    @property
    def activities(self) -> frozenset[str]:
        """Return every activity an answer may write."""
        rows = [*self.rows, *(row for choice in self.choices for row in choice.rows)]
        return frozenset(row.activity for row in rows)

    def choice(self, key: str) -> Choice | None:
        """Return the way to answer with this key."""
        return next((choice for choice in self.choices if choice.key == key), None)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions for a sector in their order.

    ``kinds`` and ``sectors`` say for which organisations it is suggested (kinds of organisations, beginnings
    of codes of WZ 2008).
    """

    key: str
    edition: str
    title: Text
    suits: Text
    kinds: tuple[str, ...]
    sectors: tuple[str, ...]
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        """Return a question by its key."""
        return next((question for question in self.questions if question.key == key), None)

    def number_of(self, key: str) -> int:
        """Return the number of a question, counted from one; 0 when it is not asked here."""
        return next((at for at, one in enumerate(self.questions, start=1) if one.key == key), 0)


def longest_way(questionnaire: Questionnaire) -> int:
    """Return how many fields somebody fills who needs the most: the beginning and the longest branches.

    The question how an amount was found counts as a field, and from and to count as two.
    """
    return BEGINNING_FIELDS + sum(_fields_of(question) for question in questionnaire.questions)


def _fields_of(question: Question) -> int:
    branches = [len(choice.fields) for choice in question.choices]
    count = len(question.fields) + (1 + max(branches) if branches else 0)
    count += 1 if question.bases else 0
    return count + (2 if "part_year" in question.bases else 0)
