"""Mandates: offered to the right person, accepted once, ended by either side, reminded of their end."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories.lifecycle import Act, is_theirs
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.queries import standing_of
from klimapakt.organisations import mandates
from klimapakt.organisations.actions import (
    accept_mandate,
    end_mandate,
    give_role,
    note_access,
    offer_again,
    remind_of_ends,
)
from klimapakt.organisations.enums import AccessedPage, MandatePart, MandateState, RoleKind
from klimapakt.organisations.mandate_rules import (
    EndNotPossible,
    HasMandate,
    HasRole,
    MandateOver,
    NothingOpened,
    OwnMandate,
)
from klimapakt.organisations.models import Mandate, MandateAccess, Organisation
from klimapakt.organisations.rules import NotInvited, NotPermitted, hash_of
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.organisations.mandates import ADVISER, advising, offered, sent_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_out")]


def test_only_the_management_offers(bakery: Organisation, ada: Person) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.CLIMATE_CONTACT, by=None)
    with pytest.raises(NotPermitted):
        offered(bakery, by=ada)


def test_nobody_offers_a_mandate_to_themselves(bakery: Organisation, bruno: Person) -> None:
    with pytest.raises(OwnMandate):
        offered(bakery, " BRUNO@bakery.example.org ", by=bruno)


def test_who_has_a_role_there_needs_none(bakery: Organisation, bruno: Person, ada: Person) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    with pytest.raises(HasRole):
        offered(bakery, ada.email, by=bruno)


def test_who_got_a_role_meanwhile_is_told_so_when_accepting(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    offered(bakery, ada.email, by=bruno)
    token = sent_token()
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    with pytest.raises(HasRole):
        accept_mandate(token=token, by=ada)


@pytest.mark.parametrize("days", [-1, 0, 367, 9999])
def test_the_last_day_lies_ahead_and_within_a_year(days: int, bakery: Organisation, bruno: Person) -> None:
    with pytest.raises(EndNotPossible):
        offered(bakery, ends_on=timezone.localdate() + timedelta(days=days), by=bruno)


def test_a_mandate_opens_something(bakery: Organisation, bruno: Person) -> None:
    with pytest.raises(NothingOpened):
        offered(bakery, parts=[], by=bruno)


def test_whoever_changes_drafts_sees_them(bakery: Organisation, bruno: Person) -> None:
    one = offered(bakery, parts=[MandatePart.DRAFTS], by=bruno)
    assert mandates.parts_of(one) == (MandatePart.INVENTORIES, MandatePart.DRAFTS)


def test_the_same_address_is_offered_one_mandate_at_a_time(bakery: Organisation, bruno: Person) -> None:
    offered(bakery, by=bruno)
    with pytest.raises(HasMandate):
        offered(bakery, ADVISER.upper(), by=bruno)


def test_the_same_person_has_one_mandate_at_a_time(bakery: Organisation, bruno: Person, ada: Person) -> None:
    advising(bakery, ada, by=bruno)
    with pytest.raises(HasMandate):
        offered(bakery, ada.email, by=bruno)


def test_after_its_end_a_new_one_can_be_offered(bakery: Organisation, bruno: Person, ada: Person) -> None:
    one = advising(bakery, ada, by=bruno)
    over = timezone.localdate() - timedelta(days=1)
    Mandate.objects.filter(pk=one.pk).update(begins_on=over, ends_on=over)
    assert mandates.state_of(advising(bakery, ada, by=bruno)) is MandateState.IN_FORCE
    one.refresh_from_db()
    assert mandates.state_of(one) is MandateState.EXPIRED


def test_another_person_cannot_accept(bakery: Organisation, bruno: Person, carla: Person) -> None:
    offered(bakery, by=bruno)
    with pytest.raises(NotInvited):
        accept_mandate(token=sent_token(), by=carla)


def test_a_link_works_once_and_not_after_it_was_replaced(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    one = offered(bakery, ada.email, by=bruno)
    former = sent_token()
    offer_again(mandate=one, link=lambda token: f"http://testserver/invitations/mandates/{token}/", by=bruno)
    assert mandates.mandate_of(former) is None
    accept_mandate(token=sent_token(), by=ada)
    with pytest.raises(MandateOver):
        accept_mandate(token=sent_token_of(one), by=ada)


def sent_token_of(one: Mandate) -> str:
    """Give a mandate a link that is known."""
    Mandate.objects.filter(pk=one.pk).update(token_hash=hash_of("known"))
    return "known"


def test_the_member_is_told_when_it_is_accepted(bakery: Organisation, bruno: Person, ada: Person) -> None:
    advising(bakery, ada, by=bruno)
    assert mail.outbox[-1].to == [bruno.email]
    assert "Ada Brandt" in mail.outbox[-1].subject


def test_the_adviser_ends_it_and_the_member_is_told(bakery: Organisation, bruno: Person, ada: Person) -> None:
    one = advising(bakery, ada, by=bruno)
    end_mandate(mandate=one, by=ada)
    end_mandate(mandate=one, by=ada)
    assert [mail.outbox[-1].to, mandates.in_force_for(ada).count()] == [[bruno.email], 0]


def test_nobody_else_ends_it(bakery: Organisation, bruno: Person, ada: Person, carla: Person) -> None:
    one = advising(bakery, ada, by=bruno)
    with pytest.raises(NotPermitted):
        end_mandate(mandate=one, by=carla)


def test_the_member_is_reminded_once_fourteen_days_before_the_end(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    one = advising(bakery, ada, by=bruno)
    assert remind_of_ends(today=one.ends_on - timedelta(days=15)) == 0
    assert remind_of_ends(today=one.ends_on - timedelta(days=14)) == 1
    assert remind_of_ends(today=one.ends_on - timedelta(days=13)) == 0
    assert mail.outbox[-1].to == [bruno.email]


def test_a_closed_account_opens_nothing(bakery: Organisation, bruno: Person, ada: Person) -> None:
    advising(bakery, ada, by=bruno)
    ada.is_active = False
    assert not mandates.in_force_for(ada).exists()


def test_an_access_is_written_once_a_day_and_is_an_event_of_the_chain(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    one = advising(bakery, ada, by=bruno)
    for _again in range(2):
        note_access(mandates=[one], page=AccessedPage.ROWS, thing=None, is_change=False, by=ada)
    assert MandateAccess.objects.count() == 1
    assert AuditEvent.objects.filter(what="mandate.used").count() == 1


def test_the_database_refuses_to_change_an_access(bakery: Organisation, bruno: Person, ada: Person) -> None:
    one = advising(bakery, ada, by=bruno)
    note_access(mandates=[one], page=AccessedPage.ROWS, thing=None, is_change=True, by=ada)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_mandateaccess SET page = 'duties'")


def test_who_advised_a_member_does_not_review_its_inventories(
    inventory: Inventory, bakery: Organisation, bruno: Person, ada: Person
) -> None:
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    assert is_theirs(Act.ACCEPT, standing_of(ada, inventory))
    end_mandate(mandate=advising(bakery, ada, by=bruno), by=bruno)
    assert not is_theirs(Act.ACCEPT, standing_of(ada, inventory))


def test_somebody_without_an_account_accepts_by_the_link(
    bakery: Organisation, bruno: Person, dora: Client
) -> None:
    offered(bakery, by=bruno)
    link = f"/invitations/mandates/{sent_token()}/"
    assert "Fill the first inventory" in dora.get(link).content.decode()
    answer = dora.post(link, {"name": "Selma Kurt", "password": ""}, follow=True)
    assert "Organisations you advise" in answer.content.decode()
    assert dora.get(link).status_code == 410


def test_somebody_with_an_account_accepts_after_signing_in(
    bakery: Organisation, bruno: Person, ada: Person, dora: Client, sign_in: SignIn
) -> None:
    offered(bakery, ada.email, by=bruno)
    link = f"/invitations/mandates/{sent_token()}/"
    assert "Sign in with it" in dora.get(link).content.decode()
    assert "You advise Bakery" in sign_in(ada).post(link, follow=True).content.decode()


def test_the_form_offers_and_says_what_is_wrong(bakery: Organisation, bruno: Person, sign_in: SignIn) -> None:
    client, path = sign_in(bruno), f"/portal/organisations/{bakery.pk}/mandates/new/"
    last = (timezone.localdate() - timedelta(days=3)).isoformat()
    entered = {"email": ADVISER, "parts": ["drafts"], "purpose": " ", "ends_on": last, "language": "de"}
    assert client.post(path, entered).status_code == 200
    wrong = client.post(path, {**entered, "purpose": "Help"}).content.decode()
    assert "The mandate can end on any day from tomorrow" in wrong
    last = (timezone.localdate() + timedelta(days=30)).isoformat()
    assert client.post(path, {**entered, "purpose": "Help", "ends_on": last}).status_code == 302
    page = client.get(f"/portal/organisations/{bakery.pk}/mandates/").content.decode()
    assert "Offered, not accepted yet" in page
