"""What a template is made of, and the text that comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from klimapakt.methods.texts import Text

LANGUAGES: Final = ("de", "en")
BINDING: Final = "de"
"""The language that counts; the other one is there to be read."""

AGREEMENT: Final = "agreement"
LETTER_OF_INTENT: Final = "letter_of_intent"
KINDS: Final = (AGREEMENT, LETTER_OF_INTENT)

SUBSTANTIVE: Final = "substantive"
EDITORIAL: Final = "editorial"

AROUND: Final = ("title", "opening")
"""What a text says around its parts; comparisons name it so, and no part can take these keys."""

INSERTS: Final = ("measures", "special_terms")
"""What is agreed with one member only; plain text that is never searched for placeholders."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a part: a sentence, a list of points, or the place where something is inserted.

    ``when`` names the condition under which it is said; empty means always.
    """

    text: Text | None = None
    points: tuple[Text, ...] = ()
    insert: str = ""
    when: str = ""

    def texts(self) -> tuple[Text, ...]:
        """Return everything in it that is said."""
        return (self.text,) if self.text else self.points


@dataclass(frozen=True, slots=True)
class Part:
    """A clause or an annex; ``key`` stays the same through the versions of the template."""

    key: str
    heading: Text
    body: tuple[Paragraph, ...]
    when: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a text that is agreed on again and again.

    ``draft`` is the sentence that asks for a lawyer; it is empty once somebody has taken responsibility.
    ``editorial`` names the parts that say the same as in the version before, each with why.
    """

    key: str
    version: str
    kind: str
    valid_from: date
    title: Text
    draft: Text | None
    opening: tuple[Paragraph, ...]
    clauses: tuple[Part, ...]
    annexes: tuple[Part, ...]
    editorial: Mapping[str, Text] = field(default_factory=dict)

    def parts(self) -> tuple[Part, ...]:
        """Return clauses and annexes in their order."""
        return (*self.clauses, *self.annexes)


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph in one language: a sentence, or points below each other."""

    text: str = ""
    points: tuple[str, ...] = ()

    def plain(self) -> str:
        """Return it as one text."""
        return self.text or "\n".join(self.points)


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A clause or an annex in one language, with the number it has in this document."""

    key: str
    number: str
    heading: str
    body: tuple[Written, ...]

    def plain(self) -> str:
        """Return what it says as one text, without its number, which changes when others come or go."""
        return "\n".join([self.heading, *(one.plain() for one in self.body)])


@dataclass(frozen=True, slots=True)
class Wording:
    """The whole text of one document in one language."""

    template: str
    version: str
    kind: str
    language: str
    title: str
    draft: str
    opening: tuple[Written, ...]
    clauses: tuple[WrittenPart, ...]
    annexes: tuple[WrittenPart, ...]

    def parts(self) -> tuple[WrittenPart, ...]:
        """Return clauses and annexes in their order."""
        return (*self.clauses, *self.annexes)
