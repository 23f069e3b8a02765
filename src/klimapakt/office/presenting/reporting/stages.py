"""Working days between the stages, the office's own apart from the member's."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from klimapakt.memberships.enums import Stage
from klimapakt.office.presenting.reporting.tables import Asked, Report, Table, bars, counted, named, part
from klimapakt.reports.queries import spending
from klimapakt.reports.queries.spending import Span

_STAGES: Final[Mapping[str, Promise]] = {
    spending.ASKED: _later("Asked to join"),
    spending.ANSWERED: _later("request answered"),
    spending.BEGUN: _later("First contact"),
    Stage.ISSUED: _later("agreement issued"),
    Stage.SIGNED: _later("signed by the member"),
    Stage.ACTIVE: _later("signed by the city"),
    spending.JOINED: _later("First day as a member"),
    spending.HANDED_IN: _later("baseline handed in"),
    spending.ACCEPTED: _later("baseline accepted"),
}
_SIDES: Final[Mapping[str, Promise]] = {
    spending.OFFICE: _later("Pact office"),
    spending.MEMBER: _later("Member"),
    spending.BOTH: _later("Both"),
}


def report(asked: Asked) -> Report:
    """Return how long each stage took."""
    found = spending.spans(asked.period, asked.calendar)
    whole = found[-1].days
    answer = _("Nobody has gone the whole way in this period yet.")
    if whole.middle is not None:
        values = {"days": counted(whole.middle).text, "count": counted(whole.count).text}
        answer = (
            _("From asking to the accepted baseline: %(days)s working days (median of %(count)s)") % values
        )
    words = (
        _("Who came to the later stage in this period is counted, in working days of the pact's state."),
        _("The median is the value in the middle; half of all cases lie between the quartiles."),
        _("A baseline counts from the day it was last handed in. Steps that were not noted are left out."),
    )
    return Report(answer, words, (_table(found),))


def _table(found: list[Span]) -> Table:
    title = _("Working days between the stages")
    seen = [(one, _words(one)) for one in found]
    parts = [part(words, one.days.middle or 0, f"({_SIDES[one.side]})") for one, words in seen]
    return Table(
        key="stages",
        caption=title,
        headings=(
            _("From – to"),
            _("Depends on"),
            _("Cases"),
            _("Lower quartile"),
            _("Median"),
            _("Upper quartile"),
        ),
        rows=tuple(
            (
                named(words),
                named(_SIDES[one.side]),
                counted(one.days.count),
                counted(one.days.low),
                counted(one.days.middle),
                counted(one.days.high),
            )
            for one, words in seen
        ),
        chart=bars(
            "stages",
            (title, _("Medians; in brackets on whom it depends.")),
            parts,
            (_("From – to"), _("Median")),
        ),
    )


def _words(one: Span) -> str:
    return _("%(begin)s – %(end)s") % {"begin": _STAGES[one.begins], "end": _STAGES[one.ends]}
