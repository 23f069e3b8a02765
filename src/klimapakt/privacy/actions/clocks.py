"""The clocks: what is over goes, in small steps that can be interrupted; so do accounts without a role."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.foundation.personal_data import Ending, Table, declared
from klimapakt.organisations.models import Mandate, Role
from klimapakt.pacts.models import OfficeRole
from klimapakt.pacts.scoping import over_all_pacts
from klimapakt.people.models import Person
from klimapakt.privacy import queries
from klimapakt.privacy.actions.erasing import erase
from klimapakt.privacy.subject import rows

_AT_ONCE: Final = 200


def forget_due(*, at: datetime) -> Iterator[tuple[str, int]]:
    """Delete what is due, yielding table and number after each step; what stands after each step is done.

    A run that is killed has done its steps; the next one finds the rest.
    """
    for table in declared().values():
        if table.clock is not None and table.clock.ending is Ending.DELETED:
            while gone := _forget_some(table, at):
                yield table.model, gone
    note_without_role(at=at)
    for person in queries.without_role_for_long(at):
        erase(person=person, by=None)
        yield "people.Person", 1


@transaction.atomic
def note_without_role(*, at: datetime) -> int:
    """Note for every account since when it has no role any more; forget the note where it has one again.

    A mandate that counts is as good as a role: an adviser has nothing else.
    """
    # Accounts belong to the installation; a role in any pact counts.
    with over_all_pacts():
        mandates = Mandate.objects.filter(adviser=OuterRef("pk"), accepted_at__isnull=False)
        people = Person.objects.annotate(
            acts=Exists(Role.objects.filter(person=OuterRef("pk"))),
            works=Exists(OfficeRole.objects.filter(person=OuterRef("pk"))),
            advises=Exists(mandates.filter(ended_at__isnull=True, ends_on__gte=timezone.localdate(at))),
        )
        people.filter(advises=True, without_role_since__isnull=False).update(without_role_since=None)
        people.filter(acts=True, without_role_since__isnull=False).update(without_role_since=None)
        people.filter(works=True, without_role_since__isnull=False).update(without_role_since=None)
        idle = people.filter(acts=False, works=False, advises=False, without_role_since__isnull=True)
        return idle.update(without_role_since=at)


@transaction.atomic
def _forget_some(table: Table, at: datetime) -> int:
    """Delete some of the rows of a table that are due, with an event that tells how many."""
    if table.clock is None or table.clock.due is None:
        return 0
    # Periods are those of the law, not of a pact.
    with over_all_pacts():
        over = rows(table).filter(table.clock.due(at)).order_by()
        keys = list(over.values_list("pk", flat=True)[:_AT_ONCE])
        if keys:
            rows(table).filter(pk__in=keys).delete()
            told: dict[str, audit.Detail] = {"table": table.model, "rows": len(keys)}
            audit.record(what="privacy.time_over", subject=queries.chain_head(), by=None, details=told)
    return len(keys)
