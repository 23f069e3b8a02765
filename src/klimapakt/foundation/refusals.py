"""What the database refuses about the foundation's own tables, beside the chain."""

from typing import Final

from klimapakt.foundation.guards import Refusal

_TABLE: Final = "foundation_carriedevent"
_KEPT: Final = "entries that came with a pact can be neither changed nor deleted"
_ALWAYS: Final = "OLD.id IS NOT NULL"

REFUSALS: Final = (
    Refusal("carriedevent_no_update", _TABLE, "UPDATE", _KEPT, _ALWAYS, ("person_id", "text_salts")),
    Refusal("carriedevent_no_delete", _TABLE, "DELETE", _KEPT),
    Refusal("carriedevent_no_truncate", _TABLE, "TRUNCATE", _KEPT),
)
