"""More time, explanations, waivers, confirmations: who may say them, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from klimapakt.duties import actions, queries, refusals
from klimapakt.duties.actions import Done
from klimapakt.duties.enums import MissedReason, WorkKind
from klimapakt.duties.models import Duty, DutyEvent
from klimapakt.foundation.models import AuditEvent, OutgoingMail
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.duties.owing import BASELINE_DUE, due, member
from tests.inventories.versions import staff

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 2)
LATE = date(2026, 3, 20)


@pytest.fixture
def office(ada: Person) -> Person:
    """Ada as a case worker of the office."""
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    return ada


@pytest.fixture
def membership(bakery: Organisation, office: Person) -> Membership:
    return member(bakery)


@pytest.fixture
def baseline(membership: Membership) -> Duty:
    return due(membership, "baseline", TODAY)


def fresh(duty: Duty) -> Duty:
    return Duty.objects.get(pk=duty.pk)


def asked(duty: Duty, by: Person, months: int = 3) -> DutyEvent:
    return actions.ask_for_more_time(
        duty=duty, months=months, reason="The bills come in May.", today=TODAY, by=by
    )


def test_a_request_is_granted_and_moves_the_day(baseline: Duty, bruno: Person, ada: Person) -> None:
    request = asked(baseline, bruno)
    actions.grant(request=request, months=3, reason="agreed", today=TODAY, by=ada)
    found = fresh(baseline)
    assert (found.due_on, found.state, found.because) == (date(2026, 6, 3), "extended", "granted")
    assert set(OutgoingMail.objects.values_list("kind", "recipient")) == {
        ("duty_extension_asked", ada.email),
        ("duty_extended", bruno.email),
    }


def test_a_refused_request_changes_no_day_and_says_why(baseline: Duty, bruno: Person, ada: Person) -> None:
    request = asked(baseline, bruno)
    actions.refuse(request=request, reason="too late for the report", today=TODAY, by=ada)
    assert fresh(baseline).due_on == BASELINE_DUE
    assert "too late for the report" in OutgoingMail.objects.get(kind="duty_extension_refused").text


def test_a_request_is_decided_once(baseline: Duty, bruno: Person, ada: Person) -> None:
    request = asked(baseline, bruno)
    actions.refuse(request=request, reason="no", today=TODAY, by=ada)
    with pytest.raises(refusals.AlreadyDecided):
        actions.grant(request=request, months=3, reason="yes", today=TODAY, by=staff(kind=OfficeKind.LEAD))
    assert fresh(baseline).extended_months == 0


def test_one_request_waits_at_a_time(baseline: Duty, bruno: Person) -> None:
    asked(baseline, bruno)
    with pytest.raises(refusals.AlreadyAsked):
        asked(baseline, bruno)


def test_more_than_the_rulebook_allows_is_refused_with_what_is_left(
    baseline: Duty, bruno: Person, ada: Person
) -> None:
    actions.extend(duty=baseline, months=4, reason="agreed", today=TODAY, by=ada)
    with pytest.raises(refusals.BeyondLimit) as refused:
        actions.extend(duty=baseline, months=3, reason="again", today=TODAY, by=ada)
    assert "Still possible: 2." in refused.value.message.text()
    with pytest.raises(refusals.BeyondLimit):
        asked(baseline, bruno, months=3)
    assert fresh(baseline).extended_months == 4


def test_two_grants_on_one_day_add_up(baseline: Duty, ada: Person) -> None:
    for _ in range(2):
        actions.extend(duty=baseline, months=2, reason="agreed", today=TODAY, by=ada)
    assert (fresh(baseline).extended_months, fresh(baseline).due_on) == (4, date(2026, 7, 3))


def test_what_is_done_cannot_be_extended(baseline: Duty, ada: Person) -> None:
    actions.fulfil(duty=baseline, done=Done(TODAY, "report of 2 February"), today=TODAY, by=ada)
    with pytest.raises(refusals.NotOwed):
        actions.extend(duty=baseline, months=1, reason="late", today=TODAY, by=ada)
    with pytest.raises(refusals.NotOwed):
        actions.waive(duty=baseline, reason="late", today=TODAY, by=ada)


def test_what_was_waived_can_still_be_done_and_both_stay_in_the_history(baseline: Duty, ada: Person) -> None:
    actions.waive(duty=baseline, reason="the company closes", today=TODAY, by=ada)
    assert (fresh(baseline).state, fresh(baseline).reason) == ("waived", "the company closes")
    actions.fulfil(duty=baseline, done=Done(TODAY, "report"), today=TODAY, by=ada)
    assert fresh(baseline).state == "fulfilled"
    assert [event.kind for event in queries.events_of(baseline)] == ["waived", "fulfilled"]


def test_what_was_done_on_a_day_to_come_is_refused(baseline: Duty, ada: Person) -> None:
    with pytest.raises(refusals.DayNotPossible):
        actions.fulfil(duty=baseline, done=Done(TODAY + timedelta(days=1), "x"), today=TODAY, by=ada)


def test_a_missed_duty_is_explained_by_a_reason_and_the_office_decides(
    baseline: Duty, bruno: Person, ada: Person
) -> None:
    actions.explain(duty=baseline, why=MissedReason.LANDLORD, text="no bills", today=LATE, by=bruno)
    assert (fresh(baseline).state, fresh(baseline).missed_reason) == ("overdue", "landlord")
    (item,) = queries.needing_office(LATE)
    assert (item.kind, item.why, item.since) == (WorkKind.EXPLANATION, "no bills", LATE)
    assert queries.missed_reasons()["landlord"] == 1


def test_nothing_is_explained_before_it_is_late(baseline: Duty, bruno: Person) -> None:
    with pytest.raises(refusals.NotMissed):
        actions.explain(duty=baseline, why=MissedReason.MONEY, text="", today=BASELINE_DUE, by=bruno)


def test_another_reason_needs_words(baseline: Duty, bruno: Person) -> None:
    with pytest.raises(refusals.ReasonNeeded):
        actions.explain(duty=baseline, why=MissedReason.OTHER, text=" ", today=LATE, by=bruno)


def test_carla_can_say_nothing_about_brunos_duties(baseline: Duty, carla: Person) -> None:
    with pytest.raises(refusals.NotForMembers):
        asked(baseline, carla)
    with pytest.raises(refusals.NotForMembers):
        actions.explain(duty=baseline, why=MissedReason.MONEY, text="", today=LATE, by=carla)
    with pytest.raises(refusals.NotForYou):
        actions.waive(duty=baseline, reason="x", today=TODAY, by=carla)
    assert not DutyEvent.objects.exists()
    assert queries.duty_for(carla, baseline.pk) is None


def test_who_enters_data_explains_but_asks_for_no_time(
    baseline: Duty, bakery: Organisation, carla: Person
) -> None:
    give_role(organisation=bakery, person=carla, kind=RoleKind.DATA_ENTRY, by=None)
    with pytest.raises(refusals.NotForMembers):
        asked(baseline, carla)
    actions.explain(duty=baseline, why=MissedReason.STAFF, text="", today=LATE, by=carla)


def test_a_member_lets_nobody_off(baseline: Duty, bruno: Person) -> None:
    with pytest.raises(refusals.NotForYou):
        actions.extend(duty=baseline, months=1, reason="x", today=TODAY, by=bruno)


def test_the_office_does_not_decide_in_an_own_matter(
    baseline: Duty, bakery: Organisation, ada: Person
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    with pytest.raises(refusals.NotForYou):
        actions.waive(duty=baseline, reason="x", today=TODAY, by=ada)


def test_a_reviewer_decides_about_no_day(baseline: Duty) -> None:
    with pytest.raises(refusals.NotForYou):
        actions.waive(duty=baseline, reason="x", today=TODAY, by=staff(kind=OfficeKind.REVIEWER))


def test_a_report_is_done_by_an_inventory_and_not_by_a_click(baseline: Duty, bruno: Person) -> None:
    with pytest.raises(refusals.DoneByReport):
        actions.confirm(duty=baseline, text="done", today=TODAY, by=bruno)


def test_a_mistake_is_taken_back_and_counts_no_more(baseline: Duty, ada: Person) -> None:
    waived = actions.waive(duty=baseline, reason="the wrong company", today=TODAY, by=ada)
    actions.take_back(event=waived, reason="wrong company", today=TODAY, by=ada)
    assert fresh(baseline).state == "due"
    assert [event.kind for event in queries.events_of(baseline)] == ["waived", "taken_back"]


def test_after_a_grant_was_taken_back_all_months_are_left_again(baseline: Duty, ada: Person) -> None:
    granted = actions.extend(duty=baseline, months=6, reason="agreed", today=TODAY, by=ada)
    actions.take_back(event=granted, reason="typed wrongly", today=TODAY, by=ada)
    actions.extend(duty=baseline, months=6, reason="agreed", today=TODAY, by=ada)
    assert fresh(baseline).extended_months == 6


def test_an_answer_leaves_the_member_in_peace_until_the_day_it_named(baseline: Duty, ada: Person) -> None:
    until = LATE + timedelta(days=14)
    actions.note_answer(duty=baseline, until=until, text="bills are on the way", today=LATE, by=ada)
    assert queries.needing_office(LATE) == []
    items = {item.duty: item for item in queries.needing_office(until + timedelta(days=1))}
    item = items[baseline]
    assert (item.kind, item.since) == (WorkKind.ANSWER_OVER, until)


@pytest.mark.parametrize("until", [LATE, LATE + timedelta(days=400)])
def test_peace_ends_on_a_day_to_come_and_not_in_years(baseline: Duty, ada: Person, until: date) -> None:
    with pytest.raises(refusals.DayNotPossible):
        actions.note_answer(duty=baseline, until=until, text="", today=LATE, by=ada)


def test_who_has_left_owes_nothing(baseline: Duty, membership: Membership, bruno: Person) -> None:
    Membership.objects.filter(pk=membership.pk).update(stage="ended", ended_on=TODAY, end_reason="withdrawal")
    with pytest.raises(refusals.MembershipOver):
        asked(baseline, bruno)


def test_the_chain_tells_what_happened_without_telling_the_reason(baseline: Duty, ada: Person) -> None:
    actions.waive(duty=baseline, reason="Anna Schmidt is ill", today=TODAY, by=ada)
    event = AuditEvent.objects.get(what="duty.waived")
    assert event.subject_id == str(baseline.pk)
    assert "Schmidt" not in event.details


def test_somebody_answers_for_a_duty_and_has_a_deputy(baseline: Duty, ada: Person, bruno: Person) -> None:
    lead = staff(kind=OfficeKind.LEAD)
    (duty,) = actions.assign(duties=[baseline], responsible=ada, deputy=lead, by=lead)
    assert (duty.responsible, duty.deputy) == (ada, lead)
    with pytest.raises(refusals.OwnDeputy):
        actions.assign(duties=[baseline], responsible=ada, deputy=ada, by=lead)
    with pytest.raises(refusals.NotInOffice):
        actions.assign(duties=[baseline], responsible=bruno, deputy=None, by=lead)


def test_the_database_keeps_what_happened(baseline: Duty, ada: Person) -> None:
    event = actions.waive(duty=baseline, reason="the company closes", today=TODAY, by=ada)
    # The words of an event may lose a name; the chain has a commitment to what they were.
    for change in ({"kind": "fulfilled"}, {"months": 3}, {"on": LATE}, {"until": LATE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DutyEvent.objects.filter(pk=event.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyEvent.objects.filter(pk=event.pk).delete()
    assert DutyEvent.objects.filter(pk=event.pk).update(text="", by=None) == 1
