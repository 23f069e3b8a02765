"""What keeps members from doing something in time."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.duties.enums import MissedReason
from klimapakt.office.presenting.reporting.tables import (
    Asked,
    Report,
    Table,
    bars,
    counted,
    named,
    part,
    shared,
)
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.reports.enums import Section
from klimapakt.reports.queries import barriers
from klimapakt.reports.queries.barriers import Barriers, MoreTime
from klimapakt.reports.rules import SMALLEST_GROUP


def report(asked: Asked) -> Report:
    """Return the reasons that were named, and the requests for more time."""
    smallest = max(SMALLEST_GROUP, pact_at_hand().least_members or 0)
    found, extended = barriers.reasons(asked.period, smallest), barriers.more_time(asked.period)
    answer = _("No member has said in this period why something was missed.")
    if found.duties:
        most = max(MissedReason, key=lambda reason: found.duties.get(reason, 0))
        answer = _("Named most often: %(reason)s") % {"reason": most.label}
    words = (
        _("A duty counts once for each reason named for it; what was taken back does not count."),
        _("Sectors with fewer than %(count)s members who named a reason are not told apart.")
        % {"count": counted(smallest).text},
        _("Requests for more time name a reason of the same list since that is asked; older ones have none."),
        _("Please pass nothing on from which a single member can be told."),
    )
    return Report(
        answer, words, (_reasons(found), _sectors(found), _why_more(extended), _more_time(extended))
    )


def _reasons(found: Barriers) -> Table:
    whole = sum(found.duties.values())
    named_reasons = sorted(
        (one for one in MissedReason if found.duties.get(one)), key=lambda one: -found.duties[one]
    )
    title = _("Reasons for missed duties")
    sentence = _("In brackets: the share of all reasons named.")
    return Table(
        key="reasons",
        caption=title,
        headings=(_("Reason"), _("Duties"), _("Share"), _("Members")),
        rows=tuple(
            (
                named(one.label),
                counted(found.duties[one]),
                shared(found.duties[one], whole),
                counted(found.members[one]),
            )
            for one in named_reasons
        ),
        chart=bars(
            "reasons",
            (title, sentence),
            [
                part(one.label, found.duties[one], f"({shared(found.duties[one], whole).text})")
                for one in named_reasons
            ],
            (_("Reason"), _("Duties")),
        ),
        empty=_("As soon as a member says why a duty was missed, it is counted here."),
    )


def _sectors(found: Barriers) -> Table:
    note = ""
    if found.too_small:
        told = ngettext(
            "%(count)s member of a sector that is too small, or not known, is not told apart.",
            "%(count)s members of sectors that are too small, or not known, are not told apart.",
            found.too_small,
        )
        note = told % {"count": counted(found.too_small).text}
    return Table(
        key="sectors",
        caption=_("Reasons by sector"),
        headings=(_("Sector"), _("Members"), _("Reason"), _("Duties")),
        rows=tuple(
            (
                named(Section(section).label),
                counted(found.sizes[section]),
                named(MissedReason(reason).label),
                counted(count),
            )
            for section, counts in found.sectors.items()
            for reason, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        ),
        note=note,
        empty=_("No sector has enough members who named a reason."),
    )


def _why_more(found: MoreTime) -> Table:
    whole = sum(found.reasons.values())
    listed = sorted(
        (one for one in MissedReason if found.reasons.get(one)), key=lambda one: -found.reasons[one]
    )
    return Table(
        key="more-time-reasons",
        caption=_("Reasons for more time"),
        headings=(_("Reason"), _("Duties"), _("Share")),
        rows=tuple(
            (named(one.label), counted(found.reasons[one]), shared(found.reasons[one], whole))
            for one in listed
        ),
        empty=_("No request of this period names a reason of the list."),
    )


def _more_time(found: MoreTime) -> Table:
    rows = (
        (named(_("Granted")), counted(found.granted)),
        (named(_("Refused")), counted(found.refused)),
        (named(_("Waiting")), counted(found.waiting)),
    )
    return Table(
        key="more-time",
        caption=_("Requests for more time"),
        headings=(_("What became of it"), _("Requests")),
        rows=rows if found.asked else (),
        empty=_("Nobody has asked for more time in this period."),
    )
