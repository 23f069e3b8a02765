"""Who gets to the pact office: its people. For everybody else nothing is there."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

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
from tests.cast import SignIn
from tests.inventories.proofs import proof
from tests.inventories.versions import filled, fresh, submitted
from tests.office.addresses import ADDRESSES, FOR_CHAMBERS, FOR_SIGNATORIES, OF_INVENTORY, Held
from tests.office.addresses import address as address_of
from tests.pacts.two_cities import asks_to_join
from tests.undoing import undone

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
CASES = [(name, method) for name, (_arguments, methods) in ADDRESSES.items() for method in methods]
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
def held(
    request: pytest.FixtureRequest, waiting: Inventory, question: ReviewQuestion, bill: EvidenceFile
) -> Held:
    """Everything the office has of the bakery, and who is there."""
    others = ("membership", "asked", "ada", "ole", "bruno")
    return Held(waiting, question, bill, *(request.getfixturevalue(name) for name in others))


@pytest.fixture
def address(held: Held) -> Address:
    """Return a function that gives the address of a page about what the office has of the bakery."""
    return lambda name: address_of(name, held)


def body(client: Client, method: str, path: str) -> str:
    """Return a page that is not there, without what differs from request to request."""
    response = client.generic(method, path)
    assert response.status_code == 404, f"{method} {path}"
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return page.replace(path, "")


def test_every_address_is_known_here() -> None:
    assert {str(pattern.name) for pattern in urlpatterns} == set(ADDRESSES)


def test_the_office_gets_to_every_address(
    address: Address, ada: Person, sign_in: SignIn, subtests: pytest.Subtests
) -> None:
    for name, method in CASES:
        with subtests.test(name, method=method), undone():
            if name in FOR_SIGNATORIES:
                give_office_role(person=ada, kind=OfficeKind.SIGNATORY, by=None)
            if name in FOR_CHAMBERS:
                give_office_role(person=ada, kind=OfficeKind.CHAMBER_PARTNER, chamber="ihk", by=None)
            response = sign_in(ada).generic(method, address(name))
            response.getvalue()
            assert response.status_code in {200, 302}


@pytest.mark.parametrize("who", ["bruno", "carla"])
def test_for_members_nothing_is_there(
    who: str, address: Address, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    client = sign_in(request.getfixturevalue(who))
    found = {(name, method): body(client, method, address(name)) for name, method in CASES}
    missing = {(name, method): body(client, method, "/office/nothing-at-all/") for name, method in CASES}
    assert [case for case in CASES if found[case] != missing[case]] == []


def test_without_signing_in_every_address_leads_to_the_sign_in(address: Address, dora: Client) -> None:
    answers = {(name, method): dora.generic(method, address(name)) for name, method in CASES}
    elsewhere = [
        case
        for case, response in answers.items()
        if response.status_code != 302 or not response.headers["location"].startswith("/accounts/login/")
    ]
    assert elsewhere == []


def test_a_draft_looks_like_what_does_not_exist(
    held: Held, carlas_inventory: Inventory, ada: Person, sign_in: SignIn
) -> None:
    client = sign_in(ada)
    told_apart = [
        (name, method)
        for name, method in CASES
        if name in OF_INVENTORY
        and body(client, method, address_of(name, held, pk=carlas_inventory.pk))
        != body(client, method, address_of(name, held, pk=uuid4()))
    ]
    assert told_apart == []


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
