"""What the calculation wants a person to look at, told once and not once per row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.models import Activity
from klimapakt.methods.inventory import Finding
from klimapakt.portal.presenting import words

_ORDER: Final = ("error", "warning", "hint")
SEVERITIES: Final[Mapping[str, tuple[str, object]]] = {
    "error": ("error", _("Error")),
    "warning": ("warning", _("Please check")),
    "hint": ("info", _("Good to know")),
}
MOST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence with the rows it concerns; ``rows`` are the first few, ``more`` counts the others."""

    severity: str
    sentence: str
    rows: tuple[Activity, ...]
    more: int

    @property
    def badge(self) -> str:
        """Return the kind of badge."""
        return SEVERITIES[self.severity][0]

    @property
    def word(self) -> str:
        """Return the severity in words."""
        return str(SEVERITIES[self.severity][1])


def told(findings: Iterable[Finding], row_of: Mapping[str, Activity]) -> tuple[Told, ...]:
    """Return the findings, the gravest first; equal sentences are told once."""
    grouped: dict[tuple[str, str], list[Activity]] = {}
    for finding in findings:
        rows = grouped.setdefault((finding.severity, words.sentence_of(finding)), [])
        row = row_of.get(finding.activity or "")
        if row is not None and row not in rows[-1:]:
            rows.append(row)
    ordered = sorted(grouped.items(), key=lambda group: _ORDER.index(group[0][0]))
    return tuple(
        Told(severity, sentence, tuple(rows[:MOST_ROWS]), max(0, len(rows) - MOST_ROWS))
        for (severity, sentence), rows in ordered
    )
