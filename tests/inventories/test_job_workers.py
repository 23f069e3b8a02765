"""Workers: real processes on PostgreSQL, killed in the middle, and what is left of their work."""

import signal
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation import actions as foundation
from klimapakt.foundation import jobs as queue
from klimapakt.foundation.models import WorkerBeat
from klimapakt.inventories import actions, jobs, queries
from klimapakt.inventories.check import NO_ANSWERS
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.people.models import Person
from tests.inventories.tables import DIESEL, ELECTRICITY, GAS, csv_of, kept, seal_of
from tests.pacts.threads import threads
from tests.workers import eventually, worker

QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
OF_FILES = Q(task_path__startswith="klimapakt.inventories.")
"""Jobs of this room; a worker begins the nightly run of each pact besides."""
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _queued(settings: LazySettings) -> None:
    settings.TASKS = QUEUED


@pytest.fixture
def running() -> Iterator[subprocess.Popen[bytes]]:
    """A worker that waits for jobs until the test is over."""
    process = worker()
    yield process
    process.kill()
    process.wait()


def many(count: int) -> bytes:
    rows = [("Bakehouse", "Electricity", f"{number + 1},5", *ELECTRICITY[3:]) for number in range(count)]
    return csv_of(*rows)


def test_a_worker_reads_and_takes_over_what_waits_and_says_goodbye(
    inventory: Inventory, bruno: Person
) -> None:
    upload = jobs.receive(inventory=inventory, name="x.csv", content=many(600), by=bruno).upload
    assert worker("--once").wait(30) == 0
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED
    jobs.take_over_later(upload=upload, seal=seal_of(upload), answers=NO_ANSWERS, by=bruno)
    assert worker("--once").wait(30) == 0
    assert Activity.objects.count() == 600
    assert not WorkerBeat.objects.exists()


def test_a_worker_that_is_asked_to_stop_stops_quietly(
    running: subprocess.Popen[bytes], inventory: Inventory
) -> None:
    assert eventually(queue.is_anybody_there)
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 0
    assert not queue.is_anybody_there()


def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_the_job_is_done_later(
    running: subprocess.Popen[bytes], inventory: Inventory, bruno: Person
) -> None:
    upload = jobs.receive(inventory=inventory, name="x.csv", content=many(4000), by=bruno).upload
    assert eventually(lambda: Upload.objects.filter(pk=upload.pk, state=UploadState.CHECKED).exists())
    upload.refresh_from_db()
    jobs.take_over_later(upload=upload, seal=seal_of(upload), answers=NO_ANSWERS, by=bruno)
    assert eventually(lambda: Upload.objects.filter(pk=upload.pk, progress__gte=10).exists())
    running.kill()
    running.wait()
    assert Activity.objects.count() in {0, 4000}
    later = timezone.now() + timedelta(minutes=2)
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=2))
    foundation.free_abandoned(at=later)
    WorkerBeat.objects.all().delete()
    assert worker("--once").wait(60) == 0
    assert Activity.objects.count() == 4000
    assert Upload.objects.get().state == UploadState.TAKEN_OVER


def test_two_workers_at_once_do_each_job_once(inventory: Inventory, bruno: Person) -> None:
    uploads = [
        jobs.receive(inventory=inventory, name=f"{n}.csv", content=many(520 + n), by=bruno).upload
        for n in range(3)
    ]
    both = [worker("--once"), worker("--once")]
    assert [process.wait(60) for process in both] == [0, 0]
    assert set(Upload.objects.values_list("state", flat=True)) == {UploadState.CHECKED}
    assert [
        len(ids) for ids in DBTaskResult.objects.filter(OF_FILES).values_list("worker_ids", flat=True)
    ] == [1, 1, 1]
    assert len(uploads) == 3


def test_a_job_that_fails_is_tried_three_times_and_then_says_so(inventory: Inventory, bruno: Person) -> None:
    upload = jobs.receive(inventory=inventory, name="x.csv", content=many(600), by=bruno).upload
    upload.content.storage.delete(upload.content.name or "")
    for _ in range(queue.MOST_ATTEMPTS + 1):
        DBTaskResult.objects.update(run_after=timezone.now())
        assert worker("--once").wait(30) == 0
    upload.refresh_from_db()
    assert upload.state == UploadState.FAILED
    assert (upload.problem or {})["code"] == "job_given_up"
    assert DBTaskResult.objects.get(OF_FILES).status == TaskResultStatus.SUCCESSFUL


def test_a_job_whose_worker_lives_is_not_taken_away(inventory: Inventory, bruno: Person) -> None:
    jobs.receive(inventory=inventory, name="x.csv", content=many(600), by=bruno)
    now = timezone.now()
    foundation.beat(worker_id="alive", at=now)
    started = now - timedelta(minutes=2)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["alive"], started_at=started)
    assert foundation.free_abandoned(at=now) == 0
    assert foundation.free_abandoned(at=now + timedelta(minutes=2)) == 1


def test_two_take_overs_of_two_files_at_once_both_count_in_full(inventory: Inventory, bruno: Person) -> None:
    files = [kept(inventory, bruno, ELECTRICITY, GAS), kept(inventory, bruno, DIESEL)]
    seals, start = [seal_of(upload) for upload in files], Barrier(2)

    def press(place: int) -> None:
        try:
            mine = Upload.objects.get(pk=files[place].pk)
            start.wait(10)
            actions.take_over(upload=mine, seal=seals[place], by=bruno)
        finally:
            connection.close()

    with threads(2) as both:
        list(both.map(press, range(2)))
    assert sorted(Activity.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert queries.calculated(inventory).result.lines


def test_nothing_is_tried_again_that_did_not_fail() -> None:
    assert foundation.try_again(job_id=uuid4(), at=timezone.now()) is False
