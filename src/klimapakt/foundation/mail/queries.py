"""Reads of the outbox."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, Min, Q, QuerySet, Value, When
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation.mail.enums import MailState, Urgency
from klimapakt.foundation.models import OutgoingMail

QUEUE = "mail"
"""The queue whose jobs hand mail over; a worker does them beside all others."""

_URGENCY = Case(
    When(state=MailState.FAILED, then=Value(Urgency.DEAD)),
    When(state__in=(MailState.QUEUED, MailState.SENDING), then=Value(Urgency.UNDERWAY)),
    default=Value(Urgency.OVER),
)


def listed(state: str = "", search: str = "") -> QuerySet[OutgoingMail]:
    """Return mail in one state, or all, that has these words in address or subject: what failed first."""
    found = OutgoingMail.objects.defer("text", "html", "secrets")
    if state == MailState.QUEUED:
        found = found.filter(state__in=(MailState.QUEUED, MailState.SENDING))
    elif state:
        found = found.filter(state=state)
    if search:
        found = found.filter(Q(recipient__icontains=search) | Q(subject__icontains=search))
    return found.alias(urgency=_URGENCY).order_by("urgency", "-created_at", "pk")


def newest() -> QuerySet[OutgoingMail]:
    """Return all mail, the newest first."""
    return OutgoingMail.objects.defer("text", "html", "secrets").order_by("-created_at", "pk")


def counted() -> Mapping[str, int]:
    """Return how many there are in each state; what is being sent still waits."""
    found = OutgoingMail.objects.order_by().values_list("state").annotate(Count("pk"))
    counts = {**dict.fromkeys(MailState.values, 0), **dict(found)}
    counts[MailState.QUEUED] += counts.pop(MailState.SENDING)
    return counts


def waiting_since() -> datetime | None:
    """Return since when the mail waits that has waited longest; None when none waits."""
    underway = OutgoingMail.objects.filter(state__in=(MailState.QUEUED, MailState.SENDING))
    since: datetime | None = underway.aggregate(since=Min("queued_at"))["since"]
    return since


def due(at: datetime) -> QuerySet[OutgoingMail, UUID]:
    """Return the keys of what can be sent now, what has been due longest first."""
    found = OutgoingMail.objects.filter(state=MailState.QUEUED, next_attempt_at__lte=at)
    return found.order_by("next_attempt_at", "created_at", "pk").values_list("pk", flat=True)


def has_jobs() -> bool:
    """Tell whether somebody is about to send: while there are jobs, none is missing."""
    active = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(queue_name=QUEUE, status__in=active).exists()
