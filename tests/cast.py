"""The four persons of every test: Ada (pact office), Bruno (a company), Carla (another), Dora (public).

Bruno runs a bakery with an inventory for 2024, Carla looks after a metalworks with one of her own. Dora has
no account. Pages are asked for in English, so that a test reads the sentences that stand in the code.

Every test with a database has one pact, which answers under every host name, and runs in its scope.
"""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from klimapakt.inventories.actions import create_inventory
from klimapakt.inventories.models import Inventory
from klimapakt.organisations.actions import (
    OrganisationFacts,
    SiteFacts,
    create_organisation,
    create_site,
    give_role,
)
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Site
from klimapakt.pacts import hosts
from klimapakt.pacts.models import Pact
from klimapakt.pacts.permissions import needs_second_factor
from klimapakt.pacts.queries import office_kind
from klimapakt.pacts.scoping import within
from klimapakt.people.actions import create_person
from klimapakt.people.enums import Language
from klimapakt.people.models import Person
from klimapakt.people.queries import has_second_factor

SignIn = Callable[[Person], Client]
PASSWORD = "Roggenbrot-um-fuenf"
_ENGLISH = {"accept-language": "en"}
_WITH_DATABASE = frozenset({"db", "transactional_db", "live_server"})


@pytest.fixture
def pact(db: None) -> Pact:
    """The pact of every test: it answers under every host name that no other has.

    Its id is always the same, so that a copy of a database with it can take its place. Within ``demo_city``,
    which is made for a whole file of tests, it stands already.
    """
    found = Pact.objects.filter(id=UUID(int=1)).first()
    return found or Pact.objects.create(
        id=UUID(int=1), slug="klimapakt", name="Klimapakt", city="Musterstadt"
    )


@pytest.fixture(autouse=True)
def _within_the_pact(request: pytest.FixtureRequest) -> Iterator[None]:
    """Enter the scope of the pact where a test has a database."""
    hosts.forget()
    is_marked = request.node.get_closest_marker("django_db") is not None
    if not (is_marked or _WITH_DATABASE.intersection(request.fixturenames)):
        yield
        return
    with within(request.getfixturevalue("pact")):
        yield
    hosts.forget()


@pytest.fixture
def ada(db: None) -> Person:
    """Ada works for the pact office and acts for no company."""
    return _person("ada@city.example.org", "Ada Brandt")


@pytest.fixture
def bruno(db: None) -> Person:
    """Bruno runs the bakery; the role comes with ``bakery``."""
    return _person("bruno@bakery.example.org", "Bruno Keller")


@pytest.fixture
def carla(db: None) -> Person:
    """Carla looks after the metalworks; the role comes with ``metalworks``."""
    return _person("carla@metal.example.org", "Carla Neumann")


@pytest.fixture
def dora() -> Client:
    """Dora's browser: she is nobody in particular."""
    return Client(headers=_ENGLISH)


@pytest.fixture
def letters_go_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mail leaves after the commit, which most tests never reach: here it leaves at once."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda send, robust=False: send())


@pytest.fixture
def sign_in() -> SignIn:
    """Return a function that gives a person's browser, signed in; people of the office set up their app."""

    def browser_of(person: Person) -> Client:
        client = Client(headers=_ENGLISH)
        answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        if needs_second_factor(office_kind(person)) and not has_second_factor(person):
            TOTP.activate(person, generate_totp_secret())
        return client

    return browser_of


@pytest.fixture
def bakery(bruno: Person) -> Organisation:
    """Bruno's company with one site."""
    organisation = create_organisation(facts=OrganisationFacts("Bakery", "Musterstadt"), by=None)
    give_role(organisation=organisation, person=bruno, kind=RoleKind.MANAGEMENT, by=None)
    return organisation


@pytest.fixture
def bakehouse(bakery: Organisation, bruno: Person) -> Site:
    """The site of the bakery."""
    return create_site(organisation=bakery, facts=SiteFacts("Bakehouse"), by=bruno)


@pytest.fixture
def metalworks(carla: Person) -> Organisation:
    """Carla's company."""
    organisation = create_organisation(facts=OrganisationFacts("Metalworks", "Musterstadt"), by=None)
    give_role(organisation=organisation, person=carla, kind=RoleKind.CLIMATE_CONTACT, by=None)
    return organisation


@pytest.fixture
def inventory(bakery: Organisation, bakehouse: Site, bruno: Person) -> Inventory:
    """The bakery's inventory of 2024, still without rows."""
    return create_inventory(organisation=bakery, year=2024, by=bruno)


@pytest.fixture
def carlas_inventory(metalworks: Organisation, carla: Person) -> Inventory:
    """The metalworks' inventory of 2024, still without rows."""
    return create_inventory(organisation=metalworks, year=2024, by=carla)


def _person(email: str, name: str) -> Person:
    return create_person(email=email, name=name, language=Language.ENGLISH, password=PASSWORD, by=None)
