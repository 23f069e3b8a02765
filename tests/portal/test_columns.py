"""Naming the columns of a table whose headings nobody understands."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, HeaderMapping, Inventory, Upload
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.tables import ELECTRICITY, csv_of, kept, seal_of

pytestmark = pytest.mark.django_db
STRANGE = b"Ding;Zahl;Was es ist\r\nOfen;1234,5;<b>Strom</b>\r\nLicht;200;Diesel\r\n"
POWER = b"Zaehlpunkt;Arbeit kWh\r\nA;1234,5\r\nB;200\r\n"
CHOICES = {"column_0": "note", "column_1": "amount", "column_2": "-", "all_activity": "Electricity"}


@pytest.fixture
def brunos(bruno: Person, sign_in: SignIn) -> Client:
    return sign_in(bruno)


def load(client: Client, inventory: Inventory, content: bytes = STRANGE, name: str = "meters.csv") -> str:
    file = SimpleUploadedFile(name, content)
    address = f"/portal/inventories/{inventory.pk}/uploads/new/"
    return client.post(address, {"file": file}, follow=True).content.decode()


def named(client: Client, upload: Upload, **choices: str) -> str:
    given = {**CHOICES, "all_unit": "kWh", **choices}
    return client.post(f"/portal/uploads/{upload.pk}/columns/", given, follow=True).content.decode()


def test_each_column_is_shown_with_some_of_its_values(brunos: Client, inventory: Inventory) -> None:
    page = load(brunos, inventory)
    assert "What do the columns of your table mean?" in page
    assert "“1234,5”, “200”" in page
    assert Upload.objects.get().state == UploadState.UNMAPPED


def test_values_of_a_file_are_shown_as_text(brunos: Client, inventory: Inventory) -> None:
    page = load(brunos, inventory)
    assert "<b>Strom</b>" not in page
    assert "&lt;b&gt;Strom" in page


def test_a_table_is_read_as_its_columns_were_named(brunos: Client, inventory: Inventory) -> None:
    load(brunos, inventory)
    upload = Upload.objects.get()
    page = named(brunos, upload)
    assert "2 of 2 rows can be taken over" in page
    upload.refresh_from_db()
    brunos.post(f"/portal/uploads/{upload.pk}/take-over/", {"seal": seal_of(upload)})
    found = [(row.activity, float(row.amount), row.unit, row.note) for row in Activity.objects.all()]
    assert found == [("electricity", 1234.5, "kWh", "Ofen"), ("electricity", 200.0, "kWh", "Licht")]


def test_the_next_table_with_the_same_headings_is_read_the_same_way(
    brunos: Client, inventory: Inventory
) -> None:
    load(brunos, inventory)
    named(brunos, Upload.objects.get())
    page = load(brunos, inventory, STRANGE.replace(b"200", b"300"))
    assert "2 of 2 rows can be taken over" in page
    assert "The columns were read as you named them" in page


def test_another_organisation_is_asked_anew(
    brunos: Client, inventory: Inventory, carla: Person, carlas_inventory: Inventory, sign_in: SignIn
) -> None:
    load(brunos, inventory)
    named(brunos, Upload.objects.get())
    assert "What do the columns" in load(sign_in(carla), carlas_inventory)


def test_two_columns_with_one_meaning_are_refused_beside_the_second(
    brunos: Client, inventory: Inventory
) -> None:
    load(brunos, inventory)
    page = named(brunos, Upload.objects.get(), column_0="amount")
    assert "“Ding” is this column already" in page
    assert HeaderMapping.objects.count() == 0


def test_without_an_amount_or_an_activity_the_form_says_what_is_missing(
    brunos: Client, inventory: Inventory
) -> None:
    load(brunos, inventory)
    page = named(brunos, Upload.objects.get(), column_1="-", all_activity="")
    assert "Say which column holds the amount." in page
    assert "Say which column names what was consumed" in page


def test_without_a_unit_the_reading_says_so_and_the_question_stays(
    brunos: Client, inventory: Inventory
) -> None:
    load(brunos, inventory)
    page = named(brunos, Upload.objects.get(), all_unit="")
    assert "these columns are missing: Unit" in page
    assert "What do the columns of your table mean?" in page


def test_a_unit_in_a_heading_counts_when_the_column_is_named(brunos: Client, inventory: Inventory) -> None:
    load(brunos, inventory, POWER)
    page = named(brunos, Upload.objects.get(), all_unit="")
    assert "2 of 2 rows can be taken over" in page


def test_a_table_that_was_understood_can_be_read_otherwise(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = kept(inventory, bruno, ELECTRICITY)
    fields = ("site", "activity", "amount", "unit", "-", "-", "-", "note", "evidence")
    choices = {f"column_{place}": field for place, field in enumerate(fields)}
    page = named(brunos, upload, all_activity="", all_unit="", **choices)
    assert "1 of 1 row can be taken over" in page
    upload.refresh_from_db()
    assert upload.table["rows"][0]["note"] == "Bill 17"
    assert "period_start" not in upload.table["rows"][0]["activity"]


def test_a_choice_can_be_forgotten(brunos: Client, inventory: Inventory) -> None:
    load(brunos, inventory)
    upload = Upload.objects.get()
    named(brunos, upload)
    address = f"/portal/uploads/{upload.pk}/columns/forget/"
    assert "What do the columns" in brunos.post(address, follow=True).content.decode()
    assert HeaderMapping.objects.count() == 0


def test_who_may_only_look_is_told_that_somebody_has_to_name_them(
    brunos: Client, inventory: Inventory, ada: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    load(brunos, inventory)
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    page = sign_in(ada).get(f"/portal/uploads/{Upload.objects.get().pk}/").content.decode()
    assert "Somebody who may change this inventory" in page


def test_prose_is_no_table_with_columns_to_name(brunos: Client, inventory: Inventory) -> None:
    page = load(brunos, inventory, b"Dear Sir or Madam\r\nhere is our consumption\r\n")
    assert 'aria-invalid="true"' in page
    assert Upload.objects.count() == 0


def test_an_unmapped_file_counts_for_nothing_and_can_be_deleted(brunos: Client, inventory: Inventory) -> None:
    load(brunos, inventory)
    upload = Upload.objects.get()
    for what in ("take-over", "numbers"):
        brunos.post(f"/portal/uploads/{upload.pk}/{what}/", {"seal": "x", "numbers": "de"})
    assert brunos.get(f"/portal/uploads/{upload.pk}/rejected.csv").status_code == 404
    brunos.post(f"/portal/uploads/{upload.pk}/discard/")
    assert (Upload.objects.count(), Activity.objects.count()) == (0, 0)


def test_the_headings_as_csv_do_not_matter_but_their_order_does(brunos: Client, inventory: Inventory) -> None:
    load(brunos, inventory)
    named(brunos, Upload.objects.get())
    swapped = csv_of(("5", "Ofen", "Strom"), headings=("Zahl", "Ding", "Was es ist"))
    assert "What do the columns" in load(brunos, inventory, swapped)
