"""Reads of casework."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from klimapakt.casework.enums import BulkState, ContactKind, ItemState
from klimapakt.casework.models import BulkItem, BulkRun, Contact, SavedView, Task
from klimapakt.memberships.models import Membership
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work on many has come."""

    total: int
    waiting: int
    done: int
    skipped: int
    undone: int
    kept: int
    is_undoing: bool = False

    @property
    def percent(self) -> int:
        """Return the share that is not waiting any more, or while it is undone, that is back or kept."""
        if self.is_undoing:
            back = self.undone + self.kept
            return back * 100 // max(1, back + self.done)
        return 100 if not self.total else (self.total - self.waiting) * 100 // self.total


def contacts_of(membership: Membership) -> QuerySet[Contact]:
    """Return the contacts with a member, the latest first."""
    return Contact.objects.filter(membership=membership).select_related("by", "struck_by")


def contacts_shared_with_chamber(membership: Membership) -> QuerySet[Contact]:
    """Return what a chamber may read where the member agreed: no notes, nothing that was struck out."""
    return contacts_of(membership).filter(struck_at__isnull=True).exclude(kind=ContactKind.NOTE)


def contact(membership: Membership, pk: int) -> Contact | None:
    """Return one contact with a member."""
    return contacts_of(membership).filter(pk=pk).first()


def tasks_of(membership: Membership) -> QuerySet[Task]:
    """Return the open tasks for a member."""
    return Task.objects.filter(membership=membership, done_at__isnull=True).select_related("owner")


def done_tasks_of(membership: Membership) -> QuerySet[Task]:
    """Return what was done for a member, the latest first."""
    found = Task.objects.filter(membership=membership, done_at__isnull=False)
    return found.select_related("owner", "done_by").order_by("-done_at", "pk")


def task(pk: int) -> Task | None:
    """Return a task of the pact at hand."""
    return Task.objects.select_related("membership__organisation", "owner").filter(pk=pk).first()


def open_tasks(today: date, person: Person | None = None) -> QuerySet[Task]:
    """Return the open tasks that are due or have no day; of one person, else of everybody."""
    found = Task.objects.filter(done_at__isnull=True).filter(Q(due_on__isnull=True) | Q(due_on__lte=today))
    if person is not None:
        found = found.filter(Q(owner=person) | Q(owner__isnull=True))
    return found.select_related("membership__organisation", "owner")


def with_contacts(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Return memberships with ``last_contact_on`` (None without any) and ``open_tasks``."""
    spoken = Contact.objects.filter(membership=OuterRef("pk"), struck_at__isnull=True)
    spoken = spoken.exclude(kind=ContactKind.NOTE).order_by()
    latest = spoken.values("membership").annotate(latest=Max("on")).values("latest")
    waiting = Task.objects.filter(membership=OuterRef("pk"), done_at__isnull=True).order_by()
    counted = waiting.values("membership").annotate(count=Count("pk")).values("count")
    return memberships.annotate(last_contact_on=Subquery(latest), open_tasks=Coalesce(Subquery(counted), 0))


def views_for(person: Person) -> QuerySet[SavedView]:
    """Return the views a person can choose: its own and those that are shared."""
    return SavedView.objects.filter(Q(owner=person) | Q(is_shared=True)).select_related("owner")


def own_view(person: Person, pk: int) -> SavedView | None:
    """Return a view of one's own."""
    return SavedView.objects.filter(owner=person, pk=pk).first()


def run(pk: UUID) -> BulkRun | None:
    """Return work on many of the pact at hand."""
    return BulkRun.objects.select_related("by").filter(pk=pk).first()


def runs() -> QuerySet[BulkRun]:
    """Return work on many, the latest first, with how many members it touched as ``count``."""
    return BulkRun.objects.select_related("by").annotate(count=Count("items"))


def progress_of(one: BulkRun) -> Progress:
    """Return how far it has come."""
    found = dict(BulkItem.objects.filter(run=one).order_by().values_list("state").annotate(Count("pk")))
    counts = {state: found.get(state, 0) for state in ItemState.values}
    is_undoing = one.state == BulkState.UNDOING
    return Progress(total=sum(counts.values()), is_undoing=is_undoing, **counts)


def left_out_of(one: BulkRun) -> Sequence[BulkItem]:
    """Return who was left out, or changed meanwhile, with why."""
    states = (ItemState.SKIPPED, ItemState.KEPT)
    found = BulkItem.objects.filter(run=one, state__in=states)
    return list(found.select_related("membership__organisation"))
