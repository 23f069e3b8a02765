"""The claim guard: what a text may say about the climate, and what it needs to say it.

Described in ``docs/methods/claim.md``. No legal advice.
"""

from klimapakt.methods.claims.engine import judge
from klimapakt.methods.claims.model import Answer, Case, Claim, Finding, Plan, Verdict
from klimapakt.methods.claims.parse import read_case
from klimapakt.methods.claims.rules import Rule, edition, rules

__all__ = [
    "Answer",
    "Case",
    "Claim",
    "Finding",
    "Plan",
    "Rule",
    "Verdict",
    "edition",
    "judge",
    "read_case",
    "rules",
]
