"""What must never be changed, refused by the database itself: what an adviser has looked at."""

from typing import Final

from klimapakt.foundation.guards import Refusal

_ACCESS: Final = "organisations_mandateaccess"
_HAPPENED: Final = "what an adviser has looked at is never changed"

REFUSALS: Final = (Refusal("mandateaccess_no_update", _ACCESS, "UPDATE", _HAPPENED),)
