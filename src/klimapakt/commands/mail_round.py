"""What ``klimapakt mail`` does: a round of the postman, told in one line."""

import sys
from argparse import Namespace

from django.db import DatabaseError
from django.utils import timezone

from klimapakt.commands import starting
from klimapakt.foundation.mail import actions, outbox, queries
from klimapakt.foundation.mail.enums import MailState

_SOME_DEAD = 1


def send_mail(options: Namespace) -> int:
    """Hand over everything that is due, here and now."""
    now = timezone.now()
    actions.free_stuck(at=now)
    for pk in list(queries.due(now)):
        outbox.deliver.call(str(pk))
    return list_mail(options)


def list_mail(options: Namespace) -> int:
    """Print how many e-mails there are in each state."""
    del options
    try:
        counts = queries.counted_of_all()
    except DatabaseError as problem:
        print(problem, file=sys.stderr)
        return starting.CANNOT_START
    print(
        f"waiting {counts[MailState.QUEUED]}, sent {counts[MailState.SENT]}, "
        f"not delivered {counts[MailState.FAILED]}, dropped {counts[MailState.SUPPRESSED]}"
    )
    return _SOME_DEAD if counts[MailState.FAILED] else 0


def tidy_mail(options: Namespace) -> int:
    """Empty and delete what is old."""
    actions.forget_old(at=timezone.now())
    return list_mail(options)
