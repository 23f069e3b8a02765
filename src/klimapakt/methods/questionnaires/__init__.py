"""Guided inventories: plain questions as data, and what an answer means for an inventory."""

from klimapakt.methods.questionnaires.load import (
    questionnaire,
    questionnaires,
    read_questionnaires,
    suggested_for,
)
from klimapakt.methods.questionnaires.meaning import (
    BASIS,
    CHOICE,
    PERIOD_END,
    PERIOD_START,
    Outcome,
    RowToWrite,
    meaning_of,
)
from klimapakt.methods.questionnaires.model import (
    BASES,
    Basis,
    Choice,
    Drawing,
    DrawingRow,
    Field,
    Question,
    Questionnaire,
    Step,
    longest_way,
)
from klimapakt.methods.texts import Text

__all__ = [
    "BASES",
    "BASIS",
    "CHOICE",
    "PERIOD_END",
    "PERIOD_START",
    "Basis",
    "Choice",
    "Drawing",
    "DrawingRow",
    "Field",
    "Outcome",
    "Question",
    "Questionnaire",
    "RowToWrite",
    "Step",
    "Text",
    "longest_way",
    "meaning_of",
    "questionnaire",
    "questionnaires",
    "read_questionnaires",
    "suggested_for",
]
