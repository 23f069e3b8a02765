"""Review of inventories: what is checked, what is looked at first, and who is drawn for a closer look.

Described in ``docs/methods/review.md``.
"""

from klimapakt.methods.review.checklist import Checklist, Item, checklist, items_for, read_checklist
from klimapakt.methods.review.risk import Looked, risk_points
from klimapakt.methods.review.sampling import Candidate, Draw, commitment_of, draw, key_of, ticket

__all__ = [
    "Candidate",
    "Checklist",
    "Draw",
    "Item",
    "Looked",
    "checklist",
    "commitment_of",
    "draw",
    "items_for",
    "key_of",
    "read_checklist",
    "risk_points",
    "ticket",
]
