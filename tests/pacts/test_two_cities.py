"""Nobody of one city sees anything of another: not on a page, not in a file, not by an address."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from klimapakt.foundation.models import AuditEvent, OutgoingMail
from klimapakt.inventories import queries
from klimapakt.inventories.actions import lifecycle
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.metering import survey_of
from tests.inventories.versions import submitted
from tests.organisations.invitations import invited, sent_token
from tests.pacts.crawling import crawl
from tests.pacts.two_cities import CANARY, HOST, OtherCity, at_neighbours, not_found, word
from tests.portal.addresses import OF_BRUNO, of_bruno, of_nothing

pytestmark = pytest.mark.django_db
STARTS = ("/", "/portal/", "/office/", "/accounts/sessions/", "/accounts/2fa/")
CASES = [(name, method) for name, (_arguments, methods) in OF_BRUNO.items() for method in methods]
EXTERNAL = ("external", "external_report", "external_replace", "external_give_up")


def test_the_words_of_the_other_city_are_there_to_be_found(
    neighbour: OtherCity, bruno: Person, filled_city: None
) -> None:
    """Without this the next test could not fail."""
    seen = "\n".join(crawl(at_neighbours(bruno), STARTS).values())
    fields = ["Organisation", "Site", "Address", "Note 2024", "Evidence 2024", "Meter", "Bill"]
    fields += ["Measure", "Relevance", "Open question", "Member", "Parent", "Register", "Place", "Waiting"]
    fields += ["Reason", "Tool", "Method", "Boundary", "External note"]
    missing = [field for field in fields if word(field) not in seen]
    assert not missing
    assert f"{CANARY}-bill.pdf" in seen
    assert f"invited@{CANARY.lower()}.example.org" in seen
    assert "918273645" in re.sub(r"[.,\s]", "", seen)


@pytest.mark.parametrize("who", ["bruno", "carla", "ada", "nobody", "leadership"])
def test_no_word_of_another_city_stands_on_any_page(
    who: str,
    neighbour: OtherCity,
    filled_city: None,
    request: pytest.FixtureRequest,
    dora: Client,
    sign_in: SignIn,
) -> None:
    client = dora
    if who == "leadership":
        give_office_role(person=neighbour.member, kind=OfficeKind.LEADERSHIP, by=None)
        # Her own name stands on her own pages; it is no word of the city.
        Person.objects.filter(pk=neighbour.member.pk).update(name="Lea", email="lea@example.org")
        client = sign_in(Person.objects.get(pk=neighbour.member.pk))
    elif who != "nobody":
        client = sign_in(request.getfixturevalue(who))
    pages = crawl(client, STARTS)
    assert len(pages) >= 5
    told = [address for address, text in pages.items() if CANARY.lower() in text.lower()]
    assert told == []


@pytest.mark.parametrize("who", ["bruno", "carla"])
def test_what_belongs_to_another_city_looks_like_what_does_not_exist(
    who: str, neighbour: OtherCity, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    """Also for Bruno, who acts for the company there: here is not there."""
    client = sign_in(request.getfixturevalue(who))
    told_apart = []
    for name, method in CASES:
        with within(neighbour.pact):
            foreign, missing = of_bruno(name, neighbour.things), of_nothing(name, neighbour.things)
        if not_found(client, method, foreign) != not_found(client, method, missing):
            told_apart.append((name, method))
    assert told_apart == []


@pytest.mark.parametrize("name", EXTERNAL)
def test_figures_of_another_tool_are_found_in_their_own_city_only(
    name: str, neighbour: OtherCity, bruno: Person, sign_in: SignIn
) -> None:
    """A page that only an inventory from elsewhere has would be missing for any other one anyway."""
    things = replace(neighbour.things, inventory=neighbour.external)
    foreign, missing = of_bruno(name, things), of_nothing(name, things)
    client = sign_in(bruno)
    assert not_found(client, "GET", foreign) == not_found(client, "GET", missing)
    assert at_neighbours(bruno).get(foreign).status_code != 404


def test_both_sides_of_a_person_stay_apart(
    neighbour: OtherCity, bruno: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    here = sign_in(bruno).get("/portal/").content.decode()
    assert ("Bakery" in here, word("Organisation") in here) == (True, False)
    there = at_neighbours(bruno).get("/portal/").content.decode()
    assert ("Bakery" in there, word("Organisation") in there) == (False, True)


@pytest.mark.parametrize("link", ["survey", "invitation"])
def test_a_link_of_one_city_opens_nothing_under_the_host_of_another(
    link: str,
    neighbour: OtherCity,
    dora: Client,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with within(neighbour.pact):
        if link == "survey":
            address = f"/survey/{survey_of(neighbour.things.inventory).token}/"
        else:
            mina = "mina@elsewhere.example.org"
            with django_capture_on_commit_callbacks(execute=True):
                invited(neighbour.things.organisation, mina, by=neighbour.member)
            address = f"/invitations/{sent_token()}/"
    unknown = address.replace(address.split("/")[2], "x" * len(address.split("/")[2]))
    here, nothing = dora.get(address), dora.get(unknown)
    assert here.status_code == nothing.status_code
    assert CANARY not in here.content.decode()
    assert here.status_code != dora.get(address, headers={"host": HOST}).status_code


def test_the_same_row_of_both_cities_counts_in_its_own_only(
    neighbour: OtherCity, inventory: Inventory, bruno: Person
) -> None:
    submitted(inventory, bruno)
    here = set(Activity.objects.values_list("inventory", flat=True))
    with within(neighbour.pact):
        there = set(Activity.objects.values_list("inventory", flat=True))
    assert here == {inventory.pk}
    assert there == {neighbour.things.inventory.pk, neighbour.submitted.pk}


def test_the_letters_of_a_city_reach_its_own_office_under_its_own_name(
    neighbour: OtherCity,
    inventory: Inventory,
    bruno: Person,
    mailoutbox: list[EmailMessage],
    settings: Settings,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        submitted(inventory, bruno)
    assert [one.to for one in mailoutbox] == [["ada@city.example.org"]]
    assert [one.from_email for one in mailoutbox] == [f"Klimapakt <{settings.DEFAULT_FROM_EMAIL}>"]
    (mail,) = OutgoingMail.objects.filter(recipient="ada@city.example.org", kind="inventory_submitted")
    assert mail.sender == inventory.organisation.pact_id


def test_the_letters_of_the_other_city_bear_its_name(
    neighbour: OtherCity,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True), within(neighbour.pact):
        lifecycle.withdraw(inventory=neighbour.submitted, by=neighbour.member)
    assert mailoutbox
    for one in mailoutbox:
        assert one.from_email.startswith(neighbour.pact.name)
        assert neighbour.pact.name in one.body
    assert set(OutgoingMail.objects.values_list("sender", flat=True)) == {neighbour.pact.pk}


def test_the_history_of_an_inventory_names_nobody_of_another_office(
    neighbour: OtherCity, inventory: Inventory, bruno: Person
) -> None:
    """Whoever works for both is named where they act; the other office's people are not even looked up."""
    give_role(organisation=inventory.organisation, person=bruno, kind=RoleKind.MANAGEMENT, by=None)
    found = submitted(inventory, bruno)
    names = {one.by.name for one in queries.history_of(found) if isinstance(one.by, Person)}
    assert names == {"Bruno Keller"}
    assert AuditEvent.objects.filter(what="pact.created").count() == 1
