"""Investments appraised by their net present value, as DIN EN 17463 asks, with the legal tests on the curve.

Described in ``docs/methods/appraisal.md``.
"""

from klimapakt.methods.appraisal.engine import Appraisal, appraise
from klimapakt.methods.appraisal.model import Case, Plan, Position, Risk, Series, Tax, Timing
from klimapakt.methods.appraisal.parse import read_case
from klimapakt.methods.appraisal.regimes import Regime, Verdict, regime_ids, regimes
from klimapakt.methods.appraisal.roots import all_rates_of_return
from klimapakt.methods.appraisal.sensitivities import Sensitivity

__all__ = [
    "Appraisal",
    "Case",
    "Plan",
    "Position",
    "Regime",
    "Risk",
    "Sensitivity",
    "Series",
    "Tax",
    "Timing",
    "Verdict",
    "all_rates_of_return",
    "appraise",
    "read_case",
    "regime_ids",
    "regimes",
]
