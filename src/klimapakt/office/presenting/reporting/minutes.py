"""Minutes members need for a step."""

from django.utils.translation import gettext as _

from klimapakt.office.presenting.reporting.tables import Asked, Report, Table, bars, counted, named, part
from klimapakt.reports import steps
from klimapakt.reports.queries import minutes
from klimapakt.reports.rules import LEAST_MEASURED


def report(asked: Asked) -> Report:
    """Return what was measured in the last twelve months; of steps measured too seldom only how often."""
    found = minutes.measured(asked.today)
    shown = [one for one in found if one.minutes is not None]
    answer = _("Too little has been measured to name a figure.")
    if shown:
        values = {
            "minutes": counted(sum(one.minutes or 0 for one in shown)).text,
            "steps": counted(len(shown)).text,
        }
        answer = _("About %(minutes)s minutes for %(steps)s steps together") % values
    words = (
        _("Measured on the devices of members who have not switched it off."),
        _("A second counts while the page is in view and the last entry is at most a minute ago."),
        _("Sent are the step and the rounded minutes, nothing else; kept are sums of a month."),
        _("Medians of the last twelve months; 0 means less than half a minute."),
        _("Steps with fewer than %(count)s measurements have no figure.")
        % {"count": counted(LEAST_MEASURED).text},
        _("Pages without JavaScript are not measured. The period above does not apply here."),
    )
    return Report(answer, words, (_table(found),))


def _table(found: list[minutes.Measured]) -> Table:
    title = _("Minutes per step")
    headings = (_("Step"), _("Minutes (median)"))
    parts = [part(steps.words(one.step), one.minutes) for one in found if one.minutes is not None]
    return Table(
        key="minutes",
        caption=title,
        headings=(*headings, _("Measurements")),
        rows=tuple((named(steps.words(one.step)), counted(one.minutes), counted(one.count)) for one in found),
        chart=bars("minutes", (title, _("Medians of the last twelve months.")), parts, headings),
        empty=_("As soon as members fill in the guided inventory, their minutes are counted here."),
    )
