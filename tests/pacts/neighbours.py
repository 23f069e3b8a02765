"""A neighbour beside the city of the four persons, and something on the pages of both."""

import pytest
from django.test import Client
from pytest_django import Settings

from klimapakt.inventories.models import Inventory
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.metering import meter_of, survey_of
from tests.inventories.tables import ELECTRICITY, GAS, UNKNOWN, kept
from tests.inventories.versions import submitted
from tests.pacts.two_cities import HOST, OtherCity, other_city


@pytest.fixture
def neighbour(bruno: Person, ada: Person, settings: Settings) -> OtherCity:
    """The other city. Bruno is management of its company and Ada head of its office, as well as here."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, HOST]
    found = other_city(also_acting=(bruno,))
    with within(found.pact):
        give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    return found


@pytest.fixture
def filled_city(
    bakery: Organisation, inventory: Inventory, carlas_inventory: Inventory, bruno: Person, carla: Person
) -> None:
    """This city has something on its pages as well: rows, a file that waits, a meter, a survey."""
    kept(inventory, bruno, ELECTRICITY, UNKNOWN)
    kept(carlas_inventory, carla, GAS)
    submitted(carlas_inventory, carla)
    meter_of(bakery)
    survey_of(inventory)


@pytest.fixture
def head_of_both(neighbour: OtherCity, ada: Person, sign_in: SignIn) -> Client:
    """Ada's browser here, where she may do what she may do there; only the city tells the two apart."""
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    return sign_in(ada)
