"""What members and office see of duties: their own, the oldest first, with the same number of questions."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klimapakt.duties import actions, queries
from klimapakt.duties.actions import Done
from klimapakt.duties.enums import MissedReason, WorkKind
from klimapakt.organisations.actions import OrganisationFacts, create_organisation, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.duties.owing import computed, due, member

pytestmark = pytest.mark.django_db
LATE = date(2026, 5, 20)


@pytest.fixture
def office(ada: Person) -> Person:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    return ada


def firms(count: int, person: Person) -> None:
    for number in range(count):
        organisation = create_organisation(facts=OrganisationFacts(f"Firm {number}", "Musterstadt"), by=None)
        give_role(organisation=organisation, person=person, kind=RoleKind.MANAGEMENT, by=None)
        computed(member(organisation), LATE)


def asked(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as found:
        read()
    return len(found)


def test_a_person_sees_what_the_own_organisations_owe_and_nothing_else(
    bakery: Organisation, metalworks: Organisation, bruno: Person, carla: Person
) -> None:
    computed(member(bakery), LATE)
    theirs = computed(member(metalworks), LATE)
    assert {duty.membership.organisation for duty in queries.open_for(bruno)} == {bakery}
    assert queries.duty_for(bruno, theirs["baseline"].pk) is None
    assert queries.duty_for(carla, theirs["baseline"].pk) is not None


def test_what_is_done_is_not_open(bakery: Organisation, bruno: Person, office: Person) -> None:
    baseline = due(member(bakery), "baseline", LATE)
    actions.fulfil(duty=baseline, done=Done(LATE, "letter"), today=LATE, by=office)
    assert baseline not in queries.open_for(bruno)


def test_more_members_are_not_more_questions(
    bakery: Organisation, metalworks: Organisation, bruno: Person, carla: Person, office: Person
) -> None:
    reads: list[Callable[[], object]] = [
        lambda: [duty.membership.organisation.name for duty in queries.open_for(bruno)],
        lambda: [
            (item.duty.membership.organisation.name, item.duty.responsible)
            for item in queries.needing_office(LATE)
        ],
        lambda: [duty.membership.organisation.name for duty in queries.due_between(LATE, date(2036, 1, 1))],
        queries.counted,
        queries.counted_by_rule,
        queries.missed_reasons,
    ]
    computed(member(bakery), LATE)
    before = [asked(read) for read in reads]
    firms(5, carla)
    assert [asked(read) for read in reads] == before
    assert before == [1, 4, 1, 1, 1, 1]


def test_the_office_sees_the_oldest_first_and_each_duty_once(
    bakery: Organisation, bruno: Person, office: Person
) -> None:
    found = computed(member(bakery), LATE)
    actions.ask_for_more_time(duty=found["targets"], months=2, reason="board", today=LATE, by=bruno)
    actions.explain(duty=found["measures"], why=MissedReason.MONEY, text="", today=LATE, by=bruno)
    items = queries.needing_office(LATE)
    assert [(item.kind, item.duty.key) for item in items if item.kind == WorkKind.OVERDUE] == [
        (WorkKind.OVERDUE, "baseline")
    ]
    assert items[0].kind == WorkKind.OVERDUE
    assert {item.kind for item in items[1:]} == {WorkKind.EXTENSION, WorkKind.EXPLANATION}
    assert len({item.duty for item in items}) == len(items) == 3


def test_somebody_sees_what_they_answer_for_and_what_nobody_does(
    bakery: Organisation, metalworks: Organisation, office: Person, bruno: Person
) -> None:
    mine = due(member(bakery), "baseline", LATE)
    other = due(member(metalworks), "baseline", LATE)
    give_office_role(person=bruno, kind=OfficeKind.LEAD, by=None)
    actions.assign(duties=[other], responsible=bruno, deputy=None, by=office)
    seen = {item.duty for item in queries.needing_office(LATE, office)}
    assert mine in seen
    assert other not in seen


def test_duties_are_counted_by_state(bakery: Organisation) -> None:
    computed(member(bakery), LATE)
    assert {state: count for state, count in queries.counted().items() if count} == {
        "overdue": 3,
        "upcoming": 3,
    }
    assert queries.counted_by_rule()["baseline"]["overdue"] == 1


def test_many_are_confirmed_at_once(bakery: Organisation, metalworks: Organisation, office: Person) -> None:
    found = [*computed(member(bakery), LATE).values(), *computed(member(metalworks), LATE).values()]
    done = {duty: Done(date(2026, 1, 15), "paper file") for duty in found if duty.key == "baseline"}
    assert actions.fulfil_many(done=done, today=LATE, by=office) == 2
    assert actions.fulfil_many(done=done, today=LATE, by=office) == 0
    assert queries.counted()["fulfilled"] == 2
