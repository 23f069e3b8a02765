"""The job that posts an issue, and who begins it: the office, or the clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction
from django_tasks import TaskContext, task

from klimapakt.foundation import jobs
from klimapakt.newsletter import actions
from klimapakt.newsletter.models import Issue
from klimapakt.pacts.models import Pact
from klimapakt.pacts.queries import every_pact
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person

_COUNTS_AS_GONE: Final = timedelta(minutes=5)


@transaction.atomic
def send(
    *, issue: Issue, revision: int, send_at: datetime | None, leave_links: Mapping[str, str], by: Person
) -> Issue:
    """Release an issue and let it be sent now, or at a moment; raises what ``actions.release`` does."""
    one = actions.release(issue=issue, revision=revision, send_at=send_at, leave_links=leave_links, by=by)
    if send_at is None:
        _enqueue(one)
    return one


def schedule(*, now: datetime) -> int:
    """Let every issue be sent whose moment has come, or that lost its job; return how many."""
    begun = 0
    for pact in every_pact():
        with within(pact), transaction.atomic():
            for one in actions.begin_due(now=now, left_since=now - _COUNTS_AS_GONE):
                _enqueue(one)
                begun += 1
    return begun


@task(takes_context=True)
def post_issue(context: TaskContext, pact: str, pk: str) -> None:
    """Post an issue to all who have not got it; done twice, nobody gets it twice."""
    found = Pact.objects.filter(pk=UUID(pact)).first()
    if found is None or jobs.is_given_up(context):
        return  # the issue stays unfinished; ``schedule`` begins anew
    with within(found):
        one = Issue.objects.filter(pk=UUID(pk)).first()
        if one is None:
            return
        while actions.go_on(issue=one):
            pass
        actions.finish(issue=one)


def _enqueue(one: Issue) -> None:
    """Enqueue the job: in this transaction where there is a queue, after it where jobs run at once."""
    if jobs.is_immediate():
        transaction.on_commit(partial(post_issue.enqueue, str(one.pact_id), str(one.pk)), robust=True)
    else:
        post_issue.enqueue(str(one.pact_id), str(one.pk))
