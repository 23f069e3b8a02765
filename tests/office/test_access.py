"""Who gets to the pact office: its people. For everybody else nothing is there."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klimapakt.agreements.models import AgreementFile
from klimapakt.duties import actions as duties
from klimapakt.foundation.models import OutgoingMail
from klimapakt.inventories import actions
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import EvidenceFile, Inventory, ReviewQuestion
from klimapakt.memberships.actions import begin
from klimapakt.memberships.enums import Source
from klimapakt.memberships.models import JoinRequest, Membership
from klimapakt.office.urls import urlpatterns
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import end_office_role, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.agreements.documents import agreement_of
from tests.casework.cases import a_contact, a_run, a_task, a_view
from tests.cast import SignIn
from tests.duties.owing import duty_of
from tests.inventories.proofs import proof
from tests.inventories.versions import filled, fresh, submitted
from tests.pacts.two_cities import asks_to_join

pytestmark = pytest.mark.django_db

ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "index": ("GET",),
    "review": ("GET",),
    "report": ("GET",),
    "evidence": ("GET",),
    "ask": ("POST",),
    "close": ("POST",),
    "return": ("POST",),
    "accept": ("GET", "POST"),
    "mails": ("GET",),
    "mail": ("GET",),
    "mail_again": ("POST",),
    "mail_drop": ("POST",),
    "members": ("GET",),
    "member_new": ("GET", "POST"),
    "member_import": ("GET", "POST"),
    "member_template": ("GET",),
    "member": ("GET",),
    "member_move": ("POST",),
    "member_plan": ("POST",),
    "member_days": ("POST",),
    "member_end": ("POST",),
    "member_invite": ("POST",),
    "inventories": ("GET",),
    "duties": ("GET",),
    "duty": ("GET",),
    "duty_decide": ("POST",),
    "duty_back": ("POST",),
    "member_table": ("GET",),
    "view_save": ("POST",),
    "view_delete": ("POST",),
    "contact_new": ("POST",),
    "contact_strike": ("POST",),
    "task_new": ("POST",),
    "task_done": ("POST",),
    "task_open": ("POST",),
    "bulk_prepare": ("POST",),
    "bulk_runs": ("GET",),
    "bulk_run": ("GET",),
    "bulk_progress": ("GET",),
    "bulk_undo": ("POST",),
    "join_request": ("GET", "POST"),
    "agreement_new": ("GET", "POST"),
    "agreement": ("GET",),
    "agreement_file": ("GET",),
    "agreement_package": ("GET",),
    "agreement_countersign": ("GET", "POST"),
    "agreement_paper": ("POST",),
    "agreement_paper_confirm": ("POST",),
    "agreement_withdraw": ("POST",),
}
OF_MAIL = {"mail", "mail_again", "mail_drop"}
OF_MEMBER = {
    "member",
    "member_move",
    "member_plan",
    "member_days",
    "member_end",
    "member_invite",
    "contact_new",
    "contact_strike",
    "task_new",
    "agreement_new",
}
OF_AGREEMENT = {name for name in ADDRESSES if name.startswith("agreement")} - OF_MEMBER
FOR_SIGNATORIES = {"agreement_countersign"}
OF_REQUEST = {"join_request"}
OF_TASK = {"task_done", "task_open"}
OF_DUTY = {"duty", "duty_decide", "duty_back"}
OF_VIEW = {"view_delete"}
OF_RUN = {"bulk_run", "bulk_progress", "bulk_undo"}
OF_NOBODY = {
    "index",
    "duties",
    "inventories",
    "mails",
    "members",
    "member_new",
    "member_import",
    "member_template",
    "member_table",
    "view_save",
    "bulk_prepare",
    "bulk_runs",
}
OF_INVENTORY = (
    ADDRESSES.keys()
    - OF_MAIL
    - OF_MEMBER
    - OF_AGREEMENT
    - OF_REQUEST
    - OF_TASK
    - OF_DUTY
    - OF_VIEW
    - OF_RUN
    - OF_NOBODY
)
CASES = [(name, method) for name, methods in ADDRESSES.items() for method in methods]
Address = Callable[[str], str]


@pytest.fixture(autouse=True)
def _ada_is_head(ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)


@pytest.fixture
def bill(inventory: Inventory, bruno: Person) -> EvidenceFile:
    """A file that proves the bakery's first row."""
    return proof(filled(inventory, bruno), bruno, 1)


@pytest.fixture
def waiting(inventory: Inventory, bill: EvidenceFile, bruno: Person) -> Inventory:
    """The bakery's inventory, submitted with evidence."""
    return submitted(inventory, bruno)


@pytest.fixture
def question(waiting: Inventory, ada: Person) -> ReviewQuestion:
    """A question about it."""
    return actions.ask(inventory=waiting, text="Why so much gas?", row_number=2, by=ada)


@pytest.fixture
def membership(bakery: Organisation) -> Membership:
    """The bakery on its way into the pact."""
    return begin(organisation=bakery, source=Source.OFFICE, by=None)


@pytest.fixture
def asked(bakery: Organisation) -> JoinRequest:
    """A request to join that waits, because its name is known."""
    return asks_to_join(bakery.name, "mina@elsewhere.example.org")


@pytest.fixture
def address(
    waiting: Inventory,
    question: ReviewQuestion,
    bill: EvidenceFile,
    membership: Membership,
    asked: JoinRequest,
    ada: Person,
) -> Address:
    """Return a function that gives the address of a page about what the office has of the bakery."""

    def of(name: str) -> str:
        about = waiting.pk
        if name in OF_MAIL:
            about = OutgoingMail.objects.earliest("pk").pk
        if name in OF_MEMBER:
            about = membership.pk
        if name in OF_REQUEST:
            about = asked.pk
        if name in OF_AGREEMENT:
            about = agreement_of(membership.organisation).pk
        if name in OF_RUN:
            about = a_run(membership, ada).pk
        if name in OF_DUTY:
            return _of_duty(name, membership, ada)
        if name in OF_TASK | OF_VIEW | {"contact_strike"}:
            return _numbered(name, membership, ada)
        return _address(name, about, question.pk, bill.sha256)

    return of


def _of_duty(name: str, membership: Membership, ada: Person) -> str:
    duty = duty_of(membership.organisation)
    values: dict[str, object] = {"pk": duty.pk}
    if name == "duty_decide":
        values["what"] = "waive"
    if name == "duty_back":
        today = timezone.localdate()
        until = today + timedelta(days=9)
        values["event"] = duties.note_answer(duty=duty, until=until, text="", today=today, by=ada).pk
    return reverse(f"office:{name}", kwargs=values)


def _numbered(name: str, membership: Membership, ada: Person) -> str:
    """Return the address of something that has a number: a contact, a task, a view."""
    if name == "contact_strike":
        return reverse(f"office:{name}", args=[membership.pk, a_contact(membership, ada).pk])
    number = a_view(ada).pk if name in OF_VIEW else a_task(membership, ada).pk
    return reverse(f"office:{name}", args=[number])


def _address(name: str, pk: object, question: int, sha256: str = "0" * 64) -> str:
    values: dict[str, object] = {} if name in OF_NOBODY else {"pk": pk}
    if name == "close":
        values["question"] = question
    if name == "agreement_file":
        values["number"] = AgreementFile.objects.get(agreement_id=UUID(str(pk))).pk
    if name == "member_table":
        values["kind"] = "csv"
    if name == "report":
        values["language"] = "de"
    if name == "evidence":
        values["sha256"] = sha256
    return reverse(f"office:{name}", kwargs=values)


def body(client: Client, method: str, path: str) -> str:
    """Return a page that is not there, without what differs from request to request."""
    response = client.generic(method, path)
    assert response.status_code == 404
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return page.replace(path, "")


def test_every_address_is_known_here() -> None:
    assert {str(pattern.name) for pattern in urlpatterns} == set(ADDRESSES)


@pytest.mark.parametrize(("name", "method"), CASES)
def test_the_office_gets_to_every_address(
    name: str, method: str, address: Address, ada: Person, sign_in: SignIn
) -> None:
    if name in FOR_SIGNATORIES:
        give_office_role(person=ada, kind=OfficeKind.SIGNATORY, by=None)
    response = sign_in(ada).generic(method, address(name))
    response.getvalue()
    assert response.status_code in {200, 302}


@pytest.mark.parametrize(("name", "method"), CASES)
@pytest.mark.parametrize("who", ["bruno", "carla"])
def test_for_members_nothing_is_there(
    name: str, method: str, who: str, address: Address, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    client = sign_in(request.getfixturevalue(who))
    missing = "/office/nothing-at-all/"
    assert body(client, method, address(name)) == body(client, method, missing)


@pytest.mark.parametrize(("name", "method"), CASES)
def test_without_signing_in_every_address_leads_to_the_sign_in(
    name: str, method: str, address: Address, dora: Client
) -> None:
    response = dora.generic(method, address(name))
    assert response.status_code == 302
    assert response.headers["location"].startswith("/accounts/login/")


@pytest.mark.parametrize(("name", "method"), [case for case in CASES if case[0] in OF_INVENTORY])
def test_a_draft_looks_like_what_does_not_exist(
    name: str, method: str, carlas_inventory: Inventory, ada: Person, sign_in: SignIn
) -> None:
    client = sign_in(ada)
    draft = body(client, method, _address(name, carlas_inventory.pk, 1))
    assert draft == body(client, method, _address(name, uuid4(), 1))


def test_who_leaves_the_office_is_out_with_the_next_request(
    address: Address, ada: Person, sign_in: SignIn
) -> None:
    client = sign_in(ada)
    assert client.get(address("index")).status_code == 200
    end_office_role(person=ada, by=None)
    assert client.get(address("index")).status_code == 404


def test_a_question_of_another_inventory_is_not_found_through_this_one(
    address: Address,
    carlas_inventory: Inventory,
    carla: Person,
    question: ReviewQuestion,
    ada: Person,
    sign_in: SignIn,
) -> None:
    other = submitted(carlas_inventory, carla)
    path = reverse("office:close", kwargs={"pk": other.pk, "question": question.pk})
    assert sign_in(ada).post(path).status_code == 404


def test_looking_decides_nothing(address: Address, waiting: Inventory, ada: Person, sign_in: SignIn) -> None:
    client = sign_in(ada)
    for name, method in CASES:
        if method == "GET":
            client.get(address(name)).getvalue()
    assert fresh(waiting).status == InventoryStatus.SUBMITTED


def test_the_navigation_shows_the_office_to_its_people_only(
    ada: Person, bruno: Person, bakery: Organisation, sign_in: SignIn, dora: Client
) -> None:
    assert "/office/" in sign_in(ada).get("/portal/").content.decode()
    assert "/office/" not in sign_in(bruno).get("/portal/").content.decode()
    assert "/office/" not in dora.get("/").content.decode()


def bill_content(file: EvidenceFile) -> bytes:
    with file.content.open("rb") as stored:
        return bytes(stored.read())


def test_evidence_comes_as_it_was_handed_in_and_only_through_its_own_inventory(
    address: Address,
    carlas_inventory: Inventory,
    carla: Person,
    bill: EvidenceFile,
    ada: Person,
    sign_in: SignIn,
) -> None:
    client = sign_in(ada)
    response = client.get(address("evidence"))
    assert response.getvalue() == bill_content(bill)
    assert response.headers["content-disposition"].startswith("attachment")
    other = submitted(carlas_inventory, carla)
    path = reverse("office:evidence", kwargs={"pk": other.pk, "sha256": bill.sha256})
    assert client.get(path).status_code == 404
    assert f'href="{address("evidence")}"' in client.get(address("review")).content.decode()
