"""What the database refuses about publicity: what was released, claimed and corrected stays as written.

Links to people end with accounts, and who is erased is taken out of the words. Nothing else may change.
"""

from typing import Final

from klimapakt.foundation.guards import alters, lasting

_RELEASED: Final = "what was released of a story can be neither changed nor deleted"
_CLAIMED: Final = "what a story claimed can be neither changed nor deleted"
_CORRECTED: Final = "what was corrected can be neither changed nor deleted"
_VERSION: Final = ("id", "story_id", "number", "sha256", "released_at")
_CLAIM: Final = ("id", "version_id", "statement_id", "figure_mg", "base_year", "year", "period", "state")
_CORRECTION: Final = ("id", "story_id", "kind", "at")

REFUSALS: Final = (
    *lasting("publicity_storyversion", _RELEASED, alters(_VERSION, ("released_by_id",))),
    *lasting("publicity_claim", _CLAIMED, alters(_CLAIM)),
    *lasting("publicity_correction", _CORRECTED, alters(_CORRECTION, ("by_id",))),
)
