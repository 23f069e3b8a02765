"""One sentence of the catalogue, wherever it was found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a translator is asked to translate, and where it stands.

    ``plural`` is the form for many; ``context`` tells sentences apart that read the same in English.
    """

    file: str
    line: int
    msgid: str
    plural: str | None = None
    context: str | None = None
