"""Extrapolate a survey of how staff come to work without telling of any single person.

Described in ``docs/methods/commuting.md``.
"""

from klimapakt.methods.commuting.extrapolation import Commute, Extrapolated, Frame, extrapolate
from klimapakt.methods.commuting.groups import (
    LEAST_IN_A_GROUP,
    OTHER,
    TRAVEL,
    Group,
    HomeOffice,
    Travel,
    grouped_modes,
)

__all__ = [
    "LEAST_IN_A_GROUP",
    "OTHER",
    "TRAVEL",
    "Commute",
    "Extrapolated",
    "Frame",
    "Group",
    "HomeOffice",
    "Travel",
    "extrapolate",
    "grouped_modes",
]
