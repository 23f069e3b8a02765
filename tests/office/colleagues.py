"""Who works on the rulebook in the office, and members whom it concerns."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from klimapakt.memberships.actions import Days, begin
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import adopt_preset, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.cast import PASSWORD, SignIn


@pytest.fixture
def krefeld_in_force(pact: Pact) -> None:
    """The pact has the rules of Krefeld."""
    adopt_preset(preset="krefeld", by=None)


@pytest.fixture
def ole(pact: Pact) -> Person:
    """Ole works on cases and drafts rulebooks."""
    person = create_person(
        email="ole@city.example.org", name="Ole Petersen", language="en", password=PASSWORD, by=None
    )
    give_office_role(person=person, kind=OfficeKind.CASE_WORKER, by=None)
    return person


@pytest.fixture
def oles(ole: Person, sign_in: SignIn) -> Client:
    """Ole's browser."""
    return sign_in(ole)


@pytest.fixture
def adas(ada: Person, sign_in: SignIn) -> Client:
    """Ada's browser; she heads the office."""
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    return sign_in(ada)


@pytest.fixture
def member(bakery: Organisation) -> Membership:
    """The bakery, a member for two months."""
    return member_for(bakery, days=60)


@pytest.fixture
def old_member(metalworks: Organisation) -> Membership:
    """The metalworks, a member for eight months."""
    return member_for(metalworks, days=245)


def member_for(organisation: Organisation, *, days: int) -> Membership:
    """Return the membership of an organisation that joined so many days ago."""
    joined = timezone.localdate() - timedelta(days=days)
    dates = Days(signed_on=joined, joined_on=joined)
    return begin(organisation=organisation, source=Source.IMPORT, by=None, stage=Stage.ACTIVE, days=dates)
