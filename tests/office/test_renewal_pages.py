"""The pages about renewed consent: who is asked, who is not and why, and after looking at what."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from klimapakt.agreements import actions
from klimapakt.agreements.actions import Signing
from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.models import Agreement
from klimapakt.memberships.actions import Days, begin
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.queries import open_membership_of
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.actions import end_role, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import end_office_role
from klimapakt.people.models import Person
from tests.agreements.signing import office_of_the_pact, signatory_of_the_city, signed_agreement
from tests.agreements.texts import KEY, in_use
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
SIGNING = {"city_name": "Sigrid Stadt", "city_function": "Beigeordnete"}


@pytest.fixture(autouse=True)
def _office(ada: Person, settings: LazySettings, tmp_path: Path) -> None:
    office_of_the_pact(ada, settings, tmp_path)


@pytest.fixture
def sigrid() -> Person:
    """Who signs for the city, and releases texts."""
    return signatory_of_the_city()


@pytest.fixture
def agreement(bakery: Organisation, bruno: Person, ada: Person, sigrid: Person) -> Agreement:
    """The bakery's agreement in force."""
    return signed_agreement(bakery, bruno, ada, sigrid)


@pytest.fixture
def client(ada: Person, sign_in: SignIn) -> Client:
    """Ada's browser."""
    return sign_in(ada)


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"office:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def said(client: Client, path: str, sent: dict[str, Any]) -> str:
    """Send a form and return the page that comes in the end."""
    return client.post(path, sent, follow=True).content.decode()


def test_the_office_sees_who_has_to_agree_again_and_what_changes(
    client: Client, agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    assert "For 1 agreement nothing changes in substance" in page(client, "renewals", KEY)
    in_use(ada, sigrid)
    shown = page(client, "renewals", KEY)
    assert "1 member has to agree again" in shown
    assert agreement.membership.organisation.name in shown
    assert "<ins>" in shown
    assert "The German words, which bind" in shown
    assert "1 member has to agree again" in page(client, "texts")


def test_asking_all_twice_asks_once(
    client: Client, agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    path = reverse("office:renewals_ask", args=[KEY])
    done = said(client, path, SIGNING)
    assert "<h1" in done
    assert "Ask again to agree" in done
    assert "Nobody has to be asked now" in said(client, path, SIGNING)
    assert Agreement.objects.filter(amends=agreement).count() == 1


def test_who_could_not_be_asked_is_named_with_the_reason(
    client: Client, agreement: Agreement, carla: Person, bruno: Person, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    organisation = agreement.membership.organisation
    give_role(organisation=organisation, person=carla, kind=RoleKind.MANAGEMENT, by=None)
    end_role(role=organisations.roles_of(organisation).get(person=bruno), by=carla)
    answer = said(client, reverse("office:renewals_ask", args=[KEY]), SIGNING)
    assert "Bruno Keller, who signed the agreement so far, is not management" in answer
    one = client.get(reverse("office:agreement_renew", args=[agreement.pk]))
    assert one.context["form"]["member_name"].value() == "Carla Neumann"


def test_one_member_is_asked_after_looking_at_the_difference(
    client: Client, agreement: Agreement, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid)
    path = reverse("office:agreement_renew", args=[agreement.pk])
    assert "<ins>" in client.get(path).content.decode()
    sent = {**SIGNING, "member_name": "Bruno Keller", "member_function": "Geschäftsführer"}
    assert "The document was issued" in said(client, path, sent)
    assert Agreement.objects.get(amends=agreement).state == AgreementState.ISSUED


def test_where_nothing_changes_nobody_can_be_asked(client: Client, agreement: Agreement) -> None:
    path = reverse("office:agreement_renew", args=[agreement.pk])
    assert "Nobody has to be asked here now." in client.get(path, follow=True).content.decode()


def test_a_city_signatory_whose_role_ended_signs_nothing(
    agreement: Agreement, ada: Person, bruno: Person, sigrid: Person, sign_in: SignIn
) -> None:
    in_use(ada, sigrid)
    new = actions.ask_again(agreement=agreement, signing=Signing(), by=ada)
    browser = sign_in(sigrid)
    end_office_role(person=sigrid, by=None)
    path = reverse("office:agreement_countersign", args=[new.pk])
    assert browser.post(path, {"sha256": new.sha256}).status_code == 404
    new.refresh_from_db()
    assert new.state == AgreementState.ISSUED


def test_the_page_asks_the_database_no_more_often_for_more_members(
    client: Client,
    agreement: Agreement,
    metalworks: Organisation,
    carla: Person,
    ada: Person,
    sigrid: Person,
) -> None:
    in_use(ada, sigrid)
    page(client, "renewals", KEY)
    with CaptureQueriesContext(connection) as one:
        page(client, "renewals", KEY)
    give_role(organisation=metalworks, person=carla, kind=RoleKind.MANAGEMENT, by=None)
    first = actions.ask_again(agreement=agreement, signing=Signing(), by=ada)
    actions.withdraw(agreement=first, reason="zur Probe", by=ada)
    Agreement.objects.bulk_create([copied(agreement, metalworks, number) for number in range(5)])
    with CaptureQueriesContext(connection) as many:
        assert "6 members have to agree again" in page(client, "renewals", KEY)
    assert len(many) == len(one)


def copied(one: Agreement, organisation: Organisation, number: int) -> Agreement:
    """Return an agreement in force like this one, of another organisation."""
    membership = open_membership_of(organisation)
    membership = membership or begin(
        organisation=organisation,
        source=Source.IMPORT,
        by=None,
        stage=Stage.ACTIVE,
        days=Days(joined_on=timezone.localdate()),
    )
    found = Agreement.objects.get(pk=one.pk)
    found.pk, found.membership, found.number = uuid4(), membership, f"KOPIE-{number}"
    return found
