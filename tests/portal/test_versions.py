"""The member's pages about the life of an inventory: what is sent, what is closed, what changed and why."""

from collections.abc import Mapping

import pytest
from django.test import Client

from klimapakt.inventories import actions
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.tables import GAS, kept
from tests.inventories.versions import accepted, filled, fresh, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ada_reviews(ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)


@pytest.fixture
def brunos(bruno: Person, bakery: Organisation, sign_in: SignIn) -> Client:
    """Bruno's browser."""
    return sign_in(bruno)


def of(inventory: Inventory, rest: str = "") -> str:
    return f"/portal/inventories/{inventory.pk}/{rest}"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def sent(client: Client, path: str, values: Mapping[str, object] | None = None) -> str:
    response = client.post(path, values or {}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_inventory_says_why_it_cannot_be_submitted(brunos: Client, inventory: Inventory) -> None:
    told = page(brunos, of(inventory, "submit/"))
    assert "no rows yet" in told
    assert "data-submit-once" not in told


def test_the_page_before_the_submission_says_what_is_sent_open_and_seen(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    found = filled(inventory, bruno)
    kept(found, bruno, GAS)
    told = page(brunos, of(found, "submit/"))
    for words in (
        "Rows with evidence",
        "its rows do not count yet",
        "Other members and the public see nothing",
    ):
        assert words in told


def test_submitting_and_taking_back(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    found = filled(inventory, bruno)
    assert "has been submitted" in sent(brunos, of(found, "submit/"), {"seen": found.revision})
    assert fresh(found).status == InventoryStatus.SUBMITTED
    assert "is a draft again" in sent(brunos, of(found, "withdraw/"))
    assert fresh(found).status == InventoryStatus.DRAFT


def test_a_stale_page_submits_nothing(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    found = filled(inventory, bruno)
    assert "has changed since you looked" in sent(brunos, of(found, "submit/"), {"seen": found.revision - 1})
    assert fresh(found).status == InventoryStatus.DRAFT


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_a_closed_inventory_offers_no_change_and_answers_with_a_sentence(
    state: str, brunos: Client, inventory: Inventory, bruno: Person, ada: Person
) -> None:
    found = filled(inventory, bruno)
    waiting = kept(found, bruno, GAS)
    found = submitted(found, bruno) if state == "submitted" else accepted(found, bruno, ada)
    shown = page(brunos, of(found)) + page(brunos, of(found, "entries/"))
    shown += page(brunos, f"/portal/uploads/{waiting.pk}/")
    for gone in ("uploads/new/", "/delete/", "take-over/", "discard/", "/numbers/", "/undo/"):
        assert gone not in shown, gone
    before = list(Activity.objects.values_list("number", "amount"))
    posts = (
        of(found, "reference-figures/"),
        of(found, "entries/1/delete/"),
        of(found, "uploads/new/"),
        of(found, "edition/"),
        *(f"/portal/uploads/{waiting.pk}/{act}/" for act in ("numbers", "take-over", "undo", "discard")),
    )
    for path in posts:
        assert "nothing in it can be changed" in sent(brunos, path, {"fte": "3"}), path
    for path in posts[:3]:
        assert "nothing in it can be changed" in brunos.get(path, follow=True).content.decode(), path
    assert list(Activity.objects.values_list("number", "amount")) == before


def test_the_inventory_says_where_it_stands_and_what_comes_next(
    brunos: Client, inventory: Inventory, bruno: Person, ada: Person
) -> None:
    found = filled(inventory, bruno)
    assert of(found, "submit/") in page(brunos, of(found))
    found = submitted(found, bruno)
    assert of(found, "withdraw/") in page(brunos, of(found))
    actions.ask(inventory=found, text="Why?", row_number=None, by=ada)
    actions.return_with_questions(inventory=found, by=ada)
    assert "Answer 1 question" in page(brunos, of(found))


def test_an_accepted_inventory_shows_its_hash_and_offers_a_correction(
    brunos: Client, inventory: Inventory, bruno: Person, ada: Person
) -> None:
    found = accepted(inventory, bruno, ada)
    told = page(brunos, of(found))
    assert found.frozen.sha256 in told
    assert of(found, "correct/") in told
    assert of(found, "submit/") not in told


def test_a_correction_needs_a_reason(
    brunos: Client, inventory: Inventory, bruno: Person, ada: Person
) -> None:
    found = accepted(inventory, bruno, ada)
    assert "#id_reason" in sent(brunos, of(found, "correct/"), {"reason": "  "})
    assert Inventory.objects.count() == 1
    told = sent(brunos, of(found, "correct/"), {"reason": "A meter was forgotten."})
    assert "Version 2 has been begun" in told
    second = Inventory.objects.get(version=2)
    told = page(brunos, of(second, "changes/"))
    assert "So far nothing differs" in told
    actions.remove_row(row=second.activities.get(number=3), by=bruno)
    assert "1 row differs" in page(brunos, of(second, "changes/"))
    told = page(brunos, of(second, "versions/"))
    assert "2 versions" in told
    assert "A meter was forgotten." in told
    assert "has been given up" in sent(brunos, of(second, "give-up/"))
    assert list(Inventory.objects.all()) == [found]


def test_newer_factors_are_shown_and_adopted_only_by_decision(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    found = filled(inventory, bruno)
    assert "You already use the newest" in page(brunos, of(found, "edition/"))
    actions.adopt_edition(inventory=found, name="2025.1", by=bruno)
    assert "Edition 2026.1 would change the total" in page(brunos, of(found, "edition/"))
    assert fresh(found).edition == "2025.1"
    assert "with the newest edition" in sent(brunos, of(found, "edition/"))
    assert fresh(found).edition == "2026.1"


def test_an_accepted_inventory_offers_newer_factors_as_a_correction(
    brunos: Client, inventory: Inventory, bruno: Person, ada: Person
) -> None:
    found = filled(inventory, bruno)
    actions.adopt_edition(inventory=found, name="2025.1", by=bruno)
    found = accepted(found, bruno, ada)
    assert of(found, "correct/?edition=2026.1") in page(brunos, of(found, "edition/"))
    sent(brunos, of(found, "correct/"), {"reason": "Newer factors.", "edition": "2026.1"})
    assert Inventory.objects.get(version=2).edition == "2026.1"
    assert fresh(found).edition == "2025.1"


def test_who_may_only_read_sees_versions_and_no_buttons(
    inventory: Inventory, bruno: Person, ada: Person, carla: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    found = accepted(inventory, bruno, ada)
    give_role(organisation=bakery, person=carla, kind=RoleKind.READ_ONLY, by=None)
    told = page(sign_in(carla), of(found))
    assert of(found, "versions/") in told
    assert of(found, "correct/") not in told


def test_the_start_page_shows_one_inventory_for_a_year_and_its_correction(
    brunos: Client, inventory: Inventory, bruno: Person, ada: Person
) -> None:
    first = accepted(inventory, bruno, ada)
    second = actions.begin_correction(
        inventory=first, reason="A mistake.", with_edition=first.edition, by=bruno
    )
    told = page(brunos, "/portal/")
    assert of(first) in told
    assert of(second) in told
    accepted(second, bruno, ada)
    told = page(brunos, "/portal/")
    assert of(first) not in told
    assert of(second) in told
