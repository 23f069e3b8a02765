"""The pages about one's own data, the consents, and what the office does about requests to be erased."""

import io
import json
import zipfile
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Role
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person
from klimapakt.portal.account_urls import urlpatterns
from klimapakt.privacy import queries
from klimapakt.privacy.actions import ask, give
from klimapakt.privacy.enums import ErasureState, Purpose
from klimapakt.privacy.models import Consent, ErasureRequest
from klimapakt.privacy.rules import NotYours
from tests.cast import PASSWORD, SignIn
from tests.pacts.two_cities import CANARY, OtherCity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out")]
CONTACT = Purpose.CONTACT_FOR_CHAMBER


@pytest.fixture
def brunos(bruno: Person, bakery: Organisation, sign_in: SignIn) -> Client:
    """Bruno's browser; he has just proved once more who he is."""
    client = sign_in(bruno)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def adas(ada: Person, sign_in: SignIn) -> Client:
    """Ada's browser; she is head of the office."""
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    return sign_in(ada)


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def addresses(consent: int, organisation: object) -> dict[str, tuple[str, str]]:
    """Return every address about one's own data with the method it takes."""
    given = reverse("own_data:consent_give", args=[organisation, CONTACT])
    return {
        "show": ("GET", "/account/data/"),
        "download": ("GET", "/account/data/download.zip"),
        "erase": ("GET", "/account/data/erase/"),
        "take_back": ("POST", "/account/data/erase/take-back/"),
        "consents": ("GET", "/account/consents/"),
        "consent_give": ("POST", given),
        "consent_withdraw": ("POST", reverse("own_data:consent_withdraw", args=[consent])),
    }


def test_without_signing_in_every_address_leads_to_the_sign_in(dora: Client) -> None:
    found = addresses(1, uuid4())
    assert {str(pattern.name) for pattern in urlpatterns} == set(found)
    for method, path in found.values():
        response = dora.generic(method, path)
        assert response.headers["location"].startswith("/accounts/login/"), path


def test_carla_finds_nothing_of_brunos(
    bakery: Organisation, bruno: Person, carla: Person, sign_in: SignIn
) -> None:
    consent = give(organisation=bakery, purpose=CONTACT, seen_version=1, by=bruno)
    client = sign_in(carla)
    found = addresses(consent.pk, bakery.pk)
    for name in ("consent_give", "consent_withdraw"):
        assert client.post(found[name][1], {"version": "1"}).status_code == 404
    assert queries.has_consented(bruno, bakery, CONTACT)
    assert "Bruno" not in page(client, "/account/data/") + page(client, "/account/consents/")


def test_the_page_says_in_which_records_one_occurs(brunos: Client) -> None:
    shown = page(brunos, "/account/data/")
    assert "You occur in" in shown
    assert "To let people in who act for a member" in shown


def test_the_data_come_as_a_page_and_for_programs(brunos: Client) -> None:
    response = brunos.get("/account/data/download.zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        told = json.loads(packed.read("your-data.json"))
        shown = packed.read("your-data.html").decode()
    assert (told["email"], "bruno@bakery.example.org" in shown) == ("bruno@bakery.example.org", True)
    assert "people.Person" in {one["table"] for one in told["tables"]}


@pytest.mark.parametrize("name", ["download", "erase"])
def test_taking_the_data_along_and_asking_to_be_erased_need_a_fresh_proof(
    name: str, bruno: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    client, path = sign_in(bruno), reverse(f"own_data:{name}")
    response = client.get(path)
    assert response.headers["location"].startswith("/accounts/reauthenticate/")
    answered = client.post(response.headers["location"], {"password": PASSWORD})
    assert answered.headers["location"] == path
    assert client.get(path).status_code == 200


def test_a_request_without_a_fresh_proof_waits_for_it(
    bruno: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(bruno)
    response = client.post("/account/data/erase/")
    assert response.headers["location"].startswith("/accounts/reauthenticate/")
    assert not ErasureRequest.objects.exists()


def test_a_city_hands_out_what_it_holds_and_not_what_another_one_does(
    neighbour: OtherCity, brunos: Client
) -> None:
    response = brunos.get("/account/data/download.zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        told = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert CANARY.lower() not in told.lower()


def test_asking_twice_is_asking_once_and_can_be_taken_back(brunos: Client, bruno: Person) -> None:
    for _ in range(2):
        assert brunos.post("/account/data/erase/").status_code == 302
    assert ErasureRequest.objects.count() == 1
    assert "The pact office answers by" in page(brunos, "/account/data/")
    brunos.post("/account/data/erase/take-back/")
    assert ErasureRequest.objects.get().state == ErasureState.WITHDRAWN
    assert "Ask to be erased" in page(brunos, "/account/data/")


def test_the_office_is_told_that_somebody_asks_and_not_who(
    adas: Client, brunos: Client, mailoutbox: list[EmailMessage]
) -> None:
    brunos.post("/account/data/erase/")
    (letter,) = [one for one in mailoutbox if "ada@city.example.org" in one.to]
    assert "Somebody asks to be erased" in letter.subject
    assert "Bruno" not in letter.body


def test_the_last_management_is_warned_about_and_needs_a_successor(
    adas: Client, brunos: Client, bruno: Person, bakery: Organisation
) -> None:
    assert "You are the only person with the role management of Bakery" in page(
        brunos, "/account/data/erase/"
    )
    path = reverse("office:erasure", args=[ask(by=bruno).pk])
    assert "This is the only person with the role management of Bakery" in page(adas, path)
    answer = adas.post(path, {"decision": "erase"}).content.decode()
    assert "Please name a successor, or confirm that there is none." in answer
    assert Person.objects.filter(pk=bruno.pk).exists()


def test_the_office_erases_and_names_a_successor(
    adas: Client, bruno: Person, carla: Person, bakery: Organisation
) -> None:
    give_role(organisation=bakery, person=carla, kind=RoleKind.DATA_ENTRY, by=None)
    path = reverse("office:erasure", args=[ask(by=bruno).pk])
    chosen = {"decision": "erase", f"successor_{bakery.pk.hex}": str(carla.pk)}
    assert adas.post(path, chosen).status_code == 302
    assert not Person.objects.filter(pk=bruno.pk).exists()
    assert Role.objects.get(organisation=bakery).person == carla
    assert Role.objects.get(organisation=bakery).kind == RoleKind.MANAGEMENT
    assert (ErasureRequest.objects.get().state, ErasureRequest.objects.get().person) == (
        ErasureState.DONE,
        None,
    )
    assert adas.get(path).status_code == 404


def test_the_office_may_confirm_that_nobody_decides_for_now(
    adas: Client, bruno: Person, bakery: Organisation
) -> None:
    path = reverse("office:erasure", args=[ask(by=bruno).pk])
    adas.post(path, {"decision": "erase", f"successor_{bakery.pk.hex}": "nobody"})
    assert not Person.objects.filter(pk=bruno.pk).exists()


def test_declining_needs_a_reason_which_the_person_gets(
    adas: Client, bruno: Person, bakery: Organisation, mailoutbox: list[EmailMessage]
) -> None:
    path = reverse("office:erasure", args=[ask(by=bruno).pk])
    assert "Please say why" in adas.post(path, {"decision": "decline", "reason": " "}).content.decode()
    adas.post(path, {"decision": "decline", "reason": "An agreement runs until May."})
    assert ErasureRequest.objects.get().state == ErasureState.DECLINED
    (letter,) = [one for one in mailoutbox if bruno.email in one.to]
    assert "An agreement runs until May." in letter.body


def test_an_office_does_not_erase_whom_another_city_needs(
    neighbour: OtherCity, adas: Client, bruno: Person, bakery: Organisation
) -> None:
    path = reverse("office:erasure", args=[ask(by=bruno).pk])
    assert CANARY not in page(adas, path)
    chosen = {"decision": "erase", f"successor_{bakery.pk.hex}": "nobody"}
    assert "another pact of this installation" in adas.post(path, chosen).content.decode()
    assert Person.objects.filter(pk=bruno.pk).exists()


def test_the_record_names_every_processing_activity(adas: Client) -> None:
    shown = page(adas, "/office/privacy/record/")
    told = json.loads(adas.get("/office/privacy/record.json").content)
    assert len(told["activities"]) >= 9
    assert [one["title"] for one in told["activities"] if one["title"] not in shown] == []
    assert "This is a proposal" in shown


def test_consent_is_given_to_words_and_withdrawn_as_easily(
    brunos: Client, bruno: Person, bakery: Organisation
) -> None:
    path = reverse("own_data:consent_give", args=[bakery.pk, CONTACT])
    assert "my role in Bakery" in page(brunos, "/account/consents/")
    assert brunos.post(path, {"version": "1"}).status_code == 302
    one = Consent.objects.get()
    assert (one.text_version, one.person, "in Bakery" in one.text) == (1, bruno, True)
    assert [role.person for role in queries.contacts_for_chamber(bakery)] == [bruno]
    brunos.post(reverse("own_data:consent_withdraw", args=[one.pk]))
    assert list(queries.contacts_for_chamber(bakery)) == []
    assert "withdrawn on" in page(brunos, "/account/consents/")


@pytest.mark.parametrize("version", ["", "0", "2", "x"])
def test_nobody_consents_to_words_they_have_not_seen(
    version: str, brunos: Client, bakery: Organisation
) -> None:
    path = reverse("own_data:consent_give", args=[bakery.pk, CONTACT])
    assert "read them again" in brunos.post(path, {"version": version}, follow=True).content.decode()
    assert not Consent.objects.exists()


def test_giving_it_twice_is_giving_it_once(bruno: Person, bakery: Organisation) -> None:
    for _ in range(2):
        give(organisation=bakery, purpose=CONTACT, seen_version=1, by=bruno)
    assert Consent.objects.count() == 1


def test_nobody_consents_for_another_organisation(carla: Person, bakery: Organisation) -> None:
    with pytest.raises(NotYours):
        give(organisation=bakery, purpose=CONTACT, seen_version=1, by=carla)


def test_who_no_longer_acts_is_no_longer_shown_to_the_chamber(bruno: Person, bakery: Organisation) -> None:
    give(organisation=bakery, purpose=CONTACT, seen_version=1, by=bruno)
    Role.objects.filter(person=bruno).delete()
    assert list(queries.contacts_for_chamber(bakery)) == []


def test_the_consents_of_another_city_are_not_listed(
    neighbour: OtherCity, brunos: Client, bruno: Person
) -> None:
    with within(neighbour.pact):
        give(organisation=neighbour.things.organisation, purpose=CONTACT, seen_version=1, by=bruno)
    assert CANARY not in page(brunos, "/account/consents/")
    assert Pact.objects.count() == 2
