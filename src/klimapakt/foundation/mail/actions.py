"""Every write of the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation import audit
from klimapakt.foundation.mail import rules, sealing, writing
from klimapakt.foundation.mail.enums import MailProblem, MailState
from klimapakt.foundation.mail.kinds import Kind, all_kinds
from klimapakt.foundation.mail.sender import sender_now
from klimapakt.foundation.models import OutgoingMail

_NOTHING: Final = {"recipient": "", "subject": "", "text": "", "html": "", "secrets": ""}
_JOBS_KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a mail was not taken, what the server called it, and whether trying again is of any use."""

    problem: MailProblem
    smtp_status: int | None = None
    is_final: bool = False


@transaction.atomic
def write(
    *,
    to: str,
    kind: Kind,
    language: str,
    context: Mapping[str, str],
    key: str,
    not_before: datetime | None = None,
) -> tuple[OutgoingMail, bool]:
    """Write a mail into the outbox unless one with this key is there; return it and whether it is new.

    It does not leave before ``not_before``. Raises ValidationError when ``to`` is no address, ForeignLink
    when a link leads to another host.
    """
    validate_email(to)
    written = writing.write(kind, language, context)
    now, domain = timezone.now(), settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    sender = sender_now()
    return OutgoingMail.objects.get_or_create(
        key=key or uuid4().hex,
        defaults={
            "kind": kind.name,
            "sender": sender.key,
            "sender_name": writing.one_line(sender.name),
            "reply_to": sender.contact,
            "language": language,
            "recipient": to,
            "subject": written.subject,
            "text": written.text,
            "html": written.html,
            "secrets": sealing.seal(written.secrets),
            "message_id": f"<{uuid4().hex}@{domain}>",
            "created_at": now,
            "queued_at": not_before or now,
            "next_attempt_at": not_before or now,
        },
    )


@transaction.atomic
def claim(*, pk: UUID, at: datetime) -> OutgoingMail | None:
    """Take a mail to send it; None when it is not due or another sender has it. It is a loan for minutes."""
    due = OutgoingMail.objects.select_for_update(skip_locked=True).filter(
        pk=pk, state=MailState.QUEUED, next_attempt_at__lte=at
    )
    mail = due.first()
    if mail is None:
        return None
    kind = all_kinds().get(mail.kind)
    if rules.is_too_late(counts_for=kind.counts_for if kind else None, created_at=mail.created_at, now=at):
        _give_up(mail, Failure(MailProblem.TOO_LATE))
        return None
    mail.state, mail.attempts, mail.next_attempt_at = MailState.SENDING, mail.attempts + 1, at + rules.LEASE
    mail.save(update_fields=["state", "attempts", "next_attempt_at"])
    return mail


@transaction.atomic
def note_sent(*, mail: OutgoingMail, at: datetime) -> None:
    """Write down that the server has taken the mail, and forget its secrets; the demo shows them on."""
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.state == MailState.SENT:
        return
    mail.state, mail.sent_at, mail.next_attempt_at = MailState.SENT, at, None
    mail.problem, mail.smtp_status = "", None
    if not settings.KLIMA_DEMO:
        mail.secrets = ""
    mail.save()


@transaction.atomic
def note_failure(*, mail: OutgoingMail, failure: Failure, at: datetime) -> None:
    """Write down that the server has not taken the mail; it waits for another attempt or is given up."""
    attempt = mail.attempts
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.state != MailState.SENDING or mail.attempts != attempt:
        return  # the loan was over and somebody else has it, or has sent it
    _fail(mail, failure, at)


@transaction.atomic
def wait_for_server(*, failure: Failure, at: datetime) -> None:
    """Let all mail wait for a minute that would meet the same silent server; give up what is a day old."""
    old = OutgoingMail.objects.select_for_update(skip_locked=True).filter(
        state=MailState.QUEUED, queued_at__lte=at - rules.GIVEN_UP_AFTER
    )
    for mail in old.order_by("pk"):
        _give_up(mail, failure)
    soon = at + rules.PAUSES[0]
    # Locked in one order, so that two workers that meet the same silence do not wait for each other.
    sooner = OutgoingMail.objects.select_for_update(skip_locked=True).filter(
        state=MailState.QUEUED, next_attempt_at__lt=soon
    )
    keys = list(sooner.order_by("pk").values_list("pk", flat=True))
    OutgoingMail.objects.filter(pk__in=keys).update(next_attempt_at=soon)


@transaction.atomic
def free_stuck(*, at: datetime) -> int:
    """Take back mail whose sender has been silent for too long, killed perhaps; return how many.

    Whether the server had taken it, nobody knows: it goes out once more, under the same Message-ID.
    """
    stuck = OutgoingMail.objects.select_for_update(skip_locked=True).filter(
        state=MailState.SENDING, next_attempt_at__lte=at
    )
    freed = list(stuck.order_by("pk"))
    for mail in freed:
        _fail(mail, Failure(MailProblem.INTERRUPTED), at)
    return len(freed)


@transaction.atomic
def send_again(*, mail: OutgoingMail, by: AbstractBaseUser) -> OutgoingMail:
    """Give a mail that was not delivered another day; raise NotPossible when it cannot be sent any more."""
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if not may_send_again(mail):
        raise rules.NotPossible
    now = timezone.now()
    mail.state, mail.attempts = MailState.QUEUED, 0
    mail.queued_at = mail.next_attempt_at = now
    mail.save(update_fields=["state", "attempts", "queued_at", "next_attempt_at"])
    audit.record(what="mail.sent_again", subject=mail, by=by)
    return mail


@transaction.atomic
def drop(*, mail: OutgoingMail, by: AbstractBaseUser) -> OutgoingMail:
    """Do not try a mail any more that was not delivered; dropping it twice changes nothing."""
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.state == MailState.SUPPRESSED:
        return mail
    if mail.state != MailState.FAILED:
        raise rules.NotPossible
    mail.state, mail.secrets = MailState.SUPPRESSED, ""
    mail.save(update_fields=["state", "secrets"])
    audit.record(what="mail.dropped", subject=mail, by=by)
    return mail


@transaction.atomic
def withdraw(*, cause: str, by: AbstractBaseUser) -> bool:
    """Take back every mail whose key begins with this cause, unless anybody has tried to send one of them.

    Tell whether they were taken back: all of them or none. A mail that was tried once may have arrived.
    """
    found = list(OutgoingMail.objects.select_for_update().filter(key__startswith=cause).order_by("pk"))
    if not found or any(mail.state != MailState.QUEUED or mail.attempts for mail in found):
        return False
    for mail in found:
        mail.state, mail.secrets, mail.next_attempt_at = MailState.SUPPRESSED, "", None
        mail.save(update_fields=["state", "secrets", "next_attempt_at"])
        audit.record(what="mail.withdrawn", subject=mail, by=by)
    return True


def may_send_again(mail: OutgoingMail) -> bool:
    """Tell whether a mail was not delivered and still says something that counts."""
    return (
        mail.state == MailState.FAILED
        and mail.emptied_at is None
        and mail.problem not in {MailProblem.TOO_LATE, MailProblem.SECRET_LOST}
    )


@transaction.atomic
def forget_old(*, at: datetime) -> None:
    """Empty mail that left or was given up a month ago, delete its rows after three, and old job reports."""
    month = at - rules.KEPT
    unemptied = OutgoingMail.objects.filter(emptied_at__isnull=True)
    unemptied.filter(state=MailState.SENT, sent_at__lt=month).update(emptied_at=at, **_NOTHING)
    given_up = unemptied.filter(state__in=(MailState.FAILED, MailState.SUPPRESSED), queued_at__lt=month)
    given_up.update(state=MailState.SUPPRESSED, emptied_at=at, **_NOTHING)
    OutgoingMail.objects.filter(emptied_at__isnull=False, created_at__lt=at - rules.LISTED).delete()
    DBTaskResult.objects.filter(finished_at__lt=at - _JOBS_KEPT).delete()


def _fail(mail: OutgoingMail, failure: Failure, at: datetime) -> None:
    following = (
        None
        if failure.is_final
        else rules.next_attempt_at(attempts=mail.attempts, queued_at=mail.queued_at, now=at)
    )
    if following is None:
        _give_up(mail, failure)
        return
    # What was interrupted can be repeated at once: nobody refused it.
    is_interrupted = failure.problem == MailProblem.INTERRUPTED
    mail.state, mail.next_attempt_at = MailState.QUEUED, at if is_interrupted else following
    mail.problem, mail.smtp_status = failure.problem, failure.smtp_status
    mail.save(update_fields=["state", "next_attempt_at", "problem", "smtp_status"])


def _give_up(mail: OutgoingMail, failure: Failure) -> None:
    mail.state, mail.next_attempt_at = MailState.FAILED, None
    mail.problem, mail.smtp_status = failure.problem, failure.smtp_status
    if failure.problem == MailProblem.TOO_LATE:
        mail.secrets = ""
    mail.save(update_fields=["state", "next_attempt_at", "problem", "smtp_status", "secrets"])
