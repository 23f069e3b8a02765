"""What inventories hold about people: who entered, submitted and accepted, and what free texts say."""

from typing import Any, Final

from klimapakt.foundation.personal_data import Clock, Declared, Processing, Table, kept, link, owner, text
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.methods.messages import gettext_noop

COUNTING: Final = Processing(
    "counting",
    gettext_noop("Greenhouse-gas inventories of the members"),
    gettext_noop("To calculate the inventory of an organisation, and to check and accept it."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("Who enters, submits or reviews figures; whoever is named in a note"),
    gettext_noop("The pact office, once an inventory is submitted"),
)
FROZEN: Final = gettext_noop(
    "An accepted inventory is evidence of the member and is frozen: its texts stay as they were accepted."
)
_FILES: Final = gettext_noop(
    "Files that a member handed in belong to the member and stay with its inventory."
)
_SENT: Final = gettext_noop(
    "A letter stays with its reader as it was sent; its copy here is evidence of that."
)
_ACCEPTED: Final = InventoryStatus.ACCEPTED


def _frozen(path: str) -> dict[str, Any]:
    return {"unchangeable": {path: _ACCEPTED}, "why_unchangeable": FROZEN}


_AS_INVENTORY: Final = Clock(
    gettext_noop("As long as the inventory; the link to the person as long as the account")
)
_OF_INVENTORY: Final = "inventory__status"

PERSONAL_DATA: Final[Declared] = (
    Table(
        "inventories.Inventory",
        COUNTING,
        Clock(gettext_noop("As long as the membership; the link to the person as long as the account")),
        held=(*link("submitted_by", "accepted_by"), *text("correction_reason")),
        nothing_in=("edition", "region"),
        **_frozen("status"),
    ),
    Table(
        "inventories.FrozenInventory",
        COUNTING,
        _AS_INVENTORY,
        held=kept("document", why=FROZEN),
        nothing_in=("sha256", "edition", "edition_sha256"),
    ),
    Table(
        "inventories.FrozenLine",
        nothing_in=("line_id", "activity", "part", "category", "method", "factor_id"),
    ),
    Table(
        "inventories.ExternalFigures",
        COUNTING,
        _AS_INVENTORY,
        held=text("note", "boundary_note", "method", "tool_name"),
        **_frozen(_OF_INVENTORY),
    ),
    Table(
        "inventories.Upload",
        COUNTING,
        _AS_INVENTORY,
        held=(
            *link("uploaded_by"),
            *text("file_name", "table", "mapping", "glance", "problem"),
            *kept("content", why=_FILES),
        ),
        nothing_in=("sha256", "numbers"),
    ),
    Table(
        "inventories.HeaderMapping",
        COUNTING,
        Clock(gettext_noop("As long as the membership")),
        held=text("name", "columns", "constants"),
        nothing_in=("signature",),
    ),
    Table(
        "inventories.Activity",
        COUNTING,
        _AS_INVENTORY,
        held=(*link("changed_by"), *text("label", "evidence", "note", "extras", "derivation")),
        nothing_in=("activity", "factor_id", "unit", "origin_key", "fingerprint"),
        **_frozen(_OF_INVENTORY),
    ),
    Table(
        "inventories.RemovedRow",
        COUNTING,
        Clock(gettext_noop("Until the inventory is accepted")),
        held=text("content"),
    ),
    Table(
        "inventories.EvidenceFile",
        COUNTING,
        _AS_INVENTORY,
        held=(*link("uploaded_by"), *text("name"), *kept("content", why=_FILES)),
        nothing_in=("sha256",),
    ),
    Table(
        "inventories.EvidenceLink",
        COUNTING,
        _AS_INVENTORY,
        held=text("place"),
        **_frozen("row__inventory__status"),
    ),
    Table(
        "inventories.Meter",
        COUNTING,
        Clock(gettext_noop("As long as the membership")),
        held=text("name"),
        nothing_in=("activity", "unit", "extras", "degree_days", "years"),
    ),
    Table(
        "inventories.Bill",
        COUNTING,
        Clock(gettext_noop("As long as the meter")),
        held=text("reference", "note", "derivation"),
    ),
    Table(
        "inventories.QuestionnaireRun",
        nothing_in=("questionnaire", "edition", "at_question"),
    ),
    Table(
        "inventories.QuestionAnswer",
        COUNTING,
        _AS_INVENTORY,
        held=(*link("answered_by"), *text("values", by="answered_by")),
        nothing_in=("question",),
        **_frozen("run__inventory__status"),
    ),
    Table(
        "inventories.RelevanceAnswer",
        COUNTING,
        _AS_INVENTORY,
        held=text("reason"),
        **_frozen(_OF_INVENTORY),
    ),
    Table("inventories.Survey", nothing_in=("token",)),
    Table("inventories.SurveyAnswer"),
    Table(
        "inventories.ReviewQuestion",
        COUNTING,
        _AS_INVENTORY,
        held=(
            *link("asked_by", "answered_by"),
            *text("text", by="asked_by"),
            *text("answer", by="answered_by"),
            *text("closing_reason"),
        ),
    ),
    Table(
        "inventories.ReviewCheck",
        COUNTING,
        _AS_INVENTORY,
        held=(*link("answered_by"), *text("note", by="answered_by")),
        nothing_in=("item", "checklist", "rulebook"),
        **_frozen(_OF_INVENTORY),
    ),
    Table(
        "inventories.SubmittedRound",
        COUNTING,
        _AS_INVENTORY,
        held=text("rows"),
        **_frozen(_OF_INVENTORY),
    ),
    Table(
        "inventories.ReviewLetter",
        COUNTING,
        _AS_INVENTORY,
        held=(*link("sent_by"), *kept("document", why=_SENT)),
        nothing_in=("language", "sha256"),
    ),
    Table(
        "inventories.SampleDraw",
        COUNTING,
        Clock(gettext_noop("As long as the pact; the link to the person as long as the account")),
        held=link("committed_by", "drawn_by"),
        nothing_in=("seed", "commitment", "candidates", "riskiest", "drawn"),
    ),
    Table(
        "inventories.RowLook",
        COUNTING,
        _AS_INVENTORY,
        held=link("looked_by"),
        nothing_in=("fingerprint",),
    ),
    Table(
        "inventories.ReviewPresence",
        COUNTING,
        Clock(gettext_noop("Of no use after an hour; ends with the account")),
        held=(owner("person"),),
    ),
    Table(
        "inventories.FindingAcceptance",
        COUNTING,
        _AS_INVENTORY,
        held=(*link("accepted_by"), *text("reason", by="accepted_by")),
        nothing_in=("rule", "activity", "fingerprint"),
        **_frozen(_OF_INVENTORY),
    ),
)
