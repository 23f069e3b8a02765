"""A text somebody wants to publish, what is recorded about it, and what the guard says."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from klimapakt.methods.messages import Message

Verdict = Literal["blocked", "needs_plan", "needs_evidence", "allowed"]
ORDER: Final[tuple[Verdict, ...]] = ("blocked", "needs_plan", "needs_evidence", "allowed")
LANGUAGES: Final = ("de", "en")
AUDIENCES: Final = ("b2c", "b2b")
SPEAKERS: Final = ("company", "city", "chamber", "press", "journalist")
"""Who speaks; ``journalist`` says the same as ``press``."""
KINDS: Final = ("future", "product", "company", "label", "fact")
PERIODS: Final = ("annual", "cumulative")
STATES: Final = ("planned", "implemented", "evidenced", "verified")
"""The savings states, weakest first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan behind a promise; an incomplete one is no plan."""

    public_url: str = ""
    resources: str = ""
    reviewer: str = ""
    reviewed_on: date | None = None
    findings_url: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is recorded about the sentence: figure, scopes, years, state and evidence."""

    kind: str
    evidence: tuple[str, ...]
    figure_mg: int | None = None
    unit_value: str = ""
    scopes: frozenset[int] = frozenset()
    base_year: int | None = None
    year: int | None = None
    period: str = ""
    state: str = ""
    offsets: bool = False
    scheme: str = ""
    plan: Plan | None = None


NOTHING: Final = Claim("fact", ())
"""What is recorded about a sentence without a claim."""


@dataclass(frozen=True, slots=True)
class Case:
    """One text with its audience and speaker, the day it is published on, and the claim recorded for it."""

    text: str
    language: str
    audience: str
    speaker: str
    on: date
    claim: Claim = field(default=NOTHING)


@dataclass(frozen=True, slots=True)
class Finding:
    """One faulty place: code points of the unchanged text, the rule, what it asks for, and a sentence."""

    start: int
    end: int
    rule: str
    verdict: Verdict
    message: Message


@dataclass(frozen=True, slots=True)
class Answer:
    """The worst finding decides; without a finding the text is allowed."""

    findings: tuple[Finding, ...]
    suggestion: str | None = None

    @property
    def verdict(self) -> Verdict:
        """Return the worst verdict of all findings."""
        return min((finding.verdict for finding in self.findings), key=ORDER.index, default="allowed")
