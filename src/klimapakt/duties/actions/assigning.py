"""Who in the office answers for duties, and who stands in for them."""

from collections.abc import Iterable

from django.db import transaction

from klimapakt.duties import refusals
from klimapakt.duties.models import Duty
from klimapakt.foundation import audit
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person


@transaction.atomic
def assign(
    *, duties: Iterable[Duty], responsible: Person | None, deputy: Person | None, by: Person
) -> list[Duty]:
    """Say who answers for duties; without anybody it is whoever looks after the member."""
    if not is_allowed(by, Permission.CHANGE_MEMBERS):
        raise refusals.NotForYou
    for person in (responsible, deputy):
        if person is not None and not is_allowed(person, Permission.CHANGE_MEMBERS):
            raise refusals.NotInOffice
    if responsible is not None and deputy is not None and responsible.pk == deputy.pk:
        raise refusals.OwnDeputy
    wanted = [duty.pk for duty in duties]
    locked = list(Duty.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    for duty in locked:
        if (duty.responsible_id, duty.deputy_id) != (_key(responsible), _key(deputy)):
            duty.responsible, duty.deputy = responsible, deputy
            duty.save(update_fields=["responsible", "deputy"])
            audit.record(what="duty.assigned", subject=duty, by=by)
    return locked


def _key(person: Person | None) -> int | None:
    return None if person is None else person.pk
