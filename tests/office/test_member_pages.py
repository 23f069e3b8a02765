"""The office's pages about members: who may see and change, what a list becomes, what is refused."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from xlsxwriter import Workbook

from klimapakt.memberships import actions, queries
from klimapakt.memberships.actions import Days
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LIST = (
    "Firma;Ort;Stand;Mitglied seit;Bemerkung\n"
    "Kanuverein Rhein e.V.;Musterstadt;aktiv;1.3.2024;x\n"
    ";Musterstadt;aktiv;1.3.2024;\n"
    "Falscher Tag GmbH;Musterstadt;aktiv;31.02.2024;\n"
    "Ohne Tag GmbH;Musterstadt;aktiv;;\n"
    "Fremder Stand GmbH;Musterstadt;schwebend;;\n"
    "=cmd GmbH;Musterstadt;schwebend;;\n"
)


@pytest.fixture
def adas(ada: Person, sign_in: SignIn) -> Client:
    """Ada's browser; she looks after members."""
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    return sign_in(ada)


@pytest.fixture
def member(bakery: Organisation) -> Membership:
    """The bakery as somebody one talks to."""
    return actions.begin(organisation=bakery, source=Source.OFFICE, by=None)


def load(client: Client, content: bytes, name: str = "liste.csv") -> str:
    response = client.post("/office/members/import/", {"file": SimpleUploadedFile(name, content)})
    return response.content.decode()


@pytest.mark.parametrize("kind", ["reviewer", "editor", "signatory"])
def test_others_of_the_office_see_members_and_change_nothing(
    kind: str, member: Membership, ada: Person, sign_in: SignIn
) -> None:
    give_office_role(person=ada, kind=OfficeKind(kind), by=None)
    client = sign_in(ada)
    assert member.organisation.name in client.get("/office/members/").content.decode()
    assert client.get(f"/office/members/{member.pk}/").status_code == 200
    for what in ("move", "plan", "days", "end"):
        assert client.post(f"/office/members/{member.pk}/{what}/", {}).status_code == 404
    assert client.get("/office/members/import/").status_code == 404


@pytest.mark.parametrize("kind", ["chamber_partner", "leadership", "adviser"])
def test_roles_outside_the_office_see_no_member(kind: str, ada: Person, sign_in: SignIn) -> None:
    give_office_role(person=ada, kind=OfficeKind(kind), by=None)
    assert sign_in(ada).get("/office/members/").status_code == 404


def test_a_member_is_moved_with_a_reason_and_the_page_tells_it(adas: Client, member: Membership) -> None:
    moved = {"to": "talk", "reason": "nettes Telefonat", "seen_revision": member.revision}
    assert adas.post(f"/office/members/{member.pk}/move/", moved).status_code == 302
    page = adas.get(f"/office/members/{member.pk}/").content.decode()
    assert "nettes Telefonat" in page
    assert "In talks" in page
    stale = adas.post(f"/office/members/{member.pk}/move/", moved, follow=True).content.decode()
    assert (
        "changed this membership meanwhile" in stale
        or "Select a valid choice" in stale
        or "valid choice" in stale
    )


def test_a_step_back_without_reason_is_asked_for(adas: Client, bakery: Organisation) -> None:
    days = Days(joined_on=None)
    one = actions.begin(organisation=bakery, source=Source.OFFICE, by=None, stage=Stage.TALK, days=days)
    page = adas.post(
        f"/office/members/{one.pk}/move/", {"to": "interest", "reason": " ", "seen_revision": 1}
    ).content.decode()
    assert "Please say why, in a few words." in page
    one.refresh_from_db()
    assert one.stage == Stage.TALK


def test_an_end_needs_a_reason_that_fits(adas: Client, member: Membership) -> None:
    address = f"/office/members/{member.pk}/end/"
    entered = {"end_reason": "withdrawal", "reason": "x", "on": "2026-01-01", "seen_revision": 1}
    assert adas.post(address, entered).status_code == 200
    assert adas.post(address, {**entered, "end_reason": "not_joined"}).status_code == 302
    member.refresh_from_db()
    assert (member.stage, member.end_reason) == (Stage.ENDED, "not_joined")
    assert "Ended" in adas.get(f"/office/members/{member.pk}/").content.decode()


def test_the_list_is_narrowed_by_stage_name_and_who_looks_after_it(
    adas: Client, member: Membership, ada: Person
) -> None:
    name = member.organisation.name
    assert name in adas.get("/office/members/?stage=interest").content.decode()
    assert f">{name}</a></th>" not in adas.get("/office/members/?stage=active").content.decode()
    assert f">{name}</a></th>" not in adas.get(f"/office/members/?owner={ada.pk}").content.decode()
    assert name in adas.get(f"/office/members/?q={name[:4]}").content.decode()
    assert adas.get("/office/members/?stage=nonsense").status_code == 200


def test_every_row_of_a_list_has_its_result(adas: Client) -> None:
    page = load(adas, LIST.encode())
    assert "1 organisation was taken in" in page
    assert "5 rows were not taken in" in page
    assert "The name is missing." in page
    assert "The state “schwebend” is not known." in page
    assert "Bemerkung" in page, "columns that are left out are named"
    assert "&#x27;=cmd GmbH" in page, "what a spreadsheet would take for a formula is made harmless"
    (one,) = Membership.objects.all()
    assert (one.stage, str(one.joined_on), one.source) == ("active", "2024-03-01", "import")
    assert "has a membership already" in load(adas, LIST.encode())


def test_a_workbook_is_a_list_as_well(adas: Client) -> None:
    content = BytesIO()
    book = Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Member since"])
    sheet.write_row(1, 0, ["Chor Musterstadt", "2025-01-01"])
    book.close()
    assert "1 organisation was taken in" in load(adas, content.getvalue(), "liste.xlsx")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"Ort;Stand\nKoeln;aktiv\n", b"Name\n", b"%PDF-1.7", b"PK\x03\x04broken"],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(adas: Client, content: bytes) -> None:
    page = load(adas, content)
    assert "was taken in" not in page
    assert "kern-error" in page or "error" in page
    assert not Membership.objects.exists()


def test_a_file_that_is_too_large_is_refused_unread(adas: Client) -> None:
    assert "larger than 5 MB" in load(adas, b"x" * (5 * 1024 * 1024 + 100_000))


def test_the_template_can_be_loaded(adas: Client) -> None:
    content = adas.get("/office/members/import/template.csv").content
    assert "1 organisation was taken in" in load(adas, content)


def test_a_name_that_is_alike_is_asked_about(adas: Client, bakery: Organisation) -> None:
    entered = {"name": f"{bakery.name} GmbH", "city": "Köln"}
    assert "Is it one of these?" in adas.post("/office/members/new/", entered).content.decode()
    assert adas.post("/office/members/new/", {**entered, "sure": "on"}).status_code == 302
    assert queries.counted()["interest"] == 1


def test_what_is_foreign_does_not_exist(adas: Client, member: Membership) -> None:
    unknown = str(member.pk).replace(str(member.pk)[0], "0", 1)[:-1] + "0"
    assert adas.get(f"/office/members/{unknown}/").status_code == 404
    assert adas.get(f"/office/requests/{unknown}/").status_code == 404
