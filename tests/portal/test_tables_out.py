"""Tables that go out and come in again: all entries of an inventory, and rows to mend."""

import io
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klimapakt.inventories import actions, queries
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Site
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.tables import ELECTRICITY, GAS, UNKNOWN, kept, seal_of, taken_over

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("kind", ["csv", "xlsx"])
LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])
FACTOR = {
    "kg_per_unit": "0.1234567890123456789",
    "unit": "Kiste",
    "scope": 3,
    "scope3_category": 1,
    "source": "=EPD 2023",
}
GAS_BILL = {"calorific_kwh_per_m3": "11.20", "z_number": "0.95"}
INSTRUMENT = {"kind": "ppa", "amount": "12.5", "kg_per_unit": "0.05", "criteria": {"sole_claim": True}}
DRAFTS = (
    Draft(0, "", "Strom für die Öfen", Decimal("1.234"), "kWh", "electricity", evidence='"A"; B\nC'),
    Draft(0, "", "=1+1", Decimal("123456789.012345"), "kWh", "electricity", note="-2\n'=3"),
    Draft(0, "", "Kisten", Decimal("0.001"), "Kiste", extras={"factor": FACTOR}, quality="proxy"),
    Draft(0, "", "Strom", Decimal(5), "MWh", "electricity", extras={"instrument": INSTRUMENT}),
    Draft(0, "", "Hotel", Decimal(12), "night", "hotel_night", extras={"country": "FR"}),
    Draft(0, "", "R-410A", Decimal("1.5"), "kg", "refrigerant", extras={"gas": "R-410A"}),
    Draft(
        0,
        "",
        "Gas",
        Decimal(800),
        "m3",
        "natural_gas",
        extras=GAS_BILL,
    ),
    Draft(0, "", "Zimmer", Decimal(3), "night", factor_id="desnz2025-hotel-de-night", year=2024),
)


@pytest.fixture
def brunos(bruno: Person, sign_in: SignIn) -> Client:
    return sign_in(bruno)


@pytest.fixture
def filled(inventory: Inventory, bakehouse: Site, bruno: Person) -> Inventory:
    """An inventory with a row of every kind, some from a file and some entered."""
    taken_over(inventory, bruno, ELECTRICITY, GAS)
    for draft in DRAFTS:
        actions.add_row(inventory=inventory, draft=draft, site=bakehouse, by=bruno)
    return inventory


def load(client: Client, inventory: Inventory, content: bytes, name: str) -> Upload:
    file = SimpleUploadedFile(name, content)
    client.post(f"/portal/inventories/{inventory.pk}/uploads/new/", {"file": file})
    return Upload.objects.order_by("-uploaded_at")[0]


def contents(inventory: Inventory) -> list[tuple[object, ...]]:
    rows = queries.rows_of(inventory)
    fields = (
        "label activity factor_id amount unit period_start period_end year quality evidence note fingerprint"
    ).split()
    return [(str(row.site or ""), *(getattr(row, field) for field in fields)) for row in rows]


@KINDS
@LANGUAGES
def test_all_entries_go_out_and_come_in_to_an_empty_inventory_as_the_same_rows(
    kind: str, language: str, filled: Inventory, brunos: Client, bruno: Person, carlas_inventory: Inventory
) -> None:
    address = f"/portal/inventories/{filled.pk}/export/entries.{kind}"
    table = brunos.get(address, headers={"accept-language": language}).content
    give_role(organisation=carlas_inventory.organisation, person=bruno, kind=RoleKind.DATA_ENTRY, by=None)
    upload = load(brunos, carlas_inventory, table, f"entries.{kind}")
    actions.take_over(upload=upload, seal=seal_of(upload), by=bruno)
    assert contents(carlas_inventory) == contents(filled)
    before, after = (queries.calculated(one).result.totals for one in (filled, carlas_inventory))
    assert after == before


@KINDS
def test_loading_them_into_the_same_inventory_adds_nothing(
    kind: str, brunos: Client, inventory: Inventory, bakehouse: Site, bruno: Person
) -> None:
    for draft in DRAFTS:
        actions.add_row(inventory=inventory, draft=draft, site=bakehouse, by=bruno)
    table = brunos.get(f"/portal/inventories/{inventory.pk}/export/entries.{kind}").content
    upload = load(brunos, inventory, table, f"entries.{kind}")
    page = brunos.get(f"/portal/uploads/{upload.pk}/").content.decode()
    assert f"{len(DRAFTS)} rows are already there" in page


def test_an_inventory_without_entries_goes_out_as_the_headings(brunos: Client, inventory: Inventory) -> None:
    table = brunos.get(f"/portal/inventories/{inventory.pk}/export/entries.csv").content
    assert table.decode("utf-8-sig").splitlines() == [
        "Site,Activity,Amount,Unit,From,To,Data quality,Evidence,Note"
    ]


@pytest.mark.parametrize("address", ["export/entries.pdf", "export/entries.xls"])
def test_other_kinds_of_tables_do_not_exist(address: str, brunos: Client, inventory: Inventory) -> None:
    assert brunos.get(f"/portal/inventories/{inventory.pk}/{address}").status_code == 404


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_entries(
    brunos: Client, inventory: Inventory, bruno: Person, django_assert_max_num_queries: object
) -> None:
    taken_over(inventory, bruno, *[(f"Hall {place}", *ELECTRICITY[1:]) for place in range(30)])
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # a fixture of pytest-django
        brunos.get(f"/portal/inventories/{inventory.pk}/export/entries.csv")


@KINDS
@LANGUAGES
def test_of_a_mended_table_only_the_mended_rows_are_added(
    kind: str, language: str, brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    wrong = ("Bakehouse", "Elektrosmog", "1,234", "kWh", "", "", "", "", "wichtig")
    proof = ("Bakehouse", "Electricity", "1.000,5", "kWh", "", "", "", "", "")
    upload = kept(inventory, bruno, proof, wrong)
    actions.take_over(upload=upload, seal=seal_of(upload), by=bruno)
    address = f"/portal/uploads/{upload.pk}/rejected.{kind}"
    table = brunos.get(address, headers={"accept-language": language}).content
    again = load(brunos, inventory, _mended(table, kind), f"mended.{kind}")
    actions.take_over(upload=again, seal=seal_of(again), by=bruno)
    assert [(float(row.amount), row.note) for row in Activity.objects.all()] == [
        (1000.5, ""),
        (1.234, "wichtig"),
    ]


def test_the_reason_stands_beside_each_row_and_is_not_read(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = kept(inventory, bruno, ELECTRICITY, UNKNOWN)
    text = brunos.get(f"/portal/uploads/{upload.pk}/rejected.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0].endswith("Note,Why not taken over")
    again = load(brunos, inventory, text.replace("Elektrosmog", "Diesel").encode(), "m.csv")
    assert not [note for note in again.table["notes"] if note["code"] == "columns_unknown"]


def test_columns_nobody_knows_go_out_under_their_own_headings(brunos: Client, inventory: Inventory) -> None:
    content = "Aktivität;Menge;Einheit;Kostenstelle\r\nStrom;5;kWh;77\r\nNebel;6;kWh;88\r\n"
    upload = load(brunos, inventory, content.encode(), "x.csv")
    text = brunos.get(f"/portal/uploads/{upload.pk}/rejected.csv").content.decode("utf-8-sig")
    assert ",Kostenstelle" in text.splitlines()[0]
    assert ",88" in text.splitlines()[1]


def _mended(table: bytes, kind: str) -> bytes:
    """Return the table with the word nobody knows put right."""
    if kind == "csv":
        return table.replace(b"Elektrosmog", b"Electricity")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(table)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b">Elektrosmog<", b">Electricity<"))
    return out.getvalue()
