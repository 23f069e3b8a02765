"""The reports of the office, each in words, pictures and tables."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klimapakt.office.presenting.reporting import answers, barriers, duties, members, minutes, stages
from klimapakt.office.presenting.reporting.tables import Asked, Report

Build = Callable[[Asked], Report]

REPORTS: Final[Mapping[str, tuple[Promise, Promise, Build]]] = {
    "members": (
        _("Members by state"),
        _("How many are members or on their way, at the end of each quarter."),
        members.report,
    ),
    "duties": (
        _("Duties met in time"),
        _("What was due in which year, and what of it was done in time, late, or not at all."),
        duties.report,
    ),
    "stages": (
        _("Time between the stages"),
        _("How many working days pass from asking to join to the accepted inventory, and who needs them."),
        stages.report,
    ),
    "answers": (
        _("Answers within the promised days"),
        _("What the office has promised, how often it kept it, and what waits longest."),
        answers.report,
    ),
    "barriers": (
        _("What keeps members from it"),
        _("The reasons members name for what was missed, and their requests for more time."),
        barriers.report,
    ),
    "minutes": (
        _("Minutes per step"),
        _("How long members need for each question, measured on their devices without names."),
        minutes.report,
    ),
}
"""What each is called, what it answers, and what makes it."""
