"""The leadership's page: sums of at least the minimum group, no name, nothing to be found by subtraction."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from klimapakt.inventories.queries import sums as inventories
from klimapakt.inventories.queries.sums import Baseline
from klimapakt.office.presenting import sums
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.duties.owing import member
from tests.strictness.rows import QueryCount

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


def test_more_members_take_no_more_queries(leader: Person, sign_in: SignIn, query_count: QueryCount) -> None:
    members(5)
    browser = sign_in(leader)
    browser.get("/office/sums/")
    few = query_count(lambda: browser.get("/office/sums/"))
    of_sector("10.71", 6)
    assert query_count(lambda: browser.get("/office/sums/")) == few


def test_without_members_the_page_says_so(leader: Person, sign_in: SignIn) -> None:
    assert "No baseline has been accepted yet" in page(leader, sign_in)


def test_a_leader_lands_on_the_sums_and_sees_no_member(leader: Person, dora: Client) -> None:
    entered = {"login": leader.email, "password": "Roggenbrot-um-fuenf"}
    assert dora.post("/accounts/login/", entered).headers["location"] == "/office/sums/"
    for path in ("", "members/", "flock/", "inventories/", "duties/"):
        assert dora.get(f"/office/{path}").status_code == 404


@pytest.fixture
def emitting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every member has emitted a tonne."""

    def accepted(members: Collection[UUID]) -> list[Baseline]:
        return [Baseline(pk, pk, is_own=True) for pk in members]

    def tonnes(baselines: Iterable[Baseline]) -> Mapping[str, Mapping[UUID, int]]:
        return {"stationary": {one.organisation: 1_000_000_000 for one in baselines}}

    monkeypatch.setattr(inventories, "baselines", accepted)
    monkeypatch.setattr(inventories, "by_category", tonnes)


def of_sector(wz_code: str, count: int) -> None:
    for number in range(count):
        facts = OrganisationFacts(f"Firm {wz_code} {number}", "Musterstadt", wz_code=wz_code)
        member(create_organisation(facts=facts, by=None))


def by_sector() -> dict[str, int | None]:
    with override("en"):
        table = sums.sums(timezone.localdate()).by_section
    return {row.name: row.cell.members if row.cell else None for row in table.rows}


def test_sectors_of_enough_members_are_shown_and_small_ones_hidden(emitting: None) -> None:
    of_sector("10.71", 6)
    of_sector("55.10", 7)
    of_sector("49.41", 2)
    of_sector("", 5)
    assert by_sector() == {
        "C: Manufacturing": 6,
        "H: Transport and storage": None,
        "I: Accommodation and food service": 7,
        "Sector not known": None,
    }


def test_a_pact_can_be_more_careful_than_the_method(
    emitting: None, ole: Person, sign_in: SignIn, pact: Pact
) -> None:
    give_office_role(person=ole, kind=OfficeKind.LEAD, by=None)
    of_sector("10.71", 6)
    sign_in(ole).post("/office/sums/minimum/", {"members": "7"})
    pact.refresh_from_db()
    assert pact.least_members == 7
    with within(pact):
        assert by_sector() == {"C: Manufacturing": None}


def test_a_pact_cannot_be_less_careful_than_the_method(ole: Person, sign_in: SignIn, pact: Pact) -> None:
    give_office_role(person=ole, kind=OfficeKind.LEAD, by=None)
    told = sign_in(ole).post("/office/sums/minimum/", {"members": "4"}).content.decode()
    assert "A sum stands for at least 5 members: that is the minimum of the method." in told
    pact.refresh_from_db()
    assert pact.least_members is None


def test_the_leadership_does_not_set_the_minimum(leader: Person, sign_in: SignIn) -> None:
    client = sign_in(leader)
    assert "/office/sums/minimum/" not in client.get("/office/sums/").content.decode()
    assert client.post("/office/sums/minimum/", {"members": "9"}).status_code == 404
