"""What the database refuses about measures, whichever program writes: what happened stays as written.

Links to people end with accounts, and who is erased is taken out of the words. Nothing else may change.
"""

from typing import Final

from klimapakt.foundation.guards import alters, lasting

_HAPPENED: Final = "what happened to a measure can be neither changed nor deleted"
_STATED: Final = "what a measure was said to save can be neither changed nor deleted"
_APPRAISED: Final = "an appraisal can be neither changed nor deleted"
_EVENT: Final = ("id", "measure_id", "at", "side", "came_from", "state", "on", "barrier")
_STATEMENT: Final = (
    *("id", "measure_id", "number", "state", "planned_mg", "implemented_mg", "evidenced_mg", "verified_mg"),
    *("method", "saved_kwh", "saved_eur", "saved_percent", "rated_kw", "counts_from", "at", "side"),
)
_APPRAISAL: Final = (
    *("id", "measure_id", "number", "case", "told", "edition", "npv_eur", "npv_without_grant_eur", "at"),
)


REFUSALS: Final = (
    *lasting("measures_measureevent", _HAPPENED, alters(_EVENT, ("by_id",))),
    *lasting("measures_appraisal", _APPRAISED, alters(_APPRAISAL, ("by_id",))),
    *lasting("measures_statement", _STATED, alters(_STATEMENT, ("by_id", "author_id"))),
)
