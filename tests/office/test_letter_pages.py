"""The page of the letter: what one looked at is sent, once; the member finds it among its documents."""

import re

import pytest
from django.test import Client

from klimapakt.foundation.models import OutgoingMail
from klimapakt.inventories import actions
from klimapakt.inventories.models import Inventory, ReviewLetter
from klimapakt.memberships.actions import begin
from klimapakt.memberships.enums import Source
from klimapakt.office.presenting import timeline
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.letters import letter_of
from tests.inventories.versions import fresh, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def adas(ada: Person, sign_in: SignIn) -> Client:
    """Ada at her computer, who reviews."""
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    return sign_in(ada)


@pytest.fixture
def returned(inventory: Inventory, bruno: Person, ada: Person, adas: Client) -> Inventory:
    """The bakery's inventory, returned with a question."""
    found = submitted(inventory, bruno)
    actions.ask(inventory=found, text="Where is the bill?", row_number=None, by=ada)
    actions.return_with_questions(inventory=found, by=ada)
    return fresh(found)


def of(inventory: Inventory) -> str:
    """Return the address of the letter."""
    return f"/office/inventories/{inventory.pk}/letter/"


def seal_on(html: str) -> str:
    """Return the hash of the letter a page shows."""
    found = re.search(r'name="sha256"[^>]*value="([0-9a-f]{64})"', html)
    assert found is not None
    return found[1]


def test_returning_leads_to_the_letter(
    adas: Client, inventory: Inventory, bruno: Person, ada: Person
) -> None:
    found = submitted(inventory, bruno)
    actions.ask(inventory=found, text="Where is the bill?", row_number=None, by=ada)
    response = adas.post(f"/office/inventories/{found.pk}/return/")
    assert response["Location"] == of(found)


def test_the_page_shows_what_will_be_sent(adas: Client, returned: Inventory) -> None:
    html = adas.get(of(returned)).content.decode()
    assert "Where is the bill?" in html
    assert "What will be sent" in html


def test_before_a_decision_the_page_says_what_to_do(
    adas: Client, inventory: Inventory, bruno: Person
) -> None:
    html = adas.get(of(submitted(inventory, bruno))).content.decode()
    assert "Return or accept the inventory first" in html
    assert "Send the letter" not in html


def test_words_are_shown_before_they_are_sent(adas: Client, returned: Inventory) -> None:
    first = seal_on(adas.get(of(returned)).content.decode())
    told = {"words": "Call me on Monday.", "sha256": first, "send": "on"}
    html = adas.post(of(returned), told).content.decode()
    assert not ReviewLetter.objects.exists()
    assert "<p>Call me on Monday.</p>" in html
    adas.post(of(returned), {**told, "sha256": seal_on(html)})
    assert "Call me on Monday." in ReviewLetter.objects.get().document


def test_a_second_click_sends_nothing_again(adas: Client, returned: Inventory) -> None:
    told = {"words": "", "sha256": seal_on(adas.get(of(returned)).content.decode()), "send": "on"}
    for _click in range(2):
        html = adas.post(of(returned), told, follow=True).content.decode()
    assert "sent already" in html
    assert OutgoingMail.objects.filter(kind="inventory_letter").count() == 1


def test_a_draft_is_a_pdf_and_sends_nothing(adas: Client, returned: Inventory) -> None:
    told = {"words": "Soon", "sha256": "0" * 64, "pdf": "on"}
    response = adas.post(of(returned), told)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert not ReviewLetter.objects.exists()


def test_the_member_finds_the_letter_among_its_documents(
    returned: Inventory, bruno: Person, sign_in: SignIn
) -> None:
    letter = letter_of(returned)
    brunos = sign_in(bruno)
    html = brunos.get(f"/portal/organisations/{returned.organisation_id}/documents/").content.decode()
    address = f"/portal/inventories/{returned.pk}/letters/{letter.pk}.pdf"
    assert address in html
    assert brunos.get(address).content.startswith(b"%PDF")


def test_a_letter_about_another_inventory_is_not_there(
    returned: Inventory, carlas_inventory: Inventory, bruno: Person, sign_in: SignIn
) -> None:
    letter = letter_of(carlas_inventory)
    address = f"/portal/inventories/{returned.pk}/letters/{letter.pk}.pdf"
    assert sign_in(bruno).get(address).status_code == 404


def test_the_letter_stands_in_the_history_of_the_member(returned: Inventory) -> None:
    letter = letter_of(returned)
    one = begin(organisation=returned.organisation, source=Source.OFFICE, by=None)
    told = timeline.of(one, letter.sent_at)
    assert "Letter about the review of inventory 2024, version 1 sent" in [entry.title for entry in told]
