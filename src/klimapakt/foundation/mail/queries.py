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


def listed(sender: UUID, state: str = "", search: str = "") -> QuerySet[OutgoingMail]:
    """Return a sender's mail in one state, or all, with these words in address or subject: failed first."""
    found = newest(sender)
    if state == MailState.QUEUED:
        found = found.filter(state__in=(MailState.QUEUED, MailState.SENDING))
    elif state:
        found = found.filter(state=state)
    if search:
        found = found.filter(Q(recipient__icontains=search) | Q(subject__icontains=search))
    return found.alias(urgency=_URGENCY).order_by("urgency", "-created_at", "pk")


def newest(sender: UUID) -> QuerySet[OutgoingMail]:
    """Return a sender's mail, the newest first."""
    found = OutgoingMail.objects.filter(sender=sender)
    return found.defer("text", "html", "secrets").order_by("-created_at", "pk")


def mail_of(sender: UUID, pk: UUID) -> OutgoingMail | None:
    """Return one mail of a sender; None where there is none or it is somebody else's."""
    return OutgoingMail.objects.filter(sender=sender, pk=pk).first()


def counted(sender: UUID) -> Mapping[str, int]:
    """Return how many of a sender's mails are in each state; what is being sent still waits."""
    return _by_state(OutgoingMail.objects.filter(sender=sender))


def untried(cause: str) -> QuerySet[OutgoingMail]:
    """Return the mail whose key begins with this cause and that nobody has tried to send yet."""
    return OutgoingMail.objects.filter(key__startswith=cause, state=MailState.QUEUED, attempts=0)


def counted_of_all() -> Mapping[str, int]:
    """Return how many mails of the whole installation are in each state: for its operator, on no page."""
    return _by_state(OutgoingMail.objects.all())


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


def _by_state(mails: QuerySet[OutgoingMail]) -> Mapping[str, int]:
    found = mails.order_by().values_list("state").annotate(Count("pk"))
    counts = {**dict.fromkeys(MailState.values, 0), **dict(found)}
    counts[MailState.QUEUED] += counts.pop(MailState.SENDING)
    return counts
