"""What an agreement says: templates as data, a closed list of placeholders, what changed between texts."""

from klimapakt.agreements.wording.compare import (
    Change,
    Comparison,
    Piece,
    compare,
    compare_texts,
    difference,
)
from klimapakt.agreements.wording.fill import fill
from klimapakt.agreements.wording.load import read_template, template, templates
from klimapakt.agreements.wording.model import Part, Template, Wording, WrittenPart
from klimapakt.agreements.wording.placeholders import CONDITION_WORDS, CONDITIONS, PLACEHOLDERS
from klimapakt.agreements.wording.values import City, Member, RulebookFacts, Signatory, Values

__all__ = [
    "CONDITIONS",
    "CONDITION_WORDS",
    "PLACEHOLDERS",
    "Change",
    "City",
    "Comparison",
    "Member",
    "Part",
    "Piece",
    "RulebookFacts",
    "Signatory",
    "Template",
    "Values",
    "Wording",
    "WrittenPart",
    "compare",
    "compare_texts",
    "difference",
    "fill",
    "read_template",
    "template",
    "templates",
]
