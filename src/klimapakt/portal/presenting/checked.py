"""The check of a file as a page shows it: counts first, then rows, each with what happens to it and why."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimapakt.foundation.templatetags.format import amount
from klimapakt.inventories.check import Check, CheckedRow, Outcome
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.presenting import words
from klimapakt.methods.factors import Edition

OUTCOMES: Final[Mapping[Outcome, tuple[str, object]]] = {
    Outcome.ACCEPTED: ("success", gettext_lazy("Accepted")),
    Outcome.CORRECTED: ("info", gettext_lazy("Accepted with a correction")),
    Outcome.ALREADY_THERE: ("neutral", gettext_lazy("Already there")),
    Outcome.QUESTION: ("warning", gettext_lazy("Needs an answer")),
    Outcome.REJECTED: ("error", gettext_lazy("Cannot be taken over")),
}


_OWN_COLUMNS: Final = (
    "site",
    "activity",
    "factor_id",
    "amount",
    "unit",
    "period_start",
    "period_end",
    "period",
    "year",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way of filtering the rows, with how many rows it leaves."""

    key: str
    name: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row as typed, as understood, and what to say about it."""

    number: int
    badge: str
    word: str
    site: str
    activity: str
    amount: str
    period: str
    others: tuple[tuple[str, str], ...]
    understood: str
    sentences: tuple[str, ...]


def choices(check: Check, current: str) -> tuple[Choice, ...]:
    """Return the filters: all rows, then each outcome that occurs."""
    found = [Choice("", _("All rows"), len(check.rows), current == "")]
    for outcome, (_badge, name) in OUTCOMES.items():
        count = check.count(outcome)
        if count:
            found.append(Choice(outcome.value, str(name), count, current == outcome.value))
    return tuple(found)


def chosen(check: Check, current: str) -> tuple[CheckedRow, ...]:
    """Return the rows of one outcome; all of them when none or an unknown one is named."""
    outcome = next((outcome for outcome in Outcome if outcome.value == current), None)
    return check.with_outcome(outcome) if outcome else check.rows


@dataclass(frozen=True, slots=True)
class Headings:
    """Which column of a file holds what; headings are those the file has."""

    label_of: Mapping[str, str]

    @classmethod
    def of(cls, columns: Iterable[Mapping[str, str]]) -> "Headings":
        """Return the headings of a table as it was read."""
        return cls({column["field"]: column["label"] for column in columns if column["field"]})

    def typed(self, row: CheckedRow, *fields: str, between: str = " ") -> str:
        """Return what stands in the cells of these fields, one after the other."""
        cells = (row.cells.get(self.label_of.get(field, ""), "") for field in fields)
        return between.join(cell for cell in cells if cell)

    def others(self, row: CheckedRow) -> tuple[tuple[str, str], ...]:
        """Return the cells that have no column of their own on the page."""
        known = {self.label_of.get(field) for field in _OWN_COLUMNS}
        return tuple((label, text) for label, text in row.cells.items() if label not in known)


def shown(
    row: CheckedRow, headings: Headings, edition: Edition, written: Collection[int] | None = None
) -> ShownRow:
    """Return a row for the page; ``written`` are the rows that count once the file has been taken over."""
    badge, word = _state(row, written)
    return ShownRow(
        number=row.number,
        badge=badge,
        word=word,
        site=headings.typed(row, "site"),
        activity=headings.typed(row, "activity", "factor_id"),
        amount=headings.typed(row, "amount", "unit"),
        period=headings.typed(row, "period_start", "period_end", between="\u00a0– ")
        or headings.typed(row, "period", "year"),
        others=headings.others(row),
        understood=_understood(row.draft, edition) if row.draft else "",
        sentences=sentences(row),
    )


def sentences(row: CheckedRow) -> tuple[str, ...]:
    """Return what there is to say about a row, each sentence with the column it is about."""
    told = []
    for note in row.notes:
        sentence = note.message.translated(_)
        if note.column:
            sentence = _("Column “%(column)s”: %(sentence)s") % {"column": note.column, "sentence": sentence}
        told.append(sentence)
    return tuple(told)


def _state(row: CheckedRow, written: Collection[int] | None) -> tuple[str, str]:
    if written is not None:
        if row.number in written:
            return "success", _("Taken over")
        if row.outcome in (Outcome.ACCEPTED, Outcome.CORRECTED):
            return "neutral", _("Deleted since")
    badge, word = OUTCOMES[row.outcome]
    return badge, str(word)


def _understood(draft: Draft, edition: Edition) -> str:
    values = {
        "activity": words.activity_name(draft.activity, edition, draft.factor_id),
        "amount": amount(draft.amount, draft.unit),
    }
    return _("read as: %(activity)s, %(amount)s") % values
