"""Duties met in time, by kind and by year."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from klimapakt.duties.enums import DutyRule
from klimapakt.office.presenting.reporting.tables import (
    Asked,
    Cell,
    Report,
    Table,
    bars,
    counted,
    named,
    part,
    shared,
)
from klimapakt.reports.queries import keeping
from klimapakt.reports.queries.keeping import IN_TIME, LATE, MISSED, OUTCOMES, Kept


def report(asked: Asked) -> Report:
    """Return how many duties were met in time."""
    found = keeping.by_rule_and_year(asked.period)
    whole = _sum(found)
    decided = sum(whole[one] for one in (IN_TIME, LATE, MISSED))
    answer = _("Nothing was due in this period yet.")
    if decided:
        values = {"share": shared(whole[IN_TIME], decided).text, "count": counted(decided).text}
        answer = _("%(share)s of %(count)s duties were met in time") % values
    return Report(answer, _definition(), (_by_rule(found), _by_year(found), _each(found)))


def _definition() -> tuple[str, ...]:
    return (
        _("In time: done by the due day. The day of handing in counts, not the day of acceptance."),
        _("Late: done after the due day. Missed: the due day is over and it is not done."),
        _("Open: the due day is still to come. Waived: the office has waived it, with a reason."),
        _("Granted extensions move the due day. What is open or waived does not enter the share."),
    )


def _by_rule(found: list[Kept]) -> Table:
    sums = {rule: _sum(one for one in found if one.rule == rule) for rule in DutyRule}
    owed = [(rule, counts) for rule, counts in sums.items() if counts.total()]
    title = _("Duties by kind")
    parts = [part(rule.label, counts[IN_TIME], _share(counts)) for rule, counts in owed]
    words = (_("Duties met in time, by kind"), _("In brackets: the share of those that were due."))
    return Table(
        key="kinds",
        caption=title,
        headings=(_("Duty"), *_headings()),
        rows=tuple((named(rule.label), *_cells(counts)) for rule, counts in owed),
        chart=bars("kinds", words, parts, (_("Duty"), _("In time"))),
        empty=_("Nothing was due in this period yet."),
    )


def _by_year(found: list[Kept]) -> Table:
    years = sorted({one.year for one in found})
    sums = [(year, _sum(one for one in found if one.year == year)) for year in years]
    return Table(
        key="years",
        caption=_("Duties by the year in which they were due"),
        headings=(_("Year"), *_headings()),
        rows=tuple((named(year), *_cells(counts)) for year, counts in sums),
        empty=_("Nothing was due in this period yet."),
    )


def _each(found: list[Kept]) -> Table:
    return Table(
        key="kinds-and-years",
        caption=_("Duties by kind and year"),
        headings=(_("Duty"), _("Year"), *_headings()),
        rows=tuple(
            (named(DutyRule(one.rule).label), named(one.year), *_cells(Counter(one.counts))) for one in found
        ),
        empty=_("Nothing was due in this period yet."),
    )


def _headings() -> tuple[str, ...]:
    return (_("In time"), _("Late"), _("Missed"), _("Waived"), _("Open"), _("Share in time"))


def _cells(counts: Counter[str]) -> tuple[Cell, ...]:
    decided = sum(counts[one] for one in (IN_TIME, LATE, MISSED))
    return (*(counted(counts[one]) for one in OUTCOMES), shared(counts[IN_TIME], decided))


def _share(counts: Counter[str]) -> str:
    return f"({_cells(counts)[-1].text})"


def _sum(found: Iterable[Kept]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for one in found:
        whole.update(one.counts)
    return whole
