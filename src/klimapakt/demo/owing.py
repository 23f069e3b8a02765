"""What the demo's members have done of what they owe: most of it long ago on paper, some of it never."""

from datetime import date, timedelta
from typing import Final

from klimapakt.duties import actions, days
from klimapakt.duties.actions import Done
from klimapakt.duties.enums import OWED, MissedReason
from klimapakt.duties.models import Duty
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.memberships.queries import members
from klimapakt.organisations.models import Role
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import pact_at_hand, who_may
from klimapakt.people.models import Person

_ON_PAPER: Final = "Papierakte der Geschäftsstelle"
_WHY: Final = (MissedReason.STAFF, MissedReason.LANDLORD, MissedReason.CRAFT_CAPACITY, MissedReason.MONEY)


def load() -> None:
    """Compute the duties of every member once, and take over what was done before."""
    if Duty.objects.exists():
        return
    today = days.today()
    theirs = list(members().filter(joined_on__isnull=False))
    actions.recompute_many(memberships=[one.pk for one in theirs], today=today, by=None)
    office = who_may(Permission.CHANGE_MEMBERS, pact_at_hand()).order_by("email").first()
    if office is not None:
        _take_over(theirs, office, today)


def _take_over(theirs: list[Membership], office: Person, today: date) -> None:
    own = set(Role.objects.filter(person=office).values_list("organisation_id", flat=True))
    late = {one.pk: place for place, one in enumerate(theirs) if one.stage == Stage.IN_DELAY}
    past = Duty.objects.filter(
        membership__in=[one for one in theirs if one.organisation_id not in own],
        due_on__lt=today,
        state__in=OWED,
    ).select_related("membership__organisation")
    done = {
        duty: Done(duty.due_on - timedelta(days=5 + place % 60), _ON_PAPER)
        for place, duty in enumerate(past.order_by("membership__organisation__name", "due_on", "rule"))
        if duty.membership_id not in late
    }
    actions.fulfil_many(done=done, today=today, by=office)
    for duty in past.filter(membership__in=late, rule="baseline"):
        why = _WHY[late[duty.membership_id] % len(_WHY)]
        actions.explain(duty=duty, why=why, text="Am Telefon gesagt.", today=today, by=office)
