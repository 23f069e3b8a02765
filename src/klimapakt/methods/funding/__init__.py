"""Funding, advice and tools: does an offer fit this organisation and this measure? Yes, no, or ask.

Described in ``docs/methods/funding.md``. No promise of a grant.
"""

from klimapakt.methods.funding.engine import FRESH_DAYS, funding
from klimapakt.methods.funding.model import (
    ANSWERS,
    OFFER_STATES,
    ORDERS,
    Answer,
    Case,
    Measure,
    Organisation,
    Reason,
    Result,
)
from klimapakt.methods.funding.offers import Offer, loaded, offers
from klimapakt.methods.funding.parse import read_case

__all__ = [
    "ANSWERS",
    "FRESH_DAYS",
    "OFFER_STATES",
    "ORDERS",
    "Answer",
    "Case",
    "Measure",
    "Offer",
    "Organisation",
    "Reason",
    "Result",
    "funding",
    "loaded",
    "offers",
    "read_case",
]
