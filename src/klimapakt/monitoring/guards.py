"""What the database refuses about monitoring, whichever program writes: an accepted report stays as it is.

The link to who accepted it ends with the account; nothing else may change.
"""

from typing import Final

from klimapakt.foundation.guards import Refusal

_TABLE: Final = "monitoring_acceptedmonitoring"
_FROZEN: Final = "an accepted monitoring report can be neither changed nor deleted"
_ALTERED: Final = " OR ".join(
    f'OLD."{name}" <> NEW."{name}"' for name in ("cycle_id", "document", "sha256", "frozen_at")
)

REFUSALS: Final = (
    Refusal(
        "acceptedmonitoring_no_update", _TABLE, "UPDATE", _FROZEN, f'{_ALTERED} OR NEW."by_id" IS NOT NULL'
    ),
    Refusal("acceptedmonitoring_no_delete", _TABLE, "DELETE", _FROZEN),
    Refusal("acceptedmonitoring_no_truncate", _TABLE, "TRUNCATE", _FROZEN),
)
