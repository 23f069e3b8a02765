"""Answers within the promised days."""

from django.utils.translation import gettext as _

from klimapakt.office.presenting.reporting.tables import (
    NOTHING,
    Asked,
    Cell,
    Report,
    Table,
    bars,
    counted,
    dated,
    named,
    part,
    shared,
)
from klimapakt.reports.enums import AnswerKind
from klimapakt.reports.queries import answering
from klimapakt.reports.queries.answering import Answered


def report(asked: Asked) -> Report:
    """Return whether the office answered in time."""
    found = answering.by_kind(asked.period, asked.today, asked.calendar)
    promised = [one for one in found if one.promised is not None]
    done = sum(one.days.count for one in promised)
    answer = _("Nothing that was promised has been answered in this period yet.")
    if not promised:
        answer = _("The office has not said yet within how many days it answers.")
    elif done:
        kept = sum(one.kept or 0 for one in promised)
        values = {"share": shared(kept, done).text, "count": counted(done).text}
        answer = _("%(share)s of %(count)s answers came within the promised days") % values
    words = (
        _("Counted is what came in this period, in working days of the pact's state, until the answer."),
        _("An answer is a decision: taken in or not, accepted or returned, granted or refused, signed."),
        _("What is still waiting does not enter the share; it stands in columns of its own."),
        _("An inventory that was handed in again counts from that day."),
    )
    return Report(answer, words, (_table(found),))


def _table(found: list[Answered]) -> Table:
    parts = [
        part(AnswerKind(one.kind).label, one.days.middle or 0, _promise(one))
        for one in found
        if one.days.count
    ]
    words = (_("Working days until the answer"), _("Medians; in brackets what was promised."))
    return Table(
        key="answers",
        caption=_("Answers of the pact office"),
        headings=(
            _("What"),
            _("Promised working days"),
            _("Answered"),
            _("Within the promise"),
            _("Share"),
            _("Median"),
            _("Upper quartile"),
            _("Waiting"),
            _("Of them too long"),
            _("Oldest since"),
        ),
        rows=tuple(_row(one) for one in found),
        chart=bars("answers", words, parts, (_("What"), _("Median"))),
    )


def _row(one: Answered) -> tuple[Cell, ...]:
    return (
        named(AnswerKind(one.kind).label),
        counted(one.promised),
        counted(one.days.count),
        counted(one.kept),
        Cell(NOTHING, None) if one.kept is None else shared(one.kept, one.days.count),
        counted(one.days.middle),
        counted(one.days.high),
        counted(one.waiting),
        counted(one.too_long),
        dated(one.oldest),
    )


def _promise(one: Answered) -> str:
    return "" if one.promised is None else f"({counted(one.promised).text})"
