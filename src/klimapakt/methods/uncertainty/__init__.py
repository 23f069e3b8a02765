"""How sure a sum is, and whether a reduction is more than noise; one factor is one random variable.

Described in ``docs/methods/uncertainty.md``.
"""

from klimapakt.methods.uncertainty.propagation import (
    Contribution,
    Spread,
    UncertainLine,
    Uncertainty,
    contributions_to,
    spread_of,
    uncertainty_of_difference,
    uncertainty_of_sum,
)

__all__ = [
    "Contribution",
    "Spread",
    "UncertainLine",
    "Uncertainty",
    "contributions_to",
    "spread_of",
    "uncertainty_of_difference",
    "uncertainty_of_sum",
]
