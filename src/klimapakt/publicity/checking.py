"""What a story may claim: its figure as the ledger has it today, and what the guard says about the words."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from klimapakt.measures import lifecycle
from klimapakt.measures.enums import SavingState
from klimapakt.measures.models import Measure, Statement
from klimapakt.measures.queries import proofs_of, statements_of
from klimapakt.methods import claims
from klimapakt.methods.claims import Case
from klimapakt.methods.claims.model import ORDER
from klimapakt.methods.claims.suggestions import suggestion_for
from klimapakt.publicity.models import Story, StoryVersion
from klimapakt.publicity.rules import FIELDS, Checked, Marked, joined, placed

Texts = dict[str, dict[str, str]]
_OF_THE_RECORD: Final = frozenset({"ledger", "state", "period", "scope"})
"""The rules that hold the words against the record."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is recorded about a measure: the newest statement and the claim it carries."""

    statement: Statement | None
    claim: claims.Claim

    @property
    def state_words(self) -> str:
        """Return the state of the saving in words."""
        return str(SavingState(self.claim.state).label) if self.claim.state else ""


def ledger_of(measure: Measure) -> Ledger:
    """Return what a story about this measure can claim today; nothing is typed in."""
    # What was dropped saves nothing any more, whatever was stated.
    is_counted = lifecycle.SAVING_OF[measure.state] is not None
    statement = statements_of(measure).last() if is_counted else None
    base_year = measure.inventory.year if measure.inventory else None
    if statement is None or statement.mg is None:
        return Ledger(statement, claims.Claim("fact", (), base_year=base_year))
    evidence = [f"evidence-{one.file_id}" for one in proofs_of(measure)]
    if statement.state == SavingState.VERIFIED:
        evidence.append(f"statement-{statement.pk}")
    day = statement.counts_from or statement.at.date()
    claim = claims.Claim(
        "fact",
        tuple(evidence),
        figure_mg=statement.mg,
        base_year=base_year,
        year=day.year,
        period="annual",
        state=statement.state,
    )
    return Ledger(statement, claim)


def texts_of(story: Story) -> Texts:
    """Return the draft by language, parts by name; a language nobody has written in is not there."""
    found = {one.language: {name: getattr(one, name) for name in FIELDS} for one in story.texts.all()}
    return {language: parts for language, parts in found.items() if any(parts.values())}


def check_text(parts: Mapping[str, str], language: str, claim: claims.Claim, on: date) -> Checked:
    """Return what the guard says about a text, towards consumers: whoever reads a website can be one.

    It reads the whole, and every part alone: the right figure in one part excuses no other figure in another.
    """
    case = Case(joined(parts), language, "b2c", "company", on, claim)
    answer = claims.judge(case)
    marks = list(placed(parts, answer.findings))
    verdicts = {answer.verdict}
    for name in FIELDS:
        alone = claims.judge(replace(case, text=parts.get(name, "")))
        for one in alone.findings:
            if one.verdict == "blocked" and one.rule in _OF_THE_RECORD:
                verdicts.add("blocked")
                marks.append(Marked(name, one.start, one.end, one))
    distinct = {(one.field, one.start, one.end, one.finding.rule): one for one in marks}
    verdict = min(verdicts, key=ORDER.index)
    return Checked(language, verdict, tuple(distinct.values()), answer.suggestion)


def check_all(texts: Texts, claim: claims.Claim, on: date) -> list[Checked]:
    """Return what the guard says in every language."""
    return [check_text(parts, language, claim, on) for language, parts in texts.items()]


def proposed_sentence(claim: claims.Claim, language: str, on: date) -> str:
    """Return a sentence from the record that the guard itself allows; nothing where there is none."""
    case = Case("", language, "b2c", "company", on, claim)
    sentence = suggestion_for(case) or ""
    if sentence and claims.judge(Case(sentence, language, "b2c", "company", on, claim)).verdict != "allowed":
        return ""
    return sentence


def document_of(story: Story, texts: Texts, claim: claims.Claim) -> str:
    """Return texts and claim as canonical JSON: the same content is the same text."""
    told: dict[str, Any] = {
        "texts": texts,
        "quoted": story.quoted,
        "claim": {
            "figure_mg": claim.figure_mg,
            "scopes": sorted(claim.scopes),
            "base_year": claim.base_year,
            "year": claim.year,
            "period": claim.period,
            "state": claim.state,
            "evidence": sorted(claim.evidence),
        },
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(document: str) -> str:
    """Return the SHA-256 of a document."""
    return hashlib.sha256(document.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Told:
    """A frozen version read back."""

    texts: Texts
    quoted: str

    @property
    def title(self) -> str:
        """Return the title, German where there is one."""
        return self.best("de")[1]["title"]

    def best(self, language: str) -> tuple[str, dict[str, str]]:
        """Return the text in this language, else the other one, with the language it is in."""
        chosen = language if language in self.texts else next(iter(self.texts))
        return chosen, self.texts[chosen]


def read(version: StoryVersion) -> Told:
    """Return what stands in a frozen version."""
    told = json.loads(version.document)
    return Told(told["texts"], told["quoted"])
