"""Large tables: a job reads them and takes their rows over; a page says how far it is."""

import json
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from klimapakt.foundation import actions as foundation
from klimapakt.inventories import actions, jobs, upload_rules
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.tables import ELECTRICITY, UNKNOWN, csv_of, seal_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def large(count: int = 600) -> bytes:
    rows = [("Bakehouse", "Electricity", f"{number + 1},5", *ELECTRICITY[3:]) for number in range(count)]
    return csv_of(*rows)


@pytest.fixture
def brunos(bruno: Person, sign_in: SignIn) -> Client:
    return sign_in(bruno)


def load(client: Client, inventory: Inventory, content: bytes, name: str = "large.csv") -> str:
    file = SimpleUploadedFile(name, content)
    address = f"/portal/inventories/{inventory.pk}/uploads/new/"
    return client.post(address, {"file": file}, follow=True).content.decode()


def page_of(client: Client, upload: Upload) -> str:
    return client.get(f"/portal/uploads/{upload.pk}/", follow=True).content.decode()


def progress_of(client: Client, upload: Upload) -> dict[str, object]:
    found: dict[str, object] = json.loads(client.get(f"/portal/uploads/{upload.pk}/progress.json").content)
    return found


def waited(upload: Upload) -> None:
    """Let the upload have waited for a minute."""
    Upload.objects.filter(pk=upload.pk).update(changed_at=timezone.now() - timedelta(minutes=1))


def test_a_large_table_is_read_and_taken_over_by_jobs(brunos: Client, inventory: Inventory) -> None:
    assert "600 of 600 rows can be taken over" in load(brunos, inventory, large())
    upload = Upload.objects.get()
    brunos.post(f"/portal/uploads/{upload.pk}/take-over/", {"seal": seal_of(upload)})
    assert Activity.objects.count() == 600
    assert "600 rows of this file count" in page_of(brunos, upload)


def test_what_is_no_table_is_told_on_a_page_of_its_own(brunos: Client, inventory: Inventory) -> None:
    page = load(brunos, inventory, b"%PDF-1.7" + b"x" * upload_rules.BYTES_AT_ONCE, "bill.csv")
    assert "This file could not be read" in page
    assert "This file is a PDF" in page
    assert Upload.objects.get().state == UploadState.FAILED


def test_until_somebody_reads_it_the_page_says_that_it_waits(
    brunos: Client, inventory: Inventory, settings: LazySettings
) -> None:
    settings.TASKS = QUEUED
    page = load(brunos, inventory, large())
    assert "The file waits to be read." in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert progress_of(brunos, Upload.objects.get()) == {
        "percent": 0,
        "words": "The file waits to be read.",
        "is_over": False,
        "is_lost": False,
    }
    assert DBTaskResult.objects.count() == 1


def test_when_nobody_works_the_page_says_so_and_the_file_can_be_read_at_once(
    brunos: Client, inventory: Inventory, settings: LazySettings
) -> None:
    settings.TASKS = QUEUED
    load(brunos, inventory, large())
    upload = Upload.objects.get()
    waited(upload)
    page = page_of(brunos, upload)
    assert "Nobody is doing this at the moment" in page
    assert "klimapakt worker" in page
    assert progress_of(brunos, upload)["is_lost"] is True
    brunos.post(f"/portal/uploads/{upload.pk}/again/")
    assert "600 of 600 rows can be taken over" in page_of(brunos, upload)


def test_a_take_over_that_nobody_does_can_be_ended(
    brunos: Client, inventory: Inventory, settings: LazySettings, bruno: Person
) -> None:
    load(brunos, inventory, large())
    upload = Upload.objects.get()
    settings.TASKS = QUEUED
    brunos.post(f"/portal/uploads/{upload.pk}/take-over/", {"seal": seal_of(upload)})
    assert "The rows wait to be taken over." in page_of(brunos, upload)
    waited(upload)
    brunos.post(f"/portal/uploads/{upload.pk}/again/")
    page = page_of(brunos, upload)
    assert "Nobody took the rows over" in page
    assert "Take over 600 rows" in page
    assert Activity.objects.count() == 0


def test_while_a_worker_lives_nobody_is_told_to_start_one(
    brunos: Client, inventory: Inventory, settings: LazySettings
) -> None:
    settings.TASKS = QUEUED
    load(brunos, inventory, large())
    upload = Upload.objects.get()
    waited(upload)
    foundation.beat(worker_id="w", at=timezone.now())
    assert "Nobody is doing this" not in page_of(brunos, upload)
    brunos.post(f"/portal/uploads/{upload.pk}/again/")
    assert Upload.objects.get().state == UploadState.READING


def test_while_rows_are_taken_over_nothing_else_happens_to_the_file(
    brunos: Client, inventory: Inventory, settings: LazySettings
) -> None:
    load(brunos, inventory, large())
    upload = Upload.objects.get()
    seal = seal_of(upload)
    settings.TASKS = QUEUED
    brunos.post(f"/portal/uploads/{upload.pk}/take-over/", {"seal": seal})
    for what in ("take-over", "discard", "undo", "numbers"):
        brunos.post(f"/portal/uploads/{upload.pk}/{what}/", {"seal": seal, "numbers": "de"})
    assert Upload.objects.get().state == UploadState.TAKING
    assert DBTaskResult.objects.count() == 1


def test_a_check_that_is_outdated_is_told_after_the_job(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    load(brunos, inventory, large())
    upload = Upload.objects.get()
    brunos.post(f"/portal/uploads/{upload.pk}/take-over/", {"seal": "0" * 16})
    page = page_of(brunos, upload)
    assert "The rows were not taken over" in page
    assert "The inventory has changed since you looked" in page
    assert Activity.objects.count() == 0


def test_the_same_large_file_again_is_not_read_twice(brunos: Client, inventory: Inventory) -> None:
    load(brunos, inventory, large())
    assert "already loaded exactly this file" in load(brunos, inventory, large(), "again.csv")
    assert Upload.objects.count() == 1


def test_a_job_that_is_called_twice_has_one_effect(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    load(brunos, inventory, large())
    upload = Upload.objects.get()
    jobs.read_upload.enqueue(str(upload.pk))
    actions.begin_take_over(upload=upload, by=bruno)
    for _ in range(2):
        jobs.take_rows_over.enqueue(
            str(upload.pk),
            seal_of(upload),
            {"sites": {}, "separate": [], "is_all_separate": False},
            str(bruno.pk),
        )
    assert Activity.objects.count() == 600


def test_the_questions_of_a_large_table_are_answered_before_the_job(
    brunos: Client, inventory: Inventory
) -> None:
    content = large() + b"\r\n" + csv_of(("Bakehuose", *ELECTRICITY[1:])).split(b"\r\n")[1]
    load(brunos, inventory, content)
    upload = Upload.objects.get()
    brunos.post(f"/portal/uploads/{upload.pk}/take-over/", {"seal": seal_of(upload), "site_0": "Bakehouse"})
    assert Activity.objects.filter(site__name="Bakehouse").count() == 601


class TestUndoing:
    """Undoing a take-over after somebody has changed rows of it."""

    @pytest.fixture
    def upload(self, brunos: Client, inventory: Inventory) -> Upload:
        load(brunos, inventory, csv_of(ELECTRICITY, UNKNOWN), "small.csv")
        upload = Upload.objects.get()
        brunos.post(f"/portal/uploads/{upload.pk}/take-over/", {"seal": seal_of(upload)})
        Activity.objects.update(revision=2)
        return upload

    def test_the_page_says_how_many_changes_would_be_lost(self, brunos: Client, upload: Upload) -> None:
        assert "1 row was changed or given evidence since." in page_of(brunos, upload)

    def test_changes_nobody_knew_of_are_not_lost(self, brunos: Client, upload: Upload) -> None:
        address = f"/portal/uploads/{upload.pk}/undo/"
        page = brunos.post(address, {"edited": "0"}, follow=True).content.decode()
        assert "Nothing was undone" in page
        assert Activity.objects.count() == 1

    def test_who_agrees_loses_them(self, brunos: Client, upload: Upload) -> None:
        brunos.post(f"/portal/uploads/{upload.pk}/undo/", {"edited": "1"})
        assert Activity.objects.count() == 0
