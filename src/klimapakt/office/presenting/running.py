"""Jobs in plain words: what they do, how they stand, why they stopped; never what they were given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus

from klimapakt.reports.queries import running
from klimapakt.reports.queries.running import Job

TITLES: Final[Mapping[str, Promise]] = {
    running.NIGHTLY: _("Nightly run: bring every member's duties in step and remind"),
    running.RECOMPUTE: _("Compute all duties anew, as after a new rulebook"),
    running.MEETINGS: _("Open registrations of meetings, move waiting lists on, remind"),
    running.MANY: _("Work on many members at once"),
    running.UNDO: _("Undo work on many members"),
    running.REMIND: _("Remind many members at once"),
    running.RENEW: _("Ask members again to agree"),
    running.WITHDRAW: _("Take back reminders that have not left yet"),
    running.READ: _("Read a table that a member has uploaded"),
    running.TAKE: _("Take the rows of a table over"),
    running.MAIL: _("Send an e-mail"),
}
_REASONS: Final[Mapping[str, Promise]] = {
    "OperationalError": _("The database was away or busy. Try again when it answers."),
    "MemoryError": _("There was not enough memory. Try again when less is going on."),
    "TimeoutError": _("It took too long. Try again when less is going on."),
    "": _("It was tried three times, or its worker was ended in the middle each time."),
}
_UNKNOWN: Final = _("A fault of the program. Whoever runs the server finds it in the log of the worker.")


@dataclass(frozen=True, slots=True)
class ShownJob:
    """One job as the page shows it."""

    pk: UUID
    title: str | Promise
    state: str | Promise
    badge: str
    since: datetime
    attempts: int
    reason: str | Promise
    kind: str
    may_be_tried: bool


def shown(found: Iterable[Job]) -> list[ShownJob]:
    """Return jobs as the page shows them."""
    listed = list(found)
    futile = running.futile(listed)
    return [_shown(one, may_be_tried=one.pk not in futile) for one in listed]


def _shown(one: Job, *, may_be_tried: bool) -> ShownJob:
    state, badge = _state(one)
    kind = one.exception_class_path.rpartition(".")[2]
    return ShownJob(
        pk=one.pk,
        title=TITLES.get(one.task_path, one.task_path),
        state=state,
        badge=badge,
        since=one.finished_at or one.started_at or one.enqueued_at,
        attempts=len(one.worker_ids),
        reason=_REASONS.get(kind, _UNKNOWN),
        kind=kind,
        may_be_tried=may_be_tried,
    )


def _state(one: Job) -> tuple[Promise, str]:
    if one.status == TaskResultStatus.RUNNING:
        return _("Running"), "info"
    if one.status == TaskResultStatus.READY:
        return (_("Waits for another attempt"), "warning") if one.worker_ids else (_("Waiting"), "neutral")
    return _("Stopped"), "error"
