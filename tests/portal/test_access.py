"""Who gets where: everybody to the own things, nobody to those of others, and nobody learns what exists."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from klimapakt.inventories import queries
from klimapakt.inventories.actions import begin_questions
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.measures.actions import MeasureFacts, list_measure
from klimapakt.measures.enums import Field
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Role, Site
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.proofs import proof
from tests.inventories.tables import ELECTRICITY, GAS, UNKNOWN, kept, taken_over
from tests.organisations.invitations import invited
from tests.organisations.mandates import offered
from tests.portal.addresses import (
    FILLED_IN,
    OF_BRUNO,
    OF_NOBODY,
    WITHOUT_FIGURES,
    Things,
    names,
    of_bruno,
    of_nothing,
)
from tests.undoing import undone

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

CASES = [(name, method) for name, (_arguments, methods) in OF_BRUNO.items() for method in methods]
LOOKED_AT = [name for name, method in CASES if method == "GET"]
SHOWN_TO_READERS = frozenset(
    {"edition", "guided", "guided_question", "guided_result", "library_entry", "monitoring", "relevance"}
    | {"survey", "target_outlook", "meeting"}
)
"""Pages with a form that readers see without it."""
BEGUN_BY_EDITORS = frozenset({"guided_choose", "target_choose"})
"""Pages without a form that are the way into something readers may not begin."""
CHANGING = tuple(
    name
    for name, (_arguments, methods) in OF_BRUNO.items()
    if (methods == FILLED_IN and name not in SHOWN_TO_READERS) or name in BEGUN_BY_EDITORS
)


@pytest.fixture
def things(bakery: Organisation, bakehouse: Site, inventory: Inventory, bruno: Person) -> Things:
    taken_over(inventory, bruno, ELECTRICITY)
    begin_questions(inventory=inventory, key="office", by=bruno)
    upload = kept(inventory, bruno, GAS, UNKNOWN)
    line = queries.calculated(inventory).result.lines[0]
    measure = list_measure(organisation=bakery, facts=MeasureFacts("LED", Field.ELECTRICITY, 2019), by=bruno)
    question = inventory.questions.create(text="Why?")
    evidence = proof(inventory, bruno, int(line.activity))
    return Things(
        organisation=bakery,
        site=bakehouse,
        inventory=inventory,
        upload=upload,
        line_id=line.id,
        number=int(line.activity),
        measure=measure,
        evidence=evidence,
        link=evidence.links.get().pk,
        question=question.pk,
        acceptance=inventory.accepted_findings.create(
            rule="boundary", fingerprint="1", reason="So it is."
        ).pk,
        role=Role.objects.get(person=bruno, organisation=bakery).pk,
        invitation=invited(bakery, "mina@bakery.example.org", by=bruno).pk,
        mandate=offered(bakery, by=bruno).pk,
    )


def status(client: Client, method: str, address: str) -> int:
    """Ask for an address and return the status; what is streamed is read to its end."""
    response = client.generic(method, address)
    if response.streaming:
        response.getvalue()
    return response.status_code


def body(client: Client, method: str, address: str) -> str:
    """Return the page without what differs from request to request."""
    response = client.generic(method, address)
    assert response.status_code == 404, f"{method} {address}"
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return page.replace(address, "")


def leads_to_sign_in(client: Client, method: str, address: str) -> bool:
    """Tell whether an address sends this person to the sign-in."""
    response = client.generic(method, address)
    return response.status_code == 302 and response.headers["location"].startswith("/accounts/login/")


def test_every_address_is_known_here() -> None:
    assert set(names()) == set(OF_BRUNO) | set(OF_NOBODY)


def test_what_belongs_to_others_looks_like_what_does_not_exist(
    things: Things, carla: Person, metalworks: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(carla)
    told_apart = [
        (name, method)
        for name, method in CASES
        if body(client, method, of_bruno(name, things)) != body(client, method, of_nothing(name, things))
    ]
    assert told_apart == []


def test_a_person_without_any_organisation_finds_nothing(
    things: Things, ada: Person, sign_in: SignIn
) -> None:
    client = sign_in(ada)
    answers = {(name, method): status(client, method, of_bruno(name, things)) for name, method in CASES}
    assert answers == dict.fromkeys(CASES, 404)


def test_without_signing_in_every_address_leads_to_the_sign_in(things: Things, dora: Client) -> None:
    answers = {
        (name, method): leads_to_sign_in(dora, method, of_bruno(name, things)) for name, method in CASES
    }
    assert answers == dict.fromkeys(CASES, True)


@pytest.mark.parametrize("name", OF_NOBODY)
def test_the_pages_of_members_need_a_member(name: str, dora: Client) -> None:
    path = reverse(f"portal:{name}", kwargs=dict(OF_NOBODY[name]))
    method = "POST" if name == "calendar_revoke" else "GET"
    assert dora.generic(method, path).status_code == 302


def test_the_owner_gets_to_every_address(
    things: Things, bruno: Person, sign_in: SignIn, subtests: pytest.Subtests
) -> None:
    for name, method in CASES:
        with subtests.test(name, method=method), undone():
            assert status(sign_in(bruno), method, of_bruno(name, things)) in {200, 302}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_methods_nobody_declared_are_refused(
    method: str, things: Things, bruno: Person, sign_in: SignIn
) -> None:
    client = sign_in(bruno)
    answers = {name: status(client, method, of_bruno(name, things)) for name in OF_BRUNO}
    assert answers == dict.fromkeys(OF_BRUNO, 405)


def test_who_may_only_read_changes_nothing_and_is_told_whom_to_ask(
    things: Things, ada: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    client = sign_in(ada)
    for name in (name for name, method in CASES if method == "POST"):
        response = client.post(of_bruno(name, things))
        assert response.status_code == 403, name
        assert "bruno@bakery.example.org" in response.content.decode(), name


def test_who_may_only_read_sees_everything_but_forms(
    things: Things, ada: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    client = sign_in(ada)
    answers = {name: status(client, "GET", of_bruno(name, things)) for name in LOOKED_AT}
    # The package does not exist before both sides have signed; the page says so.
    expected = {name: 403 if name in CHANGING else 200 for name in LOOKED_AT} | {"agreement_package": 302}
    assert answers == expected


def test_the_press_role_reaches_no_figure(
    things: Things, ada: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.PRESS, by=None)
    client = sign_in(ada)
    closed = [name for name in LOOKED_AT if name not in WITHOUT_FIGURES]
    answers = {name: status(client, "GET", of_bruno(name, things)) for name in closed}
    assert answers == dict.fromkeys(closed, 404)


def test_the_press_role_is_told_why_there_are_no_figures(
    ada: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.PRESS, by=None)
    assert "Your role does not include the figures" in sign_in(ada).get("/portal/").content.decode()


def test_looking_at_pages_changes_nothing(things: Things, bruno: Person, sign_in: SignIn) -> None:
    client = sign_in(bruno)
    # Some addresses need something that is made for them.
    addresses = [of_bruno(name, things) for name in OF_BRUNO]
    before = Activity.objects.count()
    for address in addresses:
        status(client, "GET", address)
    assert Activity.objects.count() == before
    assert Upload.objects.get(pk=things.upload.pk).state == UploadState.CHECKED


def test_no_cache_keeps_a_page_of_a_member(things: Things, bruno: Person, sign_in: SignIn) -> None:
    client = sign_in(bruno)
    for name in LOOKED_AT:
        response = client.get(of_bruno(name, things))
        if response.streaming:
            response.getvalue()
        if response.headers.get("location", "").startswith("/accounts/reauthenticate/"):
            continue
        assert "no-store" in response.headers["cache-control"], name


def test_a_role_that_ends_takes_effect_on_the_next_request(
    things: Things, bruno: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(bruno)
    assert client.get(of_bruno("inventory", things)).status_code == 200
    bakery.roles.all().delete()
    assert client.get(of_bruno("inventory", things)).status_code == 404


def test_a_row_of_another_inventory_is_not_found_through_ones_own(
    things: Things, carla: Person, carlas_inventory: Inventory, sign_in: SignIn
) -> None:
    address = f"/portal/inventories/{carlas_inventory.pk}/entries/{things.number}/delete/"
    assert sign_in(carla).post(address).status_code == 404


def test_a_post_without_its_token_is_refused(things: Things, bruno: Person, sign_in: SignIn) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in(bruno).cookies
    for name in ("upload_new", "upload_take_over", "upload_undo", "entry_remove"):
        assert strict.post(of_bruno(name, things)).status_code == 403
