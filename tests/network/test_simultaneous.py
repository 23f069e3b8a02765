"""Two hundred want twenty seats at the same moment: exactly twenty get them, the others wait in a row."""

from threading import Barrier

import pytest
from django.db import connection

from klimapakt.network import actions, queries
from klimapakt.network.enums import RegistrationState
from klimapakt.network.models import Registration
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.network.meeting import meeting_of, registered
from tests.pacts.threads import threads

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
AT_ONCE, MANY, SEATS = 20, 200, 20


def count(state: RegistrationState) -> int:
    return Registration.objects.filter(state=state).count()


def test_two_hundred_registrations_for_twenty_seats(ada: Person, bruno: Person) -> None:
    meeting = meeting_of(ada, capacity=SEATS)
    companies = [
        create_organisation(facts=OrganisationFacts(f"Company {number:03}", "Musterstadt"), by=None)
        for number in range(MANY)
    ]
    start = Barrier(AT_ONCE)

    def press(mine: list[Organisation]) -> None:
        try:
            start.wait(30)
            for company in mine:
                registered(meeting, company, bruno)
        finally:
            connection.close()

    with threads(AT_ONCE) as all_of_them:
        for done in [all_of_them.submit(press, companies[part::AT_ONCE]) for part in range(AT_ONCE)]:
            done.result(120)
    assert count(RegistrationState.CONFIRMED) == SEATS
    assert count(RegistrationState.WAITING) == MANY - SEATS
    assert queries.free_seats(meeting) == 0
    first = queries.queue(meeting)[0]
    assert queries.place_of(first) == 1
    assert max(queries.place_of(one) or 0 for one in queries.queue(meeting)) == MANY - SEATS
    confirmed = Registration.objects.filter(state=RegistrationState.CONFIRMED).latest("requested_at")
    assert confirmed.requested_at <= first.requested_at
    actions.withdraw(registration=confirmed, by=bruno)
    assert Registration.objects.get(pk=first.pk).state == RegistrationState.OFFERED
    assert count(RegistrationState.CONFIRMED) + count(RegistrationState.OFFERED) == SEATS
