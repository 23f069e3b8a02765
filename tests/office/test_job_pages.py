"""What runs in the background, as the head of the office sees it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimapakt.duties import jobs as duties
from klimapakt.duties.models import NightlyRun
from klimapakt.foundation.actions import beat
from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Inventory, Upload
from klimapakt.pacts.models import Pact
from klimapakt.people.models import Person
from klimapakt.reports import actions
from klimapakt.reports.queries import running
from klimapakt.reports.queries.running import READ
from klimapakt.reports.refusals import JobGone, NothingLeftToDo
from tests.pacts.two_cities import OtherCity
from tests.reports.stopping import stopped_job

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    response = client.get("/office/jobs/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_job_that_stopped_is_shown_without_what_it_was_given(adas: Client, pact: Pact) -> None:
    stopped_job(of=pact)
    seen = page(adas)
    assert "1 job has stopped" in seen
    assert "ValueError" in seen
    assert "secret@example.org" not in seen
    assert str(pact.pk) not in seen


def test_a_job_that_gave_up_counts_as_stopped(adas: Client, pact: Pact) -> None:
    stopped_job(of=pact, status=TaskResultStatus.SUCCESSFUL, exception_class_path="", traceback="")
    assert "1 job has stopped" in page(adas)


def test_a_job_that_came_to_its_end_is_not_shown(adas: Client, pact: Pact) -> None:
    stopped_job(of=pact, status=TaskResultStatus.SUCCESSFUL, worker_ids=["one"])
    assert "No job has stopped" in page(adas)


def test_a_job_of_another_city_is_not_shown(head_of_both: Client, neighbour: OtherCity) -> None:
    job = stopped_job(of=neighbour.pact)
    assert "No job has stopped" in page(head_of_both)
    assert head_of_both.post(f"/office/jobs/{job.pk}/again/").status_code == 404


def test_trying_again_begins_from_the_beginning_and_is_noted(adas: Client, pact: Pact) -> None:
    job = stopped_job(of=pact)
    adas.post(f"/office/jobs/{job.pk}/again/")
    job.refresh_from_db()
    assert (job.status, job.worker_ids) == (TaskResultStatus.READY, [])
    assert AuditEvent.objects.filter(what="jobs.tried_again").count() == 1


def test_setting_aside_is_noted_and_the_job_is_gone(adas: Client, pact: Pact) -> None:
    job = stopped_job(of=pact)
    adas.post(f"/office/jobs/{job.pk}/aside/")
    assert not DBTaskResult.objects.filter(pk=job.pk).exists()
    assert AuditEvent.objects.filter(what="jobs.set_aside").count() == 1


def test_a_job_that_somebody_else_decided_about_is_left_alone(pact: Pact, ada: Person) -> None:
    job = stopped_job(of=pact)
    actions.try_job_again(job=job, by=ada)
    with pytest.raises(JobGone):
        actions.set_job_aside(job=job, by=ada)
    assert DBTaskResult.objects.filter(pk=job.pk).exists()


def test_case_workers_do_not_see_it(oles: Client) -> None:
    assert oles.get("/office/jobs/").status_code == 404


def test_the_last_sign_of_life_of_the_worker_is_told(adas: Client) -> None:
    assert "no sign of life" in page(adas)
    beat(worker_id="one", at=timezone.now())
    assert "last sign of life" in page(adas)


def test_a_day_is_scheduled_once_however_often_it_is_looked_at(pact: Pact) -> None:
    now = timezone.localtime().replace(hour=3)
    assert (duties.schedule(now=now), duties.schedule(now=now)) == (1, 0)
    assert NightlyRun.objects.filter(pact=pact).count() == 1


def upload_of(inventory: Inventory, state: UploadState) -> Upload:
    upload = Upload.objects.create(
        inventory=inventory,
        file_name="rows.csv",
        sha256="0" * 64,
        size=1,
        content=ContentFile(b"x", "rows.csv"),
    )
    Upload.objects.filter(pk=upload.pk).update(state=state)
    return upload


@pytest.mark.parametrize(("state", "is_offered"), [(UploadState.READING, True), (UploadState.FAILED, False)])
def test_trying_again_is_offered_only_where_something_is_left_to_do(
    adas: Client, pact: Pact, inventory: Inventory, state: UploadState, is_offered: bool
) -> None:
    upload = upload_of(inventory, state)
    args = {"args": [str(upload.pk)], "kwargs": {}}
    job = stopped_job(of=pact, task_path=READ, args_kwargs=args)
    assert (f"/office/jobs/{job.pk}/again/" in page(adas)) is is_offered


def test_a_job_whose_file_was_given_up_is_not_tried_again(
    pact: Pact, ada: Person, inventory: Inventory
) -> None:
    args = {"args": [str(upload_of(inventory, UploadState.FAILED).pk)], "kwargs": {}}
    with pytest.raises(NothingLeftToDo):
        actions.try_job_again(job=stopped_job(of=pact, task_path=READ, args_kwargs=args), by=ada)


def test_jobs_of_other_cities_hide_none_of_ours(
    monkeypatch: pytest.MonkeyPatch, pact: Pact, neighbour: OtherCity
) -> None:
    monkeypatch.setattr(running, "_AT_ONCE", 2)
    ours = stopped_job(of=pact, finished_at=timezone.now() - timedelta(days=9))
    for _number in range(5):
        stopped_job(of=neighbour.pact)
    assert [job.pk for job in running.stopped()] == [ours.pk]


def test_the_page_says_how_many_jobs_there_are_beyond_those_it_shows(
    monkeypatch: pytest.MonkeyPatch, adas: Client, pact: Pact
) -> None:
    monkeypatch.setattr(running, "MOST_SHOWN", 2)
    for _number in range(3):
        stopped_job(of=pact)
    seen = page(adas)
    assert "3 jobs have stopped" in seen
    assert "The newest 2 of 3 are shown." in seen
