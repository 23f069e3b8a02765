"""The outbox: post a mail, hand over what is due, and pick up what was lost.

``post`` writes the mail in the transaction of its cause: nothing is sent that did not happen, and nothing
happens without its mail. A job in the queue ``mail`` hands it over at once; what fails or loses its job is
found by ``sweep``, which every worker calls every few seconds, and ``klimapakt mail send`` by hand.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from klimapakt.foundation import jobs
from klimapakt.foundation.mail import actions, queries, sending
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.foundation.models import OutgoingMail

_MOST_AT_ONCE: Final = 200


@transaction.atomic
def post(
    *,
    to: str,
    kind: Kind,
    language: str,
    context: Mapping[str, str],
    key: str = "",
    not_before: datetime | None = None,
) -> OutgoingMail:
    """Post a mail; it leaves when the transaction of the caller stands, and never when it does not.

    ``key`` names the cause: what was posted with a key is not posted again. Without one, each call is a cause
    of its own. Before ``not_before`` it waits in the outbox, from where ``sweep`` takes it.
    """
    mail, is_new = actions.write(
        to=to, kind=kind, language=language, context=context, key=key, not_before=not_before
    )
    if is_new and not_before is None:
        _hand_over_later(mail)
    return mail


@transaction.atomic
def send_again(*, mail: OutgoingMail, by: AbstractBaseUser) -> None:
    """Let a mail that was not delivered be tried for another day; raises NotPossible."""
    _hand_over_later(actions.send_again(mail=mail, by=by))


@task(queue_name=queries.QUEUE)
def deliver(pk: str) -> None:
    """Hand one mail to the server, unless it is not due, was sent, or is being sent by somebody else."""
    mail = actions.claim(pk=UUID(pk), at=timezone.now())
    if mail is None:
        return
    try:
        with sending.connected() as connection:
            sending.hand_over(mail, connection)
            actions.note_sent(mail=mail, at=timezone.now())
    except sending.NotSent as refused:
        now = timezone.now()
        actions.note_failure(mail=mail, failure=refused.failure, at=now)
        if refused.is_server_away:
            actions.wait_for_server(failure=refused.failure, at=now)


def sweep(*, at: datetime) -> int:
    """Take back what lost its sender, and let be sent what is due and has no job; return how many.

    While jobs wait in the queue nothing is missing: what is due has its job there or gets one afterwards.
    """
    actions.free_stuck(at=at)
    if queries.has_jobs():
        return 0
    due = list(queries.due(at)[:_MOST_AT_ONCE])
    for pk in due:
        deliver.enqueue(str(pk))
    return len(due)


def _hand_over_later(mail: OutgoingMail) -> None:
    """Enqueue the job: in this transaction where there is a queue, after it where jobs run at once."""
    if jobs.is_immediate():
        transaction.on_commit(partial(deliver.enqueue, str(mail.pk)), robust=True)
    else:
        deliver.enqueue(str(mail.pk))
