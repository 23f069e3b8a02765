"""From a file to rows that count: load, check, answer, take over, undo; every obstacle is a sentence."""

import io
from collections.abc import Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klimapakt.foundation import size_limit
from klimapakt.inventories import rules
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.organisations.models import Site
from klimapakt.people.models import Person
from klimapakt.portal.views import upload
from tests.cast import SignIn
from tests.inventories.tables import (
    AMBIGUOUS,
    DIESEL,
    ELECTRICITY,
    GAS,
    UNKNOWN,
    csv_of,
    kept,
    seal_of,
    taken_over,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def brunos(bruno: Person, inventory: Inventory, sign_in: SignIn) -> Client:
    return sign_in(bruno)


def load(client: Client, inventory: Inventory, content: bytes, name: str = "consumption.csv") -> str:
    """Load a file and return the page one lands on."""
    file = SimpleUploadedFile(name, content)
    address = f"/portal/inventories/{inventory.pk}/uploads/new/"
    return client.post(address, {"file": file}, follow=True).content.decode()


def page_of(client: Client, upload: Upload, query: str = "") -> str:
    return client.get(f"/portal/uploads/{upload.pk}/{query}").content.decode()


def press(client: Client, upload: Upload, what: str, **fields: object) -> str:
    response = client.post(f"/portal/uploads/{upload.pk}/{what}/", fields, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def upload_of(inventory: Inventory, bruno: Person, *rows: Sequence[str]) -> Upload:
    return kept(inventory, bruno, *rows)


def test_a_loaded_file_is_shown_row_by_row_and_counts_for_nothing_yet(
    brunos: Client, inventory: Inventory
) -> None:
    page = load(brunos, inventory, csv_of(ELECTRICITY, UNKNOWN))
    assert "1 of 2 rows can be taken over" in page
    assert Activity.objects.count() == 0


def test_a_rejected_row_names_its_column_and_the_nearest_word(brunos: Client, inventory: Inventory) -> None:
    wrong = ("Bakehouse", "Elektricity", *ELECTRICITY[2:])
    page = load(brunos, inventory, csv_of(wrong))
    assert "Column “Activity”" in page
    assert "Electricity" in page


def test_pressing_the_button_writes_the_rows_and_shows_the_inventory(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = upload_of(inventory, bruno, ELECTRICITY, GAS)
    page = press(brunos, upload, "take-over", seal=seal_of(upload))
    assert "2 rows have been taken over." in page
    assert Activity.objects.count() == 2


def test_new_sites_are_announced_before_they_are_created(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    page = page_of(brunos, upload_of(inventory, bruno, ("Bakehuose", *ELECTRICITY[1:])))
    assert "1 new site will be created" in page
    assert "did you mean your site “Bakehouse”?" in page


def test_a_misspelt_site_can_be_said_to_be_the_known_one(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = upload_of(inventory, bruno, ("Bakehuose", *ELECTRICITY[1:]))
    press(brunos, upload, "take-over", seal=seal_of(upload), site_0="Bakehouse")
    assert [site.name for site in Site.objects.all()] == ["Bakehouse"]


def test_a_site_that_is_not_offered_is_refused(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    upload = upload_of(inventory, bruno, ("Bakehuose", *ELECTRICITY[1:]))
    press(brunos, upload, "take-over", seal=seal_of(upload), site_0="Elsewhere")
    assert Activity.objects.count() == 0


def test_a_repeated_row_is_left_out_unless_it_is_ticked(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    upload = upload_of(inventory, bruno, ELECTRICITY, GAS)
    assert "1 row is already there" in page_of(brunos, upload)
    press(brunos, upload, "take-over", seal=seal_of(upload), separate=["2"])
    assert Activity.objects.filter(activity="electricity").count() == 2


def test_a_row_that_is_not_repeated_cannot_be_ticked(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = upload_of(inventory, bruno, ELECTRICITY, ELECTRICITY)
    page = press(brunos, upload, "take-over", seal=seal_of(upload), separate=["2"])
    assert "Error:" in page
    assert Activity.objects.count() == 0


def test_many_repeated_rows_are_ticked_all_at_once(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = upload_of(inventory, bruno, *([ELECTRICITY] * 102))
    press(brunos, upload, "take-over", seal=seal_of(upload), all_separate="on")
    assert Activity.objects.count() == 102


def test_an_ambiguous_amount_asks_one_question_per_file(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    page = page_of(brunos, upload_of(inventory, bruno, AMBIGUOUS, AMBIGUOUS))
    assert page.count("How are the numbers in this file written?") == 1


@pytest.mark.parametrize(("answer", "amount"), [("de", 1234), ("en", 1.234)])
def test_the_answer_decides_what_the_amount_is(
    answer: str, amount: float, brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = upload_of(inventory, bruno, AMBIGUOUS)
    press(brunos, upload, "numbers", numbers=answer)
    upload.refresh_from_db()
    press(brunos, upload, "take-over", seal=seal_of(upload))
    assert float(Activity.objects.get().amount) == amount


def test_no_answer_is_asked_for_again(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    page = press(brunos, upload_of(inventory, bruno, AMBIGUOUS), "numbers")
    assert "Please choose how the numbers are written." in page


def test_the_same_file_again_says_so_and_doubles_nothing(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    page = load(brunos, inventory, csv_of(ELECTRICITY), "renamed.csv")
    assert "Nothing was doubled" in page
    assert Activity.objects.count() == 1


def test_pressing_twice_writes_once(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    upload = upload_of(inventory, bruno, ELECTRICITY)
    seal = seal_of(upload)
    press(brunos, upload, "take-over", seal=seal)
    page = press(brunos, upload, "take-over", seal=seal)
    assert "have already been taken over" in page
    assert Activity.objects.count() == 1


def test_a_decision_on_an_outdated_check_is_asked_for_again(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = upload_of(inventory, bruno, ELECTRICITY, GAS)
    seal = seal_of(upload)
    taken_over(inventory, bruno, GAS)
    assert "The inventory has changed" in press(brunos, upload, "take-over", seal=seal)


def test_undoing_takes_the_rows_out_again(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    upload = taken_over(inventory, bruno, ELECTRICITY, GAS).upload
    assert "2 rows have been removed" in press(brunos, upload, "undo")
    assert Activity.objects.count() == 0


def test_undoing_twice_is_told_kindly(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    upload = taken_over(inventory, bruno, ELECTRICITY).upload
    press(brunos, upload, "undo")
    assert "nothing to undo" in press(brunos, upload, "undo")


def test_deleting_a_file_leads_back_to_the_inventory(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    page = press(brunos, upload_of(inventory, bruno, ELECTRICITY), "discard")
    assert "has been deleted" in page
    assert Upload.objects.count() == 0


def test_a_file_that_counts_is_not_deleted(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    upload = taken_over(inventory, bruno, ELECTRICITY).upload
    assert "Undo the take-over" in press(brunos, upload, "discard")
    assert Upload.objects.get().state == UploadState.TAKEN_OVER


def test_after_the_take_over_the_page_says_what_became_of_each_row(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    page = page_of(brunos, taken_over(inventory, bruno, ELECTRICITY, UNKNOWN).upload)
    assert "1 row of this file counts in the inventory" in page
    assert "Taken over" in page
    assert "Cannot be taken over" in page


def test_a_row_deleted_later_is_said_to_be_deleted(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = taken_over(inventory, bruno, ELECTRICITY, GAS).upload
    brunos.post(f"/portal/inventories/{inventory.pk}/entries/1/delete/")
    assert "Deleted since" in page_of(brunos, upload)


def test_rows_can_be_filtered_by_result(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    upload = upload_of(inventory, bruno, ELECTRICITY, UNKNOWN)
    page = page_of(brunos, upload, "?show=rejected")
    assert "Elektrosmog" in page
    assert "Bill 17" not in page


def test_an_unknown_filter_shows_all_rows(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    assert "Bill 17" in page_of(brunos, upload_of(inventory, bruno, ELECTRICITY), "?show=nonsense&page=x")


def test_rejected_rows_come_back_as_a_table_with_the_reason(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = upload_of(inventory, bruno, ELECTRICITY, UNKNOWN)
    text = brunos.get(f"/portal/uploads/{upload.pk}/rejected.csv").content.decode("utf-8-sig")
    heading, row, *rest = text.splitlines()
    assert heading.startswith("Site,Activity,Amount,Unit")
    assert row.startswith("Bakehouse,Elektrosmog,5,kWh")
    assert "Column “Activity”" in row
    assert rest == []


def test_a_mended_table_of_rejected_rows_can_be_loaded_again(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = upload_of(inventory, bruno, ELECTRICITY, UNKNOWN)
    table = brunos.get(f"/portal/uploads/{upload.pk}/rejected.csv").content
    mended = table.replace(b"Elektrosmog", b"Electricity")
    assert "1 of 1 row can be taken over" in load(brunos, inventory, mended)


def test_a_note_that_looks_like_a_formula_survives_the_way_out_and_in(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = upload_of(inventory, bruno, (*UNKNOWN[:8], "=1+1"))
    table = brunos.get(f"/portal/uploads/{upload.pk}/rejected.csv").content
    assert b"'=1+1" in table
    load(brunos, inventory, table.replace(b"Elektrosmog", b"Electricity"))
    again = Upload.objects.exclude(pk=upload.pk).get()
    press(brunos, again, "take-over", seal=seal_of(again))
    assert Activity.objects.get().note == "=1+1"


def test_the_original_comes_back_byte_for_byte_and_is_never_opened(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = upload_of(inventory, bruno, ELECTRICITY)
    response = brunos.get(f"/portal/uploads/{upload.pk}/file")
    assert response.getvalue() == csv_of(ELECTRICITY)
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment")


def test_no_file_chosen_is_told_beside_the_field(brunos: Client, inventory: Inventory) -> None:
    response = brunos.post(f"/portal/inventories/{inventory.pk}/uploads/new/")
    assert "Please choose the file first." in response.content.decode()


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "empty.csv"), (b"%PDF-1.7", "bill.xlsx"), (b"\xff\xd8\xff", "photo.csv")]
)
def test_a_file_that_is_no_table_is_told_beside_the_field(
    content: bytes, name: str, brunos: Client, inventory: Inventory
) -> None:
    page = load(brunos, inventory, content, name)
    assert 'aria-invalid="true"' in page
    assert Upload.objects.count() == 0


def test_a_file_over_the_limit_is_refused_and_not_kept(
    brunos: Client, inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "FILE_LIMIT", 1000)
    monkeypatch.setattr(size_limit, "FORM_OVERHEAD", 10**6)
    page = load(brunos, inventory, b"a;b\n" * 1000)
    assert "larger than 20 MB" in page
    assert "Please choose the file first" not in page
    assert Upload.objects.count() == 0


def test_a_file_announced_too_large_is_refused_at_once(brunos: Client, inventory: Inventory) -> None:
    content = b"x" * (rules.FILE_LIMIT + 200_000)
    assert "larger than 20 MB" in load(brunos, inventory, content)


def test_a_broken_request_is_no_crash(brunos: Client, inventory: Inventory) -> None:
    response = brunos.post(
        f"/portal/inventories/{inventory.pk}/uploads/new/",
        io.BytesIO(b"no multipart at all").read(),
        content_type="multipart/form-data; boundary=xyz",
    )
    assert response.status_code in {200, 400}


def test_what_a_file_holds_is_shown_as_text(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    row = ("<script>alert(1)</script>", *DIESEL[1:])
    page = page_of(brunos, upload_of(inventory, bruno, row))
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)" in page
