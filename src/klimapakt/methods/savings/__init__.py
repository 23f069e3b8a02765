"""What measures save: planned, implemented, evidenced, verified; annual or cumulative; never mixed.

Described in ``docs/methods/savings.md``.
"""

from klimapakt.methods.savings.attribution import attributed, ensure_shares, is_effect_of_pact
from klimapakt.methods.savings.ledger import ByState, by_state
from klimapakt.methods.savings.plausibility import Doubt, MeasureFacts, doubts_about
from klimapakt.methods.savings.states import (
    METHODS,
    Annual,
    Cumulative,
    Evidenced,
    Implemented,
    NeverAdded,
    Planned,
    Saving,
    Verified,
    over,
    total,
)

__all__ = [
    "METHODS",
    "Annual",
    "ByState",
    "Cumulative",
    "Doubt",
    "Evidenced",
    "Implemented",
    "MeasureFacts",
    "NeverAdded",
    "Planned",
    "Saving",
    "Verified",
    "attributed",
    "by_state",
    "doubts_about",
    "ensure_shares",
    "is_effect_of_pact",
    "over",
    "total",
]
