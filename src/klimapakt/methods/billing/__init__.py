"""Bills and meters: split what crosses years, find gaps and overlaps, estimate what is missing.

Described in ``docs/methods/billing.md``.
"""

from klimapakt.methods.billing.degree_days import DegreeDayTable, degree_day_table, missing_months
from klimapakt.methods.billing.estimates import Estimate, estimate
from klimapakt.methods.billing.series import Gap, Overlap, Span, covered_days, gaps, overlaps
from klimapakt.methods.billing.splitting import BY_DAYS, Weighing, YearPart, split, years_of

__all__ = [
    "BY_DAYS",
    "DegreeDayTable",
    "Estimate",
    "Gap",
    "Overlap",
    "Span",
    "Weighing",
    "YearPart",
    "covered_days",
    "degree_day_table",
    "estimate",
    "gaps",
    "missing_months",
    "overlaps",
    "split",
    "years_of",
]
