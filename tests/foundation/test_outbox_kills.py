"""Mail past everything at once: a server that refuses, hangs and hangs up after the text, and killed workers.

The normal run sends a hundred mails; ``make kills`` sends a thousand. ``MAILS`` says how many.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.enums import MailState
from klimapakt.foundation.models import OutgoingMail, WorkerBeat
from klimapakt.organisations.mail_kinds import INVITATION
from tests.foundation.certificates import Certificate, to
from tests.foundation.smtp_server import Answer, Running, smtp_server
from tests.workers import eventually, worker

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
MAILS = int(os.environ.get("MAILS", "100"))
PATIENCE_SECONDS = 60 + MAILS // 2
KILLS_AT = (1 / 4, 1 / 2)
"""Shares of the mail that are taken when the worker is killed; the first comes while it waits in vain."""

HANGING = 20

WORDS = {"name": "Bakery", "who": "Bruno", "role": "Press", "until": "1 May"}
FIRST_THEN_TAKEN = {
    "refused": [Answer.REFUSE] * 99,
    "text": [Answer.REFUSE_TEXT] * 99,
    "later": [Answer.LATER],
    "gone": [Answer.HANG_UP],
    "hangs": [Answer.HANG],
}
CASES = ["fine"] * 6 + ["refused", "text", "later", "gone"]


@pytest.fixture(autouse=True)
def _queued(settings: LazySettings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def answers(address: str, attempt: int) -> Answer:
    said = FIRST_THEN_TAKEN.get(address.partition("-")[0], [])
    return said[attempt - 1] if attempt <= len(said) else Answer.TAKE


@transaction.atomic
def post() -> None:
    """Post the mail; in each five hundred one makes the server hang."""
    for number in range(MAILS):
        case = "hangs" if number % 500 == HANGING else CASES[number % 10]
        link = f"http://testserver/invitations/{number}/"
        context = {**WORDS, "link": link}
        recipient, key = f"{case}-{number}@example.org", f"mail:{number}"
        outbox.post(to=recipient, kind=INVITATION, language="en", context=context, key=key)


@contextmanager
def killed_at_the_end(server: Running, certificate: Certificate) -> Iterator[None]:
    process = worker(**to(server, certificate))
    try:
        yield
    finally:
        process.kill()
        process.wait()


def time_passes() -> None:
    """Let what a killed worker held be taken for abandoned, and what waits be due."""
    earlier = timezone.now() - timedelta(minutes=6)
    WorkerBeat.objects.all().delete()
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(started_at=earlier)
    OutgoingMail.objects.filter(state=MailState.SENDING).update(next_attempt_at=earlier)
    OutgoingMail.objects.filter(state=MailState.QUEUED).update(next_attempt_at=earlier)


def all_are_settled() -> bool:
    waiting = OutgoingMail.objects.filter(state=MailState.QUEUED)
    waiting.filter(next_attempt_at__gt=timezone.now()).update(next_attempt_at=timezone.now())
    return not OutgoingMail.objects.exclude(state__in=(MailState.SENT, MailState.FAILED)).exists()


def test_none_is_lost_and_none_doubled_but_under_its_own_id_by_a_kill(certificate: Certificate) -> None:
    post()
    with smtp_server(answers, context=certificate.context, pause_seconds=0.01) as server:
        _kill_once(server, certificate, lambda: f"hangs-{HANGING}@example.org" in server.box.attempts)
        for share in KILLS_AT:
            _kill_once(server, certificate, lambda goal=MAILS * share: len(server.box.taken) >= goal)  # type: ignore[misc]  # bound at once
        with killed_at_the_end(server, certificate):
            assert eventually(all_are_settled, PATIENCE_SECONDS)
    ids = server.box.ids()
    sent = OutgoingMail.objects.filter(state=MailState.SENT)
    refused = OutgoingMail.objects.filter(state=MailState.FAILED).values_list("recipient", flat=True)
    assert set(ids) == set(sent.values_list("message_id", flat=True))
    assert len(ids) + len(refused) == MAILS
    assert {address.partition("-")[0] for address in refused} == {"refused", "text"}
    assert sum(ids.values()) - len(ids) <= 1 + len(KILLS_AT)
    _ensure_alike(server)


def _kill_once(server: Running, certificate: Certificate, it_is_time: Callable[[], bool]) -> None:
    with killed_at_the_end(server, certificate):
        assert eventually(it_is_time, PATIENCE_SECONDS)
    time_passes()


def _ensure_alike(server: Running) -> None:
    """What came twice, also where the server had hung up on it, is recognisably the same mail."""
    came = [*server.box.taken, *server.box.unanswered]
    for name in {str(letter["Message-ID"]) for letter in server.box.unanswered}:
        alike = {(one["To"], one["Date"], one["Subject"]) for one in came if one["Message-ID"] == name}
        assert len(alike) == 1
