"""Review of inventories: what is checked, what is looked at first, and who is drawn for a closer look.

Described in ``docs/methods/review.md``.
"""

from klimapakt.methods.review.checklist import Checklist, Item, checklist, items_for, read_checklist
from klimapakt.methods.review.risk import Looked, risk_points
from klimapakt.methods.review.sampling import (
    Candidate,
    Draw,
    ListUnreadable,
    commitment_of,
    draw,
    key_of,
    list_text,
    read_list,
    ticket,
)

__all__ = [
    "Candidate",
    "Checklist",
    "Draw",
    "Item",
    "ListUnreadable",
    "Looked",
    "checklist",
    "commitment_of",
    "draw",
    "items_for",
    "key_of",
    "list_text",
    "read_checklist",
    "read_list",
    "risk_points",
    "ticket",
]
