"""What network holds about people: who planned meetings, who registered, who was named and came."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from klimapakt.foundation.personal_data import Clock, Declared, Ending, Processing, Table, link, text
from klimapakt.methods.messages import gettext_noop

NAMES_KEPT: Final = timedelta(days=730)
"""How long after a meeting the names of participants are kept."""

MEETINGS: Final = Processing(
    "meetings",
    gettext_noop("Meetings of the pact"),
    gettext_noop(
        "To give seats in a fair order, to know who comes, and to show later that a member took part."
    ),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("People of the members who register or are named; people of the pact office"),
    gettext_noop("Nobody outside the pact office"),
)
_AS_ORGANISATION: Final = Clock(
    gettext_noop("As long as the organisation; the link to the person as long as the account")
)


def _names_over(now: datetime) -> Q:
    return Q(registration__meeting__ends_at__lt=now - NAMES_KEPT)


PERSONAL_DATA: Final[Declared] = (
    Table(
        "network.Meeting",
        MEETINGS,
        _AS_ORGANISATION,
        held=(
            *link("created_by"),
            *text("title_de", "title_en", "programme_de", "programme_en", "venue"),
        ),
        nothing_in=("question_de", "question_en"),
    ),
    Table("network.Registration", MEETINGS, _AS_ORGANISATION, held=(*link("person"), *text("answer"))),
    Table(
        "network.Seat",
        MEETINGS,
        Clock(gettext_noop("Two years after the meeting"), _names_over, Ending.DELETED),
        held=(*link("came_noted_by"), *text("name")),
    ),
)
