"""What the database refuses about agreements, whichever program writes: what was issued stays as it is.

So does a text of the pact once it was released. Only links to people may be emptied; they end with accounts.
"""

from typing import Final

from klimapakt.foundation.guards import Refusal

_FILE: Final = "agreements_agreementfile"
_AGREEMENT: Final = "agreements_agreement"
_TEXT: Final = "agreements_agreementtext"
_KEPT: Final = "a file of an agreement can be neither changed nor deleted"
_ISSUED: Final = "what was issued can be neither changed nor deleted"
_RELEASED: Final = "a text that was released can be neither changed nor deleted"
_IS_RELEASED: Final = "OLD.status <> 'draft'"
_WRITTEN: Final = (
    *("pact_id", "membership_id", "number", "template", "template_version"),
    *("values", "content_sha256", "sha256", "issued_at"),
)
_OF_TEXT: Final = (
    *("pact_id", "template", "version", "content", "sha256", "basis_version", "reason"),
    *("drafted_at", "legal_name", "legal_note", "released_at"),
)


def _changes(name: str) -> str:
    return f'NEW."{name}" <> OLD."{name}"'


def _changes_or_empties(name: str) -> str:
    return f'({_changes(name)} OR (NEW."{name}" IS NULL) <> (OLD."{name}" IS NULL))'


def _happens_once(name: str) -> str:
    return f'(OLD."{name}" IS NOT NULL AND (NEW."{name}" IS NULL OR {_changes(name)}))'


def _becomes_another(name: str) -> str:
    return f'(NEW."{name}" IS NOT NULL AND (OLD."{name}" IS NULL OR {_changes(name)}))'


_ALTERED: Final = " OR ".join(
    [
        *map(_changes, _WRITTEN),
        *map(_changes_or_empties, ("text_id", "amends_id")),
        _happens_once("superseded_at"),
    ]
)
_REWRITTEN: Final = " OR ".join(
    [
        *map(_changes, _OF_TEXT),
        *map(_changes_or_empties, ("basis_id", "legal_on")),
        *map(_becomes_another, ("drafted_by_id", "released_by_id")),
        _happens_once("superseded_at"),
        "(NEW.status <> OLD.status AND NOT (OLD.status = 'released' AND NEW.status = 'superseded'))",
    ]
)

REFUSALS: Final = (
    Refusal("agreementfile_no_update", _FILE, "UPDATE", _KEPT),
    Refusal("agreementfile_no_delete", _FILE, "DELETE", _KEPT),
    Refusal("agreementfile_no_truncate", _FILE, "TRUNCATE", _KEPT),
    Refusal("agreement_no_update", _AGREEMENT, "UPDATE", _ISSUED, _ALTERED),
    Refusal("agreement_no_delete", _AGREEMENT, "DELETE", _ISSUED),
    Refusal("agreement_no_truncate", _AGREEMENT, "TRUNCATE", _ISSUED),
    Refusal("agreementtext_no_update", _TEXT, "UPDATE", _RELEASED, f"{_IS_RELEASED} AND ({_REWRITTEN})"),
    Refusal("agreementtext_no_delete", _TEXT, "DELETE", _RELEASED, _IS_RELEASED),
    Refusal("agreementtext_no_truncate", _TEXT, "TRUNCATE", _RELEASED),
)
