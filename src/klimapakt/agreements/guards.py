"""What the database refuses about agreements, whichever program writes: what was issued stays as it is."""

from typing import Final

from klimapakt.foundation.guards import Refusal

_FILE: Final = "agreements_agreementfile"
_AGREEMENT: Final = "agreements_agreement"
_KEPT: Final = "a file of an agreement can be neither changed nor deleted"
_ISSUED: Final = "what was issued can be neither changed nor deleted"
_WRITTEN: Final = (
    *("pact_id", "membership_id", "number", "template", "template_version"),
    *("values", "content_sha256", "sha256", "issued_at"),
)
_ALTERED: Final = " OR ".join(f'NEW."{name}" <> OLD."{name}"' for name in _WRITTEN)

REFUSALS: Final = (
    Refusal("agreementfile_no_update", _FILE, "UPDATE", _KEPT),
    Refusal("agreementfile_no_delete", _FILE, "DELETE", _KEPT),
    Refusal("agreementfile_no_truncate", _FILE, "TRUNCATE", _KEPT),
    Refusal("agreement_no_update", _AGREEMENT, "UPDATE", _ISSUED, _ALTERED),
    Refusal("agreement_no_delete", _AGREEMENT, "DELETE", _ISSUED),
    Refusal("agreement_no_truncate", _AGREEMENT, "TRUNCATE", _ISSUED),
)
