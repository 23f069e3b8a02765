"""What pages call after a fact has changed that duties follow from.

Rooms below know nothing of duties; whoever calls their actions says here, by name, that duties follow. Where
somebody forgets to, the nightly run makes up for it.
"""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from klimapakt.duties.actions.recomputing import recompute_many
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

_JUST_ENDED: Final = timedelta(days=7)


@transaction.atomic
def follow(*, organisation: Organisation, today: date, by: Person | None) -> int:
    """Bring in step what an organisation owes, and whoever carries its membership on; return what changed."""
    theirs = Q(organisation=organisation) | Q(carries_on__organisation=organisation)
    counting = ~Q(stage=Stage.ENDED) | Q(ended_on__gte=today - _JUST_ENDED)
    found = Membership.objects.filter(theirs, counting, joined_on__isnull=False)
    keys = list(found.order_by("pk").values_list("pk", flat=True).distinct())
    return recompute_many(memberships=keys, today=today, by=by).changed if keys else 0
