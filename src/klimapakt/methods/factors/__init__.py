"""Emission factors in released editions, and the rule that chooses a row for a year."""

from klimapakt.methods.factors.choose import Choice, NoFactorForYear, choose
from klimapakt.methods.factors.load import edition, edition_names
from klimapakt.methods.factors.model import Edition, Factor, Gas, Source

__all__ = [
    "Choice",
    "Edition",
    "Factor",
    "Gas",
    "NoFactorForYear",
    "Source",
    "choose",
    "edition",
    "edition_names",
]
