"""Releasing an issue and posting it: in parts that stand each for itself, to each subscriber once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.newsletter import letters, rules
from klimapakt.newsletter.actions.writing import draft
from klimapakt.newsletter.enums import IssueState
from klimapakt.newsletter.models import Delivery, Issue, Subscription
from klimapakt.organisations.rules import ChangedMeanwhile
from klimapakt.people.models import Person

AT_ONCE: Final = 100


@transaction.atomic
def release(
    *, issue: Issue, revision: int, send_at: datetime | None, leave_links: Mapping[str, str], by: Person
) -> Issue:
    """Let a draft be sent, now or at a moment; from then on its words stay.

    ``leave_links`` are the addresses of the leave page by language, with ``letters.PLACE`` for the token.
    Raises NotReady, NobodyThere, DayGone, OnItsWay, and ChangedMeanwhile where another text was looked at.
    """
    one = draft(issue)
    now = timezone.now()
    if one.revision != revision:
        raise ChangedMeanwhile(one)
    written = {"de": (one.subject_de, one.text_de), "en": (one.subject_en, one.text_en)}
    rules.ensure_ready(written=[(code, *written[code]) for code in one.pact.languages])
    if send_at is not None and send_at <= now:
        raise rules.DayGone
    if send_at is None and not to_reach(now).exists():
        raise rules.NobodyThere
    one.state = IssueState.SENDING if send_at is None else IssueState.SCHEDULED
    one.leave_links, one.send_at = dict(leave_links), send_at or now
    one.released_by, one.released_at, one.moved_at = by, now, now
    one.save()
    audit.record(
        what="newsletter.issue_released", subject=one, by=by, details={"is_scheduled": send_at is not None}
    )
    return one


@transaction.atomic
def hold_back(*, issue: Issue, by: Person) -> Issue:
    """Make a draft again of an issue whose moment has not come; raises OnItsWay when it has."""
    one = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if one.state != IssueState.SCHEDULED:
        raise rules.OnItsWay
    one.state, one.released_by, one.released_at = IssueState.DRAFT, None, None
    one.send_at, one.moved_at = None, None
    one.save()
    audit.record(what="newsletter.issue_held_back", subject=one, by=by)
    return one


@transaction.atomic
def begin_due(*, now: datetime, left_since: datetime) -> list[Issue]:
    """Return the issues of the pact at hand to go on with: whose moment has come, or whose job is gone.

    ``left_since`` is the moment before which nothing must have moved for a job to count as gone.
    """
    due = Q(state=IssueState.SCHEDULED, send_at__lte=now) | Q(
        state=IssueState.SENDING, moved_at__lt=left_since
    )
    found = list(Issue.objects.select_for_update(skip_locked=True, of=("self",)).filter(due))
    for one in found:
        one.state, one.moved_at = IssueState.SENDING, now
        one.save(update_fields=["state", "moved_at"])
    return found


@transaction.atomic
def go_on(*, issue: Issue) -> bool:
    """Post an issue to some who have not got it; tell whether there may be more.

    Delivery and mail stand together or not at all, and the lock on the issue lets nobody else do the same.
    """
    one = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if one.state != IssueState.SENDING or one.send_at is None:
        return False
    now = timezone.now()
    some = list(to_reach(one.send_at).exclude(deliveries__issue=one).order_by("pk")[:AT_ONCE])
    for subscription in some:
        Delivery.objects.create(issue=one, subscription=subscription, at=now)
        letters.issue(one, subscription)
    one.sent_to, one.moved_at = one.sent_to + len(some), now
    one.save(update_fields=["sent_to", "moved_at"])
    return bool(some)


@transaction.atomic
def finish(*, issue: Issue) -> None:
    """Note that everybody has got it, if so; it then stands in the archive."""
    one = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if one.state != IssueState.SENDING or one.send_at is None:
        return
    if to_reach(one.send_at).exclude(deliveries__issue=one).exists():
        return
    one.state, one.sent_at = IssueState.SENT, timezone.now()
    one.save(update_fields=["state", "sent_at"])
    audit.record(what="newsletter.issue_sent", subject=one, by=None, details={"to": one.sent_to})


def to_reach(at: datetime) -> QuerySet[Subscription]:
    """Return who had confirmed by a moment and has not left."""
    return Subscription.objects.filter(confirmed_at__lte=at, left_at__isnull=True)
