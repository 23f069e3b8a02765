"""The office of one city finds nothing of another: no inventory, no document, no evidence, no e-mail."""

from collections.abc import Mapping
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from klimapakt.foundation.mail import queries as mail
from klimapakt.foundation.mail.enums import MailState
from klimapakt.inventories import actions, queries
from klimapakt.inventories.evidence.accepting import accepted
from klimapakt.inventories.models import Inventory
from klimapakt.office.urls import urlpatterns
from klimapakt.organisations.enums import Chamber
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind, PartnerChamber
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person
from tests.inventories.proofs import a_pdf
from tests.inventories.versions import filled, submitted
from tests.pacts.crawling import crawl
from tests.pacts.foreign_office import CASES, OF_ALL, OFFICE, Foreign
from tests.pacts.two_cities import CANARY, HOST, OtherCity, dead_mail, not_found, office_of, word
from tests.undoing import undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out")]
DEAD = f"dead@{CANARY.lower()}.example.org"


@pytest.fixture
def foreign(neighbour: OtherCity) -> Foreign:
    """The other city with an e-mail that could not be delivered."""
    return Foreign(neighbour, dead_mail(neighbour.pact, DEAD))


def _address(name: str, arguments: Mapping[str, object]) -> str:
    return reverse(f"office:{name}", kwargs=dict(arguments))


def _of_nothing(name: str, arguments: Mapping[str, object]) -> Mapping[str, object]:
    """Return what fills an address in so that nothing is there in any city."""
    if name == "rulebook_draft":
        return {"basis": "version-999999"}
    if "pk" not in arguments:
        return {"number": 987_654_321}
    return {"pk": 999999999 if name.startswith("staff") else uuid4()}


def _signs_for(city: OtherCity) -> None:
    """Let whoever works for the office there sign for the city."""
    with within(city.pact):
        give_office_role(person=city.office, kind=OfficeKind.SIGNATORY, by=None)


def _is_a_chamber_partner(city: OtherCity) -> None:
    """Let whoever works for the office there be a chamber's partner, whose member the organisation is."""
    with within(city.pact):
        Organisation.objects.filter(pk=city.things.organisation.pk).update(chamber=Chamber.CRAFTS)
        give_office_role(
            person=city.office, kind=OfficeKind.CHAMBER_PARTNER, chamber=PartnerChamber.CRAFTS, by=None
        )


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_every_address_of_the_office_is_tried_here() -> None:
    assert {str(pattern.name) for pattern in urlpatterns} == {*OFFICE, *OF_ALL}


def test_what_belongs_to_another_office_looks_like_what_does_not_exist(
    foreign: Foreign, head_of_both: Client, subtests: pytest.Subtests
) -> None:
    for name, method in CASES:
        with subtests.test(name, method=method), undone():
            _looks_like_nothing(name, method, foreign, head_of_both)


def _looks_like_nothing(name: str, method: str, foreign: Foreign, head_of_both: Client) -> None:
    if name == "agreement_countersign":
        _signs_for(foreign.city)
    if name.startswith("flock"):
        _is_a_chamber_partner(foreign.city)
    arguments = OFFICE[name][0](foreign)
    here, missing = _address(name, arguments), _address(name, {**arguments, **_of_nothing(name, arguments)})
    assert not_found(head_of_both, method, here) == not_found(head_of_both, method, missing)
    # Nothing was done by the way, and the office it belongs to finds it.
    foreign.mail.refresh_from_db()
    assert foreign.mail.state == MailState.FAILED
    there = office_of(foreign.city).generic(method, here)
    assert there.status_code in {200, 302}
    if there.streaming:
        content = there.getvalue()
        assert content == a_pdf() or name == "member_hand_over"


def test_the_words_of_the_other_office_are_there_to_be_found(foreign: Foreign) -> None:
    """Without this the tests that look for them here could not fail."""
    seen = "\n".join(crawl(office_of(foreign.city), ("/office/",)).values())
    fields = ["Applicant", "Place of applicant", "Message", "Phone", "Next step", "Organisation", "Question"]
    assert not [field for field in fields if word(field) not in seen]
    assert DEAD in seen


def test_the_first_page_counts_the_e_mails_of_its_own_office_only(
    foreign: Foreign, head_of_both: Client
) -> None:
    told = "1 e-mail was not delivered"
    assert told not in page(head_of_both, "/office/")
    assert told in page(office_of(foreign.city), "/office/")


@pytest.mark.parametrize("asked", ["", "?state=failed", f"?q={CANARY}", f"?q={DEAD}&state=failed"])
def test_the_list_of_e_mails_is_that_of_its_own_office(
    asked: str, foreign: Foreign, head_of_both: Client, pact: Pact
) -> None:
    own = dead_mail(pact, f"own-{DEAD}")
    listed = page(head_of_both, f"/office/mail/{asked}")
    assert "<h1>1 e-mail could not be delivered</h1>" in listed
    assert (f"/office/mail/{own.pk}/" in listed, str(foreign.mail.pk) in listed) == (True, False)
    there = page(office_of(foreign.city), f"/office/mail/{asked}")
    assert (f"/office/mail/{foreign.mail.pk}/" in there, str(own.pk) in there) == (True, False)


def test_the_operator_counts_the_e_mails_of_every_office(foreign: Foreign, pact: Pact) -> None:
    dead_mail(pact, "own@city.example.org")
    assert mail.counted(pact.pk)[MailState.FAILED] == 1
    assert mail.counted(foreign.city.pact.pk)[MailState.FAILED] == 1
    assert mail.counted_of_all()[MailState.FAILED] == 2


def test_the_same_bill_in_both_cities_is_two_files(
    foreign: Foreign, head_of_both: Client, inventory: Inventory, bruno: Person
) -> None:
    """A hash names bytes; it opens the file of the inventory it is asked for with, and no other."""
    sha256 = foreign.city.things.evidence.sha256
    found = filled(inventory, bruno)
    path = reverse("office:evidence", kwargs={"pk": found.pk, "sha256": sha256})
    file, is_new = actions.keep_evidence(
        organisation=found.organisation, file=accepted(a_pdf(), name="own-bill.pdf"), by=bruno
    )
    assert (is_new, file.sha256) == (True, sha256)
    submitted(found, bruno)
    # It proves nothing of this inventory yet, whatever it proves in the other city.
    assert head_of_both.get(path).status_code == 404
    actions.withdraw(inventory=found, by=bruno)
    actions.link_evidence(file=file, inventory=found, numbers=(1,), place="p. 1", by=bruno)
    submitted(found, bruno)
    opened = head_of_both.get(path)
    assert opened.getvalue() == a_pdf()
    assert "own-bill.pdf" in opened["content-disposition"]


@pytest.mark.parametrize("rest", ["", "letter/"])
def test_the_outbox_of_a_demonstration_is_that_of_its_city(
    rest: str, foreign: Foreign, dora: Client, settings: Settings
) -> None:
    settings.KLIMA_DEMO = True
    path = f"/demo/mail/{foreign.mail.pk}/{rest}"
    assert dora.get(path).status_code == 404
    assert dora.get(path, headers={"host": HOST}).status_code == 200
    assert DEAD not in page(dora, "/demo/mail/")


def test_both_offices_have_something_that_waits(foreign: Foreign, ada: Person) -> None:
    """Ada may look at it in either city, one at a time."""
    with within(foreign.city.pact):
        assert queries.for_office(ada).filter(pk=foreign.city.submitted.pk).exists()
    assert not queries.for_office(ada).filter(pk=foreign.city.submitted.pk).exists()
