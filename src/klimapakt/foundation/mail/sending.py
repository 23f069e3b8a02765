"""Handing one mail to the mail server, and understanding what it answers."""

import smtplib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import BadHeaderError

from klimapakt.foundation.mail import sealing, writing
from klimapakt.foundation.mail.actions import Failure
from klimapakt.foundation.mail.enums import MailProblem
from klimapakt.foundation.mail.kinds import all_kinds
from klimapakt.foundation.models import OutgoingMail

_LINE = (OSError, smtplib.SMTPException)
_PERMANENT = range(500, 600)


class NotSent(Exception):
    """The mail was not taken; ``is_server_away`` when no other mail would be taken now either."""

    def __init__(self, failure: Failure, *, is_server_away: bool = False) -> None:
        super().__init__(failure.problem)
        self.failure = failure
        self.is_server_away = is_server_away


@contextmanager
def connected() -> Iterator[BaseEmailBackend]:
    """Open the way to the mail server; raise NotSent where it does not answer or does not let us in."""
    connection = get_connection()
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError as refused:
        failure = Failure(MailProblem.SIGN_IN_REFUSED, refused.smtp_code)
        raise NotSent(failure, is_server_away=True) from None
    except _LINE:
        raise NotSent(Failure(MailProblem.SERVER_AWAY), is_server_away=True) from None
    try:
        yield connection
    finally:
        # The mail is with the server by now, or is not; that the farewell fails changes nothing.
        with suppress(*_LINE):
            connection.close()


def hand_over(mail: OutgoingMail, connection: BaseEmailBackend) -> None:
    """Give a mail to the server; it has taken responsibility when this returns. Raises NotSent."""
    try:
        connection.send_messages([letter_of(mail)])
    except sealing.SecretLost:
        raise NotSent(Failure(MailProblem.SECRET_LOST, is_final=True)) from None
    except (*_LINE, BadHeaderError, UnicodeError) as problem:
        raise NotSent(failure_of(problem)) from None


def letter_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Return the mail as it leaves: text and HTML, the same Message-ID each time, nothing to answer to.

    Automatic answers such as out-of-office notes are asked to stay away. What one can leave says how.
    """
    secrets = sealing.unseal(mail.secrets)
    letter = EmailMultiAlternatives(
        subject=mail.subject,
        body=writing.filled(mail.text, secrets),
        from_email=formataddr((mail.sender_name, settings.DEFAULT_FROM_EMAIL)),
        to=[mail.recipient],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "Message-ID": mail.message_id,
            "Date": format_datetime(mail.created_at),
            "Content-Language": mail.language,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **_ways_out(mail, secrets),
        },
    )
    letter.attach_alternative(writing.filled_html(mail.html, secrets), "text/html")
    return letter


def _ways_out(mail: OutgoingMail, secrets: Mapping[str, str]) -> dict[str, str]:
    """Return the headers with which a mail program lets its reader leave by one click (RFC 8058)."""
    kind = all_kinds().get(mail.kind)
    link = secrets.get(kind.left_by, "") if kind else ""
    if not link:
        return {}
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def failure_of(problem: Exception) -> Failure:
    """Return what an answer of the server means: for good, or for now.

    >>> failure_of(smtplib.SMTPRecipientsRefused({"x@example.org": (550, b"unknown")}))
    Failure(problem=MailProblem.ADDRESS_REFUSED, smtp_status=550, is_final=True)
    """
    match problem:
        case smtplib.SMTPRecipientsRefused():
            (status, _), *_ = problem.recipients.values()
            return _refused(MailProblem.ADDRESS_REFUSED, status)
        case smtplib.SMTPSenderRefused():
            # It says nothing about this mail, and whoever runs the server can mend it.
            return Failure(MailProblem.SENDER_REFUSED, problem.smtp_code)
        case smtplib.SMTPResponseException():
            return _refused(MailProblem.CONTENT_REFUSED, problem.smtp_code)
        case smtplib.SMTPNotSupportedError() | BadHeaderError() | UnicodeError():
            return Failure(MailProblem.NOT_WRITABLE, is_final=True)
        case _:
            return Failure(MailProblem.CUT_OFF)


def _refused(problem: MailProblem, status: int) -> Failure:
    if status in _PERMANENT:
        return Failure(problem, status, is_final=True)
    return Failure(MailProblem.LATER, status)
