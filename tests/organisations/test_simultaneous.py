"""The same link pressed by many at the same moment gives one role."""

from threading import Barrier

import pytest
from django.db import connection

from klimapakt.organisations.actions import accept, end_role, give_role
from klimapakt.organisations.actions.invitations import NewAccount
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Invitation, Organisation, Role
from klimapakt.organisations.rules import InvitationOver, LastManagement
from klimapakt.people.models import Person
from tests.organisations.invitations import invited, sent_token
from tests.pacts.threads import threads

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
MINA = "mina@bakery.example.org"
ALL, AT_ONCE = 50, 10


def test_fifty_acceptances_at_once_give_exactly_one_role(bakery: Organisation, bruno: Person) -> None:
    invited(bakery, MINA, by=bruno)
    token, start = sent_token(), Barrier(AT_ONCE)

    def press(number: int) -> bool:
        try:
            if number < AT_ONCE:
                start.wait(20)
            accept(token=token, account=NewAccount("Mina", "Sauerteig-ueber-Nacht", "de"), by=None)
        except InvitationOver:
            return False
        else:
            return True
        finally:
            connection.close()

    with threads(AT_ONCE) as many:
        results = list(many.map(press, range(ALL)))
    assert results.count(True) == 1
    assert Person.objects.filter(email=MINA).count() == 1
    assert Role.objects.filter(organisation=bakery, person__email=MINA).count() == 1
    assert Invitation.objects.get().accepted_at is not None


def test_two_of_the_management_who_leave_at_once_leave_one_behind(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.MANAGEMENT, by=None)
    start = Barrier(2)

    def leave(person: Person) -> bool:
        try:
            role = Role.objects.get(person=person, organisation=bakery)
            start.wait(20)
            end_role(role=role, by=person)
        except LastManagement:
            return False
        else:
            return True
        finally:
            connection.close()

    with threads(2) as both:
        results = list(both.map(leave, [bruno, ada]))
    assert sorted(results) == [False, True]
    assert Role.objects.filter(organisation=bakery, kind=RoleKind.MANAGEMENT).count() == 1
