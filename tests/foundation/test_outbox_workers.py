"""Workers that hand mail over: real processes on PostgreSQL, over TLS, killed in the middle."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from subprocess import Popen
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation.mail import outbox
from klimapakt.foundation.mail.enums import MailState
from klimapakt.foundation.models import OutgoingMail, WorkerBeat
from klimapakt.inventories.jobs import read_upload
from klimapakt.organisations.mail_kinds import INVITATION
from tests.foundation.certificates import Certificate, to
from tests.foundation.smtp_server import Answer, Answers, Running, always_take, smtp_server
from tests.workers import eventually, worker

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
WORDS = {"name": "Bakery", "who": "Bruno", "role": "Press", "until": "1 May"}


@pytest.fixture(autouse=True)
def _queued(settings: LazySettings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@contextmanager
def working(
    certificate: Certificate, answers: Answers = always_take, *, pause_seconds: float = 0
) -> Iterator[tuple[Running, Popen[bytes]]]:
    """Run a mail server and a worker that sends there."""
    with smtp_server(answers, context=certificate.context, pause_seconds=pause_seconds) as server:
        process = worker(**to(server, certificate))
        try:
            yield server, process
        finally:
            process.kill()
            process.wait()


@transaction.atomic
def post(count: int) -> None:
    for number in range(count):
        link = f"http://testserver/invitations/{number}/"
        outbox.post(
            to=f"m{number}@example.org",
            kind=INVITATION,
            language="en",
            context={**WORDS, "link": link},
            key=f"mail:{number}",
        )


def sent() -> int:
    return OutgoingMail.objects.filter(state=MailState.SENT).count()


def minutes_pass() -> None:
    """Let what a killed worker held be taken for abandoned."""
    earlier = timezone.now() - timedelta(minutes=6)
    WorkerBeat.objects.all().delete()
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(started_at=earlier)
    OutgoingMail.objects.filter(state=MailState.SENDING).update(next_attempt_at=earlier)


def test_mail_is_handed_over_within_ten_seconds(certificate: Certificate) -> None:
    with working(certificate) as (server, _):
        assert eventually(WorkerBeat.objects.exists)
        post(40)
        assert eventually(lambda: sent() == 40, 30)
    took = sorted((one.sent_at or timezone.now()) - one.created_at for one in OutgoingMail.objects.all())
    assert took[int(len(took) * 0.95) - 1] <= timedelta(seconds=10)
    assert set(server.box.ids().values()) == {1}
    assert len(server.box.taken) == 40


def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_under_the_same_id(
    certificate: Certificate,
) -> None:
    kills = 3
    post(200)
    with smtp_server(context=certificate.context, pause_seconds=0.02) as server:
        for round_ in range(1, kills + 1):
            process = worker(**to(server, certificate))
            goal = 40 * round_
            assert eventually(lambda goal=goal: len(server.box.taken) >= goal, 60)  # type: ignore[misc]  # bound at once
            process.kill()
            process.wait()
            minutes_pass()
        last = worker(**to(server, certificate))
        is_done = eventually(lambda: sent() == 200, 90)
        last.kill()
        last.wait()
    assert is_done
    ids = server.box.ids()
    assert set(ids) == set(OutgoingMail.objects.values_list("message_id", flat=True))
    repeated = [name for name, count in ids.items() if count > 1]
    assert sum(ids.values()) - len(ids) <= kills
    for name in repeated:
        letters = [letter for letter in server.box.taken if letter["Message-ID"] == name]
        assert len({(one["To"], one["Date"], one["Subject"]) for one in letters}) == 1


def test_two_workers_hand_each_mail_over_once(certificate: Certificate) -> None:
    post(100)
    with working(certificate) as (server, _):
        other = worker(**to(server, certificate))
        is_done = eventually(lambda: sent() == 100, 60)
        other.kill()
        other.wait()
    assert is_done
    assert list(server.box.ids().values()) == [1] * 100


def test_a_lost_job_is_missed_and_its_mail_sent(certificate: Certificate) -> None:
    post(3)
    DBTaskResult.objects.all().delete()
    with working(certificate) as (server, _):
        assert eventually(lambda: sent() == 3)
    assert len(server.box.taken) == 3


def test_a_mail_server_that_hangs_holds_up_no_other_job(certificate: Certificate) -> None:
    post(1)
    with working(certificate, lambda address, attempt: Answer.HANG):
        assert eventually(lambda: OutgoingMail.objects.filter(state=MailState.SENDING).exists())
        job = read_upload.enqueue(str(uuid4()))
        done = DBTaskResult.objects.filter(pk=job.id, status=TaskResultStatus.SUCCESSFUL)
        assert eventually(done.exists, 15)
        assert OutgoingMail.objects.get().state == MailState.SENDING


def test_a_worker_that_does_only_what_waits_sends_mail_too(certificate: Certificate) -> None:
    post(5)
    with smtp_server(context=certificate.context) as server:
        assert worker("--once", **to(server, certificate)).wait(60) == 0
    assert sent() == 5
    assert len(server.box.taken) == 5


@transaction.atomic
def post_and_think_better_of_it() -> None:
    post(1)
    raise RuntimeError


def test_a_mail_and_its_job_stand_or_fall_together() -> None:
    with pytest.raises(RuntimeError):
        post_and_think_better_of_it()
    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()
