"""What the database refuses about targets, whichever program writes: what was decided stays as written.

Links to people end with accounts, and who is erased is taken out of the words. Nothing else may change.
"""

from typing import Final

from klimapakt.foundation.guards import alters, lasting

_DECIDED: Final = "what was decided about a target can be neither changed nor deleted"
_ASSUMED: Final = "what was assumed about a target can be neither changed nor deleted"
_VERSION: Final = (
    *("id", "target_id", "number", "act", "base_year", "base_inventory_id", "target_year", "percent"),
    *("decided_on", "document_id", "at"),
)
_INTERIM: Final = ("id", "version_id", "year", "percent")
_OUTLOOK: Final = ("id", "target_id", "number", "growth_percent", "grid_now_g", "grid_then_g", "at")


REFUSALS: Final = (
    *lasting("targets_targetversion", _DECIDED, alters(_VERSION, ("by_id",))),
    *lasting("targets_interimtarget", _DECIDED, alters(_INTERIM)),
    *lasting("targets_outlook", _ASSUMED, alters(_OUTLOOK, ("by_id",))),
)
