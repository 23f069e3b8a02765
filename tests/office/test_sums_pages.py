"""The leadership's page: sums of at least the minimum group, no name, nothing to be found by subtraction."""

import pytest
from django.test import Client

from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.duties.owing import member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def leader(ada: Person) -> Person:
    """Ada leads the city."""
    give_office_role(person=ada, kind=OfficeKind.LEADERSHIP, by=None)
    return ada


def members(count: int) -> list[Organisation]:
    found = [
        create_organisation(facts=OrganisationFacts(f"Company {number}", "Musterstadt"), by=None)
        for number in range(count)
    ]
    for one in found:
        member(one)
    return found


def page(leader: Person, sign_in: SignIn) -> str:
    return " ".join(sign_in(leader).get("/office/sums/").content.decode().split())


def test_four_members_are_hidden(leader: Person, sign_in: SignIn) -> None:
    members(4)
    told = page(leader, sign_in)
    assert '<td class="number" data-label="Organisations">4</td>' not in told
    assert '<td class="number" data-label="Organisations">hidden</td>' in told


def test_five_members_are_shown_without_a_name(leader: Person, sign_in: SignIn) -> None:
    members(5)
    told = page(leader, sign_in)
    assert '<td class="number" data-label="Organisations">5</td>' in told
    assert "Company" not in told.replace("Company type", "")


def test_without_members_the_page_says_so(leader: Person, sign_in: SignIn) -> None:
    assert "No baseline has been accepted yet" in page(leader, sign_in)


def test_a_leader_lands_on_the_sums_and_sees_no_member(leader: Person, dora: Client) -> None:
    entered = {"login": leader.email, "password": "Roggenbrot-um-fuenf"}
    assert dora.post("/accounts/login/", entered).headers["location"] == "/office/sums/"
    for path in ("", "members/", "flock/", "inventories/", "duties/"):
        assert dora.get(f"/office/{path}").status_code == 404
