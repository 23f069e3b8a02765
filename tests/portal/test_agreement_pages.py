"""Signing on the member's pages: what changes is shown, and whoever cannot sign is told why."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from klimapakt.agreements import actions
from klimapakt.agreements.actions import Given, Signing
from klimapakt.agreements.enums import AgreementState, Party
from klimapakt.agreements.models import Agreement, Signature
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.actions import end_role, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.agreements.signing import (
    BRUNO,
    both_sign,
    office_of_the_pact,
    signatory_of_the_city,
    signed_agreement,
)
from tests.agreements.texts import in_use
from tests.cast import PASSWORD, SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
OTHER = "Der Klimapartner prüft seine Ziele jedes Jahr."


@pytest.fixture(autouse=True)
def _office(ada: Person, settings: LazySettings, tmp_path: Path) -> None:
    office_of_the_pact(ada, settings, tmp_path)


@pytest.fixture
def sigrid() -> Person:
    """Who signs for the city, and releases texts."""
    return signatory_of_the_city()


@pytest.fixture
def renewed(bakery: Organisation, bruno: Person, ada: Person, sigrid: Person) -> Agreement:
    """A changed agreement that waits for Bruno's signature; the one so far is in force."""
    agreement = signed_agreement(bakery, bruno, ada, sigrid)
    in_use(ada, sigrid)
    return actions.ask_again(agreement=agreement, signing=Signing(), by=ada)


@pytest.fixture
def client(bruno: Person, sign_in: SignIn) -> Client:
    """Bruno's browser, in which he has just proved who he is."""
    browser = sign_in(bruno)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return browser


def show(client: Client, one: Agreement) -> str:
    return client.get(reverse("portal:agreement", args=[one.pk])).content.decode()


def sign(client: Client, one: Agreement) -> str:
    """Sign on the page and return what it says in the end."""
    sent = {
        "sha256": one.sha256,
        "name": "Bruno Keller",
        "function": "Geschäftsführer",
        "mandate": "allein",
        "agreed": "on",
    }
    answer = client.post(reverse("portal:agreement_sign", args=[one.pk]), sent, follow=True)
    return answer.content.decode()


def signatures(one: Agreement) -> int:
    return Signature.objects.filter(agreement=one, party=Party.MEMBER).count()


@pytest.mark.parametrize("name", ["agreement", "agreement_sign"])
def test_what_changes_is_shown_word_by_word_before_signing(
    name: str, client: Client, renewed: Agreement
) -> None:
    shown = client.get(reverse(f"portal:{name}", args=[renewed.pk])).content.decode()
    assert "What changes against agreement" in shown
    assert "<ins>" in shown
    assert "<del>" in shown
    assert "[added: " in shown


def test_a_first_agreement_shows_no_difference(
    client: Client, bakery: Organisation, bruno: Person, ada: Person, sigrid: Person
) -> None:
    first = signed_agreement(bakery, bruno, ada, sigrid, steps=0)
    assert "What changes against agreement" not in show(client, first)


def test_the_changed_agreement_is_signed_and_takes_the_place_of_the_old_one(
    client: Client, renewed: Agreement, bruno: Person, sigrid: Person
) -> None:
    assert "You have signed." in sign(client, renewed)
    actions.countersign(agreement=renewed, given=Given(BRUNO, renewed.sha256), by=sigrid)
    assert renewed.amends
    old = show(client, renewed.amends)
    assert "The document that counts now:" in old
    assert "package.zip" in old


def test_who_signs_twice_is_told_that_it_is_signed(client: Client, renewed: Agreement) -> None:
    sign(client, renewed)
    assert "The member has signed this document already." in sign(client, renewed)
    assert signatures(renewed) == 1


def test_who_signs_what_is_in_force_is_told_so(
    client: Client, renewed: Agreement, bruno: Person, sigrid: Person
) -> None:
    both_sign(renewed, bruno, sigrid)
    assert "in force already" in sign(client, renewed)
    assert renewed.amends
    assert "A newer agreement has taken the place of this one." in sign(client, renewed.amends)


def test_who_signs_an_outdated_version_is_led_to_the_one_that_counts(
    client: Client, renewed: Agreement, ada: Person, sigrid: Person
) -> None:
    in_use(ada, sigrid, OTHER)
    assert renewed.amends
    newest = actions.ask_again(agreement=renewed.amends, signing=Signing(), by=ada)
    answer = sign(client, renewed)
    assert "This document was withdrawn." in answer
    assert reverse("portal:agreement", args=[newest.pk]) in answer
    assert signatures(renewed) == 0


def test_the_hash_of_another_document_signs_nothing(client: Client, renewed: Agreement) -> None:
    renewed.sha256 = "0" * 64
    assert "is not the one that counts now" in sign(client, renewed)
    assert signatures(renewed) == 0


def test_a_signatory_whose_role_ended_while_reading_is_told_so(
    client: Client, renewed: Agreement, carla: Person, bruno: Person
) -> None:
    leave(renewed, bruno, carla)
    answer = sign(client, renewed)
    assert "Your role for Bakery has ended since you opened the document. Nothing was signed." in answer
    assert signatures(renewed) == 0


def test_a_former_signatory_finds_nothing_any_more(
    client: Client, renewed: Agreement, carla: Person, bruno: Person
) -> None:
    leave(renewed, bruno, carla)
    for name in ("agreement", "agreement_sign"):
        assert client.get(reverse(f"portal:{name}", args=[renewed.pk])).status_code == 404


@pytest.mark.parametrize("sha256", ["", "0" * 64])
def test_who_never_saw_the_document_does_not_learn_that_there_is_one(
    sha256: str, renewed: Agreement, carla: Person, sign_in: SignIn
) -> None:
    path = reverse("portal:agreement_sign", args=[renewed.pk])
    assert sign_in(carla).post(path, {"sha256": sha256}).status_code == 404


def test_who_is_no_longer_management_is_told_whom_to_ask(
    client: Client, renewed: Agreement, carla: Person, bruno: Person
) -> None:
    organisation = renewed.membership.organisation
    give_role(organisation=organisation, person=carla, kind=RoleKind.MANAGEMENT, by=None)
    give_role(organisation=organisation, person=bruno, kind=RoleKind.READ_ONLY, by=None)
    answer = sign(client, renewed)
    assert "Your role does not allow this" in answer
    assert "Carla Neumann" in answer
    assert renewed.state == AgreementState.ISSUED


def leave(one: Agreement, who: Person, successor: Person) -> None:
    """Let somebody else manage the organisation and the person leave."""
    organisation = one.membership.organisation
    give_role(organisation=organisation, person=successor, kind=RoleKind.MANAGEMENT, by=None)
    end_role(role=organisations.roles_of(organisation).get(person=who), by=successor)
