"""Reduction targets beside a reference path: by point and by budget, never one traffic light.

Described in ``docs/methods/pathway.md``.
"""

from klimapakt.methods.pathway.carrying import Carried, carried
from klimapakt.methods.pathway.engine import path_of, pathway, required_rate_percent
from klimapakt.methods.pathway.model import Case, Neutrality, Pathway, Target, Verdict
from klimapakt.methods.pathway.parse import read_case
from klimapakt.methods.pathway.references import published, reference_of

__all__ = [
    "Carried",
    "Case",
    "Neutrality",
    "Pathway",
    "Target",
    "Verdict",
    "carried",
    "path_of",
    "pathway",
    "published",
    "read_case",
    "reference_of",
    "required_rate_percent",
]
