"""The weekly mail to everybody in the office who looks after members."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext, override

from klimapakt.duties import letters, mail_kinds, queries, readers, rules
from klimapakt.duties.actions.reminding import Night
from klimapakt.duties.models import Duty
from klimapakt.methods.messages import gettext_noop
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person

_LISTED: Final = 10
_SOON: Final = timedelta(days=30)
_LINE: Final = gettext_noop("%(name)s: %(duty)s (%(day)s)")
_MORE: Final = gettext_noop("%(lines)s; and %(count)s more")


@transaction.atomic
def digest(*, night: Night) -> int:
    """Tell each of them what is overdue, due soon and waiting; return how many had something to read."""
    return sum(_write(person, night) for person in readers.office().people.values())


def _write(person: Person, night: Night) -> bool:
    needed = queries.needing_office(night.day, person)
    due = list(queries.due_between(night.day, night.day + _SOON, person))
    late = list(queries.overdue(person))
    if not (needed or due or late):
        return False
    with override(person.language):
        values = {
            "waiting": _lines([item.duty for item in needed]),
            "overdue": _lines(late),
            "soon": _lines(due),
            "waiting_count": str(len(needed)),
            "overdue_count": str(len(late)),
            "soon_count": str(len(due)),
        }
    key = f"{mail_kinds.DIGEST.name}:{pact_at_hand().pk}:{rules.week_of(night.day)}:{person.pk}"
    letters.post(person, mail_kinds.DIGEST, values, key=key, not_before=night.not_before)
    return True


def _lines(duties: Sequence[Duty]) -> str:
    lines = "; ".join(map(_line, duties[:_LISTED]))
    more = len(duties) - _LISTED
    return gettext(_MORE) % {"lines": lines, "count": more} if more > 0 else lines


def _line(duty: Duty) -> str:
    return gettext(_LINE) % {
        "name": duty.membership.organisation.name,
        "duty": duty.title,
        "day": letters.day_in_words(duty.due_on),
    }
