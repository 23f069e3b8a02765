"""What the calculation wants a person to look at: one entry for each rule, not one for each row."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from klimapakt.inventories.models import Activity, FindingAcceptance
from klimapakt.inventories.presenting import words
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.factors import Edition
from klimapakt.methods.inventory import Finding

_ORDER: Final = ("error", "warning", "hint")
SEVERITIES: Final[Mapping[str, tuple[str, object]]] = {
    "error": ("error", _("Error")),
    "warning": ("warning", _("Please check")),
    "hint": ("info", _("Good to know")),
}
MOST_ROWS = 5
MOST_SENTENCES = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence with the rows it concerns; ``rows`` are the first few, ``more`` counts the others.

    ``fingerprints`` are those of all findings that say this sentence.
    """

    sentence: str
    rows: tuple[Activity, ...]
    more: int
    fingerprints: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what names the sentence in a form."""
        return self.fingerprints[0]


@dataclass(frozen=True, slots=True)
class Group:
    """All that one rule found: what is told at once, and what is folded away.

    ``summary`` stands for all ``folded`` sentences where the rule has one; else ``first`` is told and the
    others are folded. ``unshown`` counts what is left out altogether. ``fingerprints`` are those of all.
    """

    severity: str
    rule: str
    summary: str
    first: Told | None
    folded: tuple[Told, ...]
    unshown: int
    fingerprints: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what names all of the group in a form."""
        return f"{self.severity}-{self.rule}"

    @property
    def seal(self) -> str:
        """Return a short text that changes when the group says something else."""
        return hashlib.sha256("".join(self.fingerprints).encode()).hexdigest()[:16]

    @property
    def sentences(self) -> tuple[Told, ...]:
        """Return all sentences that are told, folded or not."""
        return (self.first, *self.folded) if self.first else self.folded

    @property
    def may_be_accepted(self) -> bool:
        """Tell whether somebody may say that it is right as it is."""
        return self.severity != "error"

    @property
    def is_single(self) -> bool:
        """Tell whether there is only one sentence."""
        return self.first is not None and not self.folded

    @property
    def badge(self) -> str:
        """Return the kind of badge."""
        return SEVERITIES[self.severity][0]

    @property
    def word(self) -> str:
        """Return the severity in words."""
        return str(SEVERITIES[self.severity][1])


@dataclass(frozen=True, slots=True)
class Accepted:
    """Findings of one rule that one person accepted with one reason; ``pk`` names them all."""

    pk: int
    group: Group
    reason: str
    by: str
    at: datetime


@dataclass(slots=True)
class _Sentence:
    """The rows and fingerprints that share a sentence, while they are collected."""

    finding: Finding
    rows: list[Activity] = field(default_factory=list)
    fingerprints: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pointed:
    """A finding with its fingerprint, what it says in English and the row it is about."""

    finding: Finding
    fingerprint: str
    says: str
    row: Activity | None


def told(
    calculated: Calculated, accepted: Mapping[str, FindingAcceptance] | None = None
) -> tuple[Group, ...]:
    """Return what is not accepted by rule, the gravest first; equal sentences are told once."""
    known = accepted or {}
    return _groups(calculated, (one for one in calculated.once(_pointed) if one.fingerprint not in known))


def accepted_told(calculated: Calculated, accepted: Mapping[str, FindingAcceptance]) -> tuple[Accepted, ...]:
    """Return what was accepted with a reason, by whom and when; given together stands together."""
    together: dict[tuple[str, str, int | None], list[FindingAcceptance]] = {}
    for one in accepted.values():
        together.setdefault((one.rule, one.reason, one.accepted_by_id), []).append(one)
    return tuple(_accepted(calculated, given) for given in together.values())


def _accepted(calculated: Calculated, given: list[FindingAcceptance]) -> Accepted:
    fingerprints = {one.fingerprint for one in given}
    pointed = (one for one in calculated.once(_pointed) if one.fingerprint in fingerprints)
    groups = _groups(calculated, pointed)
    first = min(given, key=lambda one: one.pk)
    by = first.accepted_by.name if first.accepted_by else ""
    return Accepted(first.pk, groups[0], first.reason, by, first.accepted_at)


def _pointed(calculated: Calculated) -> tuple[_Pointed, ...]:
    row_of = calculated.row_of
    return tuple(
        _Pointed(finding, fingerprint, finding.message.text(), row_of.get(finding.activity or ""))
        for finding, fingerprint in zip(calculated.result.findings, calculated.fingerprints, strict=True)
    )


def _groups(calculated: Calculated, pointed: Iterable[_Pointed]) -> tuple[Group, ...]:
    """Return the groups; only what is shown is put into words of the language, which takes longest."""
    found: dict[tuple[str, str], dict[str, _Sentence]] = {}
    for one in pointed:
        finding, row = one.finding, one.row
        sentences = found.setdefault((finding.severity, finding.rule), {})
        sentence = sentences.setdefault(one.says, _Sentence(finding))
        sentence.fingerprints.append(one.fingerprint)
        if row is not None and (not sentence.rows or row is not sentence.rows[-1]):
            sentence.rows.append(row)
    ordered = sorted(found.items(), key=lambda item: _ORDER.index(item[0][0]))
    edition = calculated.result.factors
    return tuple(
        _group(severity, rule, list(sentences.values()), edition) for (severity, rule), sentences in ordered
    )


def _group(severity: str, rule: str, sentences: list[_Sentence], edition: Edition) -> Group:
    shown = _told(sentences[:MOST_SENTENCES], edition)
    unshown = max(0, len(sentences) - MOST_SENTENCES)
    every = tuple(one for sentence in sentences for one in sentence.fingerprints)
    summary = _summary(rule, len(sentences)) if len(shown) > 1 else ""
    if summary:
        return Group(severity, rule, summary, None, shown, unshown, every)
    return Group(severity, rule, "", shown[0], shown[1:], unshown, every)


def _told(sentences: list[_Sentence], edition: Edition) -> tuple[Told, ...]:
    """Return sentences in the language of the page; those that read the same there are told once."""
    merged: dict[str, _Sentence] = {}
    for one in sentences:
        same = merged.setdefault(words.sentence_of(one.finding, edition), one)
        if same is not one:
            same.rows += one.rows
            same.fingerprints += one.fingerprints
    return tuple(
        Told(text, tuple(one.rows[:MOST_ROWS]), max(0, len(one.rows) - MOST_ROWS), tuple(one.fingerprints))
        for text, one in merged.items()
    )


def _summary(rule: str, count: int) -> str:
    """Return one sentence for many of the same rule; empty for rules of which there are few."""
    if rule == "factor_year_not_data_year":
        told = ngettext(
            "%(count)s emission factor is of another year than your data.",
            "%(count)s emission factors are of another year than your data.",
            count,
        )
    elif rule in {"overlapping_periods", "possible_duplicate"}:
        told = ngettext(
            "%(count)s row may count something twice.", "%(count)s rows may count something twice.", count
        )
    elif rule == "provisional":
        told = ngettext(
            "%(count)s emission factor is provisional.", "%(count)s emission factors are provisional.", count
        )
    else:
        return ""
    return told % {"count": count}
