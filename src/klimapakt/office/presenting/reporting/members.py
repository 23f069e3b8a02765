"""Members by state, with the quarters before."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.memberships.enums import Stage
from klimapakt.memberships.rules import BEFORE
from klimapakt.office.presenting.reporting.tables import (
    Asked,
    Report,
    Table,
    bars,
    counted,
    dated,
    named,
    part,
)
from klimapakt.reports.queries import moving
from klimapakt.reports.queries.moving import Quarter

_TOLD_APART: Final = (Stage.ACTIVE, Stage.DORMANT, Stage.IN_DELAY, Stage.ENDED)


def report(asked: Asked) -> Report:
    """Return how many stood where, now and at the end of each quarter."""
    quarters = moving.by_quarter(asked.period)
    last = quarters[-1]
    answer = ngettext("%(count)s member at the end", "%(count)s members at the end", last.members)
    words = (
        _("Members are those who are active, dormant or in delay."),
        _("Counted from the steps that were written down, at the last day of each quarter."),
        _("Who came as a member with an imported list counts from the first day of the membership."),
    )
    return Report(answer % {"count": counted(last.members).text}, words, (_now(last), _history(quarters)))


def _now(last: Quarter) -> Table:
    parts = [part(stage.label, last.stages.get(stage, 0)) for stage in Stage]
    title = _("Memberships by state on the last day")
    sentence = _("On the way, members, and those whose membership has ended.")
    headings = (_("State"), _("Memberships"))
    return Table(
        key="states",
        caption=title,
        headings=headings,
        rows=tuple((named(stage.label), counted(last.stages.get(stage, 0))) for stage in Stage),
        chart=bars("states", (title, sentence), parts, headings),
    )


def _history(quarters: list[Quarter]) -> Table:
    parts = [part(dated(one.day).text, one.members) for one in quarters]
    title = _("Members at the end of each quarter")
    headings = (_("Day"), _("Members"))
    return Table(
        key="quarters",
        caption=title,
        headings=(*headings, *(str(stage.label) for stage in _TOLD_APART), _("On the way")),
        rows=tuple(
            (
                dated(one.day),
                counted(one.members),
                *(counted(one.stages.get(stage, 0)) for stage in _TOLD_APART),
                counted(sum(one.stages.get(stage, 0) for stage in BEFORE)),
            )
            for one in quarters
        ),
        chart=bars("quarters", (title, _("The last bar is the last day of the period.")), parts, headings),
        empty=_("Nobody was on the way or a member in this period."),
    )
