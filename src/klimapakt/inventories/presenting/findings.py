"""What the calculation wants a person to look at: one entry for each rule, not one for each row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from klimapakt.inventories.models import Activity
from klimapakt.inventories.presenting import words
from klimapakt.inventories.queries import Calculated

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
    """One sentence with the rows it concerns; ``rows`` are the first few, ``more`` counts the others."""

    sentence: str
    rows: tuple[Activity, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Group:
    """All that one rule found: what is told at once, and what is folded away.

    ``summary`` stands for all ``folded`` sentences where the rule has one; else ``first`` is told and the
    others are folded. ``unshown`` counts what is left out altogether.
    """

    severity: str
    summary: str
    first: Told | None
    folded: tuple[Told, ...]
    unshown: int

    @property
    def badge(self) -> str:
        """Return the kind of badge."""
        return SEVERITIES[self.severity][0]

    @property
    def word(self) -> str:
        """Return the severity in words."""
        return str(SEVERITIES[self.severity][1])


def told(calculated: Calculated) -> tuple[Group, ...]:
    """Return the findings by rule, the gravest first; equal sentences are told once."""
    row_of, edition = calculated.row_of, calculated.result.factors
    found: dict[tuple[str, str], dict[str, list[Activity]]] = {}
    for finding in calculated.result.findings:
        sentences = found.setdefault((finding.severity, finding.rule), {})
        rows = sentences.setdefault(words.sentence_of(finding, edition), [])
        row = row_of.get(finding.activity or "")
        if row is not None and row not in rows[-1:]:
            rows.append(row)
    ordered = sorted(found.items(), key=lambda item: _ORDER.index(item[0][0]))
    return tuple(_group(severity, rule, sentences) for (severity, rule), sentences in ordered)


def _group(severity: str, rule: str, sentences: Mapping[str, list[Activity]]) -> Group:
    shown = [
        Told(sentence, tuple(rows[:MOST_ROWS]), max(0, len(rows) - MOST_ROWS))
        for sentence, rows in list(sentences.items())[:MOST_SENTENCES]
    ]
    unshown = len(sentences) - len(shown)
    summary = _summary(rule, len(sentences)) if len(sentences) > 1 else ""
    if summary:
        return Group(severity, summary, None, tuple(shown), unshown)
    return Group(severity, "", shown[0], tuple(shown[1:]), unshown)


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
