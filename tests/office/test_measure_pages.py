"""Measures in the office: the list with its sums, its filters, and what the page of a member shows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from klimapakt.measures import actions
from klimapakt.measures.models import Measure
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.enums import OfficeKind
from tests.cast import SignIn
from tests.duties.owing import member
from tests.inventories.versions import staff
from tests.measures.planning import planned

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def oles(sign_in: SignIn) -> Client:
    return sign_in(staff())


def page_of(client: Client, **chosen: str) -> str:
    return client.get(reverse("office:measures"), chosen).content.decode()


def test_the_list_is_chosen_by_organisation_state_and_field(
    oles: Client, bakery: Organisation, metalworks: Organisation
) -> None:
    planned(bakery, "Oven")
    planned(bakery, "Lamps", field="electricity")
    planned(metalworks, "Press")
    moved = planned(metalworks, "Vans", field="mobility")
    actions.move(measure=moved, move=actions.Move("planned", TODAY), today=TODAY, by=None)
    titles = ("Oven", "Lamps", "Press", "Vans")

    def listed(**chosen: str) -> set[str]:
        return {title for title in titles if f">{title}</a>" in page_of(oles, **chosen)}

    assert listed() == set(titles)
    assert listed(organisation="baker") == {"Oven", "Lamps"}
    assert listed(field="electricity") == {"Lamps"}
    assert listed(state="planned") == {"Vans"}
    assert listed(organisation="metal", field="heat") == {"Press"}
    assert listed(state="nonsense") == set(titles)


def test_the_list_asks_as_often_for_many_measures_as_for_one(oles: Client, bakery: Organisation) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            page_of(oles)
        return len(found)

    planned(bakery, "First")
    asked()
    before = asked()
    for number in range(60):
        other = create_organisation(facts=OrganisationFacts(f"Firm {number}", "Musterstadt"), by=None)
        planned(other, f"Measure {number}")
    asked()  # which pact answers here is asked anew from time to time
    assert asked() == before


def test_the_page_of_a_member_tells_what_its_measures_save(oles: Client, bakery: Organisation) -> None:
    membership = member(bakery)
    planned(bakery, "Oven", tonnes=3)
    page = oles.get(reverse("office:member", args=[membership.pk])).content.decode()
    block = page.partition('id="measures"')[2].partition("</section>")[0]
    assert "Idea" in block
    assert "3.00\u202ft\xa0CO₂e" in block
    assert "?organisation=Bakery" in block


def test_the_page_of_a_member_without_measures_says_so(oles: Client, bakery: Organisation) -> None:
    page = oles.get(reverse("office:member", args=[member(bakery).pk])).content.decode()
    assert "It has not written down any measure yet." in page


def test_who_may_not_see_inventories_sees_no_savings_of_a_member(
    bakery: Organisation, sign_in: SignIn
) -> None:
    planned(bakery, "Oven", tonnes=3)
    membership = member(bakery)
    client = sign_in(staff("x@city.example.org", OfficeKind.SIGNATORY))
    page = client.get(reverse("office:member", args=[membership.pk])).content.decode()
    assert "Bakery" in page
    assert 'id="measures"' not in page


def test_who_did_not_state_it_verifies_on_the_page(oles: Client, bakery: Organisation) -> None:
    measure = planned(bakery, "Oven", tonnes=3)
    Measure.objects.filter(pk=measure.pk).update(state="evidenced")
    page = oles.post(
        reverse("office:measure_verify", args=[measure.pk]), {"text": "Looked at the meter."}, follow=True
    ).content.decode()
    assert "Verified." in page
    measure.refresh_from_db()
    assert measure.state == "verified"
