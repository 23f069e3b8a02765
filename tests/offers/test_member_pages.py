"""Offers on the page of a measure, and taking one along so that nobody orders too early."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klimapakt.measures.models import Grant, Measure
from klimapakt.offers import actions
from klimapakt.offers.models import Offer
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.measures.planning import planned
from tests.offers.offering import shown, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(bakery: Organisation) -> Measure:
    return planned(bakery, "Heat pump")


@pytest.fixture
def brunos(bruno: Person, measure: Measure, sign_in: SignIn) -> Client:
    del measure
    return sign_in(bruno)


def offers_page(client: Client, measure: Measure) -> str:
    return client.get(reverse("portal:plan_offers", args=[measure.pk])).content.decode()


def test_without_offers_the_page_says_whom_to_ask(brunos: Client, measure: Measure) -> None:
    assert "There are no offers at present" in offers_page(brunos, measure)


def test_the_page_of_the_measure_leads_to_its_offers(brunos: Client, measure: Measure) -> None:
    page = brunos.get(reverse("portal:plan", args=[measure.pk])).content.decode()
    assert reverse("portal:plan_offers", args=[measure.pk]) in page


def test_a_member_sees_the_answer_the_reason_and_the_day_of_the_last_check(
    brunos: Client, measure: Measure
) -> None:
    shown(today=timezone.localdate())
    page = offers_page(brunos, measure)
    assert "Ask first" in page
    assert "was not written down as rules" in page
    assert "last checked on" in page


def test_drafts_are_not_shown(brunos: Client, measure: Measure) -> None:
    written()
    assert "Grant for heat pumps" not in offers_page(brunos, measure)


def test_a_heat_pump_is_kept_from_being_ordered_before_the_approval(brunos: Client, measure: Measure) -> None:
    offer, today = shown(today=timezone.localdate()), timezone.localdate().isoformat()
    act = reverse("portal:plan_act", args=[measure.pk, "move"])
    for state in ("planned", "decided"):
        brunos.post(act, {"state": state, "on": today})
    brunos.post(reverse("portal:plan_offer_take", args=[measure.pk, offer.pk]))
    page = brunos.post(act, {"state": "in_work", "on": today}).content.decode()
    assert "is not approved, and whoever orders before usually loses the grant" in page
    assert Measure.objects.get(pk=measure.pk).state == "decided"
    assert "Stands with the grants of this measure." in offers_page(brunos, measure)


def test_a_paused_offer_cannot_be_taken(brunos: Client, measure: Measure) -> None:
    day = timezone.localdate()
    offer = actions.move(offer=shown(today=day), state="paused", reason="Empty", today=day, by=None)
    page = brunos.post(reverse("portal:plan_offer_take", args=[measure.pk, offer.pk]), follow=True)
    assert "This offer gives no money now" in page.content.decode()
    assert not Grant.objects.exists()


def test_others_and_readers_take_nothing(
    measure: Measure, carla: Person, metalworks: Organisation, bakery: Organisation, sign_in: SignIn
) -> None:
    offer = shown(today=timezone.localdate())
    take = reverse("portal:plan_offer_take", args=[measure.pk, offer.pk])
    assert sign_in(carla).post(take).status_code == 404
    give_role(organisation=bakery, person=carla, kind=RoleKind.READ_ONLY, by=None)
    client = sign_in(carla)
    assert "Take it to the measure" not in offers_page(client, measure)
    assert client.post(take).status_code == 403
    assert not Grant.objects.exists()


def test_an_offer_that_is_gone_is_not_found(brunos: Client, measure: Measure) -> None:
    offer = written()
    assert brunos.post(reverse("portal:plan_offer_take", args=[measure.pk, offer.pk])).status_code == 404
    assert Offer.objects.count() == 1
