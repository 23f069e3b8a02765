"""Tasks of the office."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from klimapakt.casework import rules
from klimapakt.casework.models import Task
from klimapakt.foundation import audit
from klimapakt.memberships.models import Membership
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class NewTask:
    """What is to be done, by when and by whom."""

    title: str
    due_on: date | None = None
    owner: Person | None = None


@transaction.atomic
def write_task(*, task: NewTask, membership: Membership | None, by: Person) -> Task:
    """Write a task for a member, or for the office itself."""
    one = Task.objects.create(
        pact=pact_at_hand(),
        membership=membership,
        title=task.title.strip(),
        due_on=task.due_on,
        owner=task.owner,
        created_at=timezone.now(),
        created_by=by,
    )
    audit.record(what="task.written", subject=one, by=by)
    return one


@transaction.atomic
def finish_task(*, task: Task, by: Person) -> Task:
    """Say that a task is done. Raises TaskOver when somebody said so before."""
    one = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if one.done_at is not None:
        raise rules.TaskOver
    one.done_at, one.done_by = timezone.now(), by
    one.save(update_fields=["done_at", "done_by"])
    audit.record(what="task.done", subject=one, by=by)
    return one


@transaction.atomic
def reopen_task(*, task: Task, by: Person) -> Task:
    """Take back that a task is done. Raises TaskOver when it is open already."""
    one = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if one.done_at is None:
        raise rules.TaskOver
    one.done_at, one.done_by = None, None
    one.save(update_fields=["done_at", "done_by"])
    audit.record(what="task.reopened", subject=one, by=by)
    return one


@transaction.atomic
def withdraw_task(*, pk: int, by: Person) -> bool:
    """Take back a task that was written by mistake, unless somebody has done it; tell whether it was open."""
    one = Task.objects.select_for_update(of=("self",)).filter(pk=pk, done_at__isnull=True).first()
    if one is None:
        return False
    audit.record(what="task.withdrawn", subject=one, by=by)
    one.delete()
    return True
