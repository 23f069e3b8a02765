"""Facts of the inventories room, one module per subject."""

from klimapakt.inventories.models.activity import (
    Activity,
    Bill,
    EvidenceFile,
    EvidenceLink,
    Meter,
    RemovedRow,
)
from klimapakt.inventories.models.answers import (
    QuestionAnswer,
    QuestionnaireRun,
    RelevanceAnswer,
    Survey,
    SurveyAnswer,
)
from klimapakt.inventories.models.inventory import (
    FIRST_YEAR,
    LAST_YEAR,
    ExternalFigures,
    FrozenInventory,
    FrozenLine,
    Inventory,
)
from klimapakt.inventories.models.review import FindingAcceptance, ReviewQuestion
from klimapakt.inventories.models.reviewing import ReviewCheck, ReviewPresence, RowLook
from klimapakt.inventories.models.rounds import ReviewLetter, SampleDraw, SubmittedRound
from klimapakt.inventories.models.upload import HeaderMapping, Upload

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "Activity",
    "Bill",
    "EvidenceFile",
    "EvidenceLink",
    "ExternalFigures",
    "FindingAcceptance",
    "FrozenInventory",
    "FrozenLine",
    "HeaderMapping",
    "Inventory",
    "Meter",
    "QuestionAnswer",
    "QuestionnaireRun",
    "RelevanceAnswer",
    "RemovedRow",
    "ReviewCheck",
    "ReviewLetter",
    "ReviewPresence",
    "ReviewQuestion",
    "RowLook",
    "SampleDraw",
    "SubmittedRound",
    "Survey",
    "SurveyAnswer",
    "Upload",
]
