"""Members are reminded at once because the office wants it, by the rules of the ladder."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from klimapakt.casework.enums import BulkState, ItemState
from klimapakt.casework.models import BulkRun
from klimapakt.duties import actions, by_hand, jobs, nightly
from klimapakt.duties.enums import AT_HAND
from klimapakt.duties.models import DutyEvent, Reminder
from klimapakt.duties.refusals import AlreadySent, ReminderHasItsOwnWay
from klimapakt.foundation.mail.enums import MailState
from klimapakt.foundation.models import OutgoingMail
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.methods.working_days import working_day_after
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Role
from klimapakt.people.models import Person
from tests.duties.owing import computed, handed_in, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(bakery: Organisation) -> Membership:
    """A member whose baseline is overdue."""
    today = timezone.localdate()
    one = member(bakery, today - timedelta(days=400))
    actions.recompute(membership=one, today=today, by=None)
    return one


def mails() -> list[str]:
    return list(OutgoingMail.objects.filter(kind="duty_overdue").values_list("recipient", flat=True))


def why(one: Membership) -> str:
    """Return why nobody is written to; nothing where somebody is."""
    one.refresh_from_db()
    return by_hand.planned([one], timezone.localdate())[one.pk].why_not


def test_one_mail_names_everything_that_is_open(late: Membership, ole: Person, bruno: Person) -> None:
    run = jobs.begin_reminding(chosen=[late.pk], by=ole)
    assert mails() == [bruno.email]
    assert "Baseline inventory" in OutgoingMail.objects.get(kind="duty_overdue").text
    run.refresh_from_db()
    assert run.state == BulkState.DONE


def test_nobody_is_reminded_twice_on_one_day(late: Membership, ole: Person) -> None:
    jobs.begin_reminding(chosen=[late.pk], by=ole)
    (item,) = jobs.begin_reminding(chosen=[late.pk], by=ole).items.all()
    assert (item.state, item.why) == (ItemState.SKIPPED, "It was reminded today already.")
    assert len(mails()) == 1


def test_a_run_that_is_done_again_writes_to_nobody_again(late: Membership, ole: Person) -> None:
    run = jobs.begin_reminding(chosen=[late.pk], by=ole)
    BulkRun.objects.filter(pk=run.pk).update(state=BulkState.RUNNING)
    run.items.update(state=ItemState.WAITING)
    actions.remind_chosen(run=run, today=timezone.localdate())
    assert len(mails()) == 1


def test_who_rests_is_left_in_peace(late: Membership) -> None:
    Membership.objects.filter(pk=late.pk).update(stage=Stage.DORMANT)
    assert why(late) == by_hand.RESTS


def test_who_owes_nothing_now_is_left_in_peace(bakery: Organisation) -> None:
    one = member(bakery, timezone.localdate())
    assert why(one) == by_hand.NOTHING


def test_who_has_answered_is_left_in_peace(late: Membership, ole: Person) -> None:
    today = timezone.localdate()
    until = today + timedelta(days=9)
    for duty in computed(late, today).values():
        if duty.state in AT_HAND:
            actions.note_answer(duty=duty, until=until, text="", today=today, by=ole)
    assert why(late) == by_hand.IN_PEACE


def test_what_waits_for_the_office_is_asked_of_nobody(late: Membership, bakery: Organisation) -> None:
    today = timezone.localdate()
    handed_in(bakery, 2024, today - timedelta(days=1), accepted_later=False)
    actions.recompute(membership=late, today=today, by=None)
    asked = by_hand.planned([late], today)[late.pk]
    assert "baseline" not in [duty.rule for duty in asked.duties]


def test_the_only_manager_has_left_and_the_office_is_told(late: Membership, bakery: Organisation) -> None:
    Role.objects.filter(organisation=bakery).delete()
    assert why(late) == by_hand.NO_READER


def test_the_office_sees_whom_before_it_reminds(late: Membership, oles: Client) -> None:
    page, chosen = reverse("office:bulk_prepare"), {"kind": "remind", "member": str(late.pk)}
    shown = oles.post(page, {**chosen, "step": "preview"}).content.decode()
    assert "It concerns 1 organisation" in shown
    assert "As long as it waits you can undo it" in shown
    assert mails() == []
    oles.post(page, {**chosen, "step": "do"})
    assert len(mails()) == 1


def test_an_empty_selection_reminds_nobody_and_says_so(late: Membership, oles: Client) -> None:
    shown = oles.post(reverse("office:bulk_prepare"), {"kind": "remind", "step": "do"}, follow=True)
    assert "Nobody is chosen." in shown.content.decode()
    assert not BulkRun.objects.exists()


EVENING = datetime(2026, 11, 26, 19, tzinfo=UTC)
"""A Thursday evening: mail written now waits for the morning."""

MORNING = EVENING.date() + timedelta(days=1)


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(timezone, "now", lambda: EVENING)
    return EVENING


@pytest.fixture
def late_tomorrow(bakery: Organisation, evening: datetime) -> Membership:
    """A member whose baseline was due today: tomorrow's step of the ladder is the day after."""
    return _due_on(bakery, evening.date())


def _due_on(organisation: Organisation, day: date) -> Membership:
    one = member(organisation, day.replace(year=day.year - 1))
    actions.recompute(membership=one, today=day, by=None)
    assert one.duties.get(rule="baseline").due_on == day
    return one


def remind(one: Membership, by: Person) -> BulkRun:
    run = jobs.begin_reminding(chosen=[one.pk], by=by)
    run.refresh_from_db()
    return run


def leave(cause: str) -> None:
    """Let the mail of a cause have been taken by the server."""
    found = OutgoingMail.objects.filter(key__startswith=cause)
    assert found.update(state=MailState.SENT, next_attempt_at=None, sent_at=timezone.now())


def steps(one: Membership, day: date) -> list[tuple[str, str]]:
    """Let the night of a day run and return the steps of the baseline that it took."""
    nightly.run(day, in_earnest=False)
    taken = Reminder.objects.filter(duty__membership=one, duty__rule="baseline", day=day)
    taken = taken.exclude(skipped="overtaken")
    return list(taken.values_list("step", "skipped"))


def test_a_reminder_that_waits_for_the_morning_is_undone(late_tomorrow: Membership, ole: Person) -> None:
    run = remind(late_tomorrow, ole)
    jobs.withdraw_reminders(run=run, by=ole)
    run.refresh_from_db()
    assert run.state == BulkState.UNDONE
    (mail,) = OutgoingMail.objects.filter(key__startswith=by_hand.cause_of(run))
    assert mail.state == MailState.SUPPRESSED


def test_a_reminder_that_was_undone_can_be_written_anew_on_the_same_day(
    late_tomorrow: Membership, ole: Person
) -> None:
    jobs.withdraw_reminders(run=remind(late_tomorrow, ole), by=ole)
    assert remind(late_tomorrow, ole).items.get().state == ItemState.DONE


def test_a_reminder_that_was_sent_cannot_be_undone(late: Membership, ole: Person) -> None:
    run = remind(late, ole)
    leave(by_hand.cause_of(run))
    with pytest.raises(AlreadySent):
        jobs.withdraw_reminders(run=run, by=ole)
    run.refresh_from_db()
    assert run.state == BulkState.DONE


def test_a_mail_that_somebody_has_tried_to_send_counts_as_sent(
    late_tomorrow: Membership, ole: Person
) -> None:
    run = remind(late_tomorrow, ole)
    OutgoingMail.objects.filter(key__startswith=by_hand.cause_of(run)).update(attempts=1)
    with pytest.raises(AlreadySent):
        jobs.withdraw_reminders(run=run, by=ole)


def test_who_has_got_the_mail_stays_reminded_while_the_others_are_undone(
    late_tomorrow: Membership, metalworks: Organisation, ole: Person, evening: datetime
) -> None:
    other = _due_on(metalworks, evening.date())
    run = jobs.begin_reminding(chosen=[late_tomorrow.pk, other.pk], by=ole)
    leave(by_hand.cause_of(run, other))
    jobs.withdraw_reminders(run=run, by=ole)
    states = dict(run.items.values_list("membership", "state"))
    assert states == {late_tomorrow.pk: ItemState.UNDONE, other.pk: ItemState.KEPT}


def test_the_page_says_that_what_was_sent_cannot_be_undone(
    late: Membership, ole: Person, oles: Client
) -> None:
    run = remind(late, ole)
    leave(by_hand.cause_of(run))
    told = oles.post(reverse("office:bulk_undo", args=[run.pk]), follow=True).content.decode()
    assert "These e-mails have been sent already. That cannot be undone." in told


def test_a_reminder_in_the_evening_stands_in_for_the_step_of_the_morning(
    late_tomorrow: Membership, ole: Person
) -> None:
    remind(late_tomorrow, ole)
    assert steps(late_tomorrow, MORNING) == [("day_after", "by_hand")]
    assert OutgoingMail.objects.filter(kind__startswith="duty_").exclude(kind="duty_digest").count() == 1


def test_an_undone_reminder_stands_in_for_nothing(late_tomorrow: Membership, ole: Person) -> None:
    jobs.withdraw_reminders(run=remind(late_tomorrow, ole), by=ole)
    assert steps(late_tomorrow, MORNING) == [("day_after", "")]


def test_more_than_a_week_later_the_ladder_writes_again(late_tomorrow: Membership, ole: Person) -> None:
    remind(late_tomorrow, ole)
    later = late_tomorrow.duties.get(rule="baseline").due_on + timedelta(days=14)
    assert ("late_14", "") in steps(late_tomorrow, working_day_after(later, "DE-NW"))


def test_the_office_and_the_management_are_told_all_the_same(
    bakery: Organisation, ole: Person, carla: Person, evening: datetime
) -> None:
    """Thirty days late it is an escalation; only who was written to by hand gets no second mail."""
    one = _due_on(bakery, evening.date() - timedelta(days=29))
    give_role(organisation=bakery, person=carla, kind=RoleKind.CLIMATE_CONTACT, by=None)
    remind(one, ole)
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    for day in range(1, 6):
        nightly.run(evening.date() + timedelta(days=day), in_earnest=False)
    written = OutgoingMail.objects.exclude(pk__in=before).exclude(kind="duty_digest")
    readers = set(written.values_list("recipient", flat=True))
    assert carla.email not in readers
    assert {ole.email} < readers


def test_a_hand_written_reminder_is_of_the_day_the_demo_was_played_to(
    late: Membership, ole: Person, settings: Settings
) -> None:
    settings.KLIMA_DEMO = True
    played = timezone.localdate() + timedelta(days=40)
    nightly.run(played, in_earnest=False)
    remind(late, ole)
    assert set(DutyEvent.objects.filter(kind="reminded").values_list("on", flat=True)) <= {played}
    assert by_hand.planned([late], played)[late.pk].why_not == by_hand.TODAY


def test_the_history_of_the_duty_says_that_the_office_has_written(
    late: Membership, ole: Person, oles: Client
) -> None:
    remind(late, ole)
    duty = late.duties.get(rule="baseline")
    shown = oles.get(reverse("office:duty", args=[duty.pk])).content.decode()
    assert "Reminded by the office, by hand" in shown
    assert reverse("office:duty_back", args=[duty.pk, duty.events.get().pk]) not in shown


def test_a_reminder_is_not_taken_back_at_the_duty(late: Membership, ole: Person) -> None:
    remind(late, ole)
    event = late.duties.get(rule="baseline").events.get()
    with pytest.raises(ReminderHasItsOwnWay):
        actions.take_back(event=event, reason="wrong", today=timezone.localdate(), by=ole)


def test_in_the_list_of_duties_one_chooses_sees_and_reminds(late: Membership, oles: Client) -> None:
    shown = oles.get(reverse("office:duties")).content.decode()
    assert f'name="member" value="{late.pk}"' in shown
    page, chosen = (
        reverse("office:bulk_prepare"),
        {"kind": "remind", "from": "duties", "member": str(late.pk)},
    )
    assert "It concerns 1 organisation" in oles.post(page, {**chosen, "step": "preview"}).content.decode()
    oles.post(page, {**chosen, "step": "do"})
    assert len(mails()) == 1


def test_everybody_in_the_list_of_duties_means_the_list_as_it_was_narrowed(
    late: Membership, oles: Client
) -> None:
    page, chosen = reverse("office:bulk_prepare"), {"kind": "remind", "from": "duties", "step": "preview"}
    told = oles.post(page, {**chosen, "all": "1", "query": "state=overdue"}).content.decode()
    assert "It concerns 1 organisation" in told
    none = oles.post(page, {**chosen, "all": "1", "query": "state=waived"}, follow=True).content.decode()
    assert "Nobody is chosen." in none


def test_an_empty_choice_in_the_list_of_duties_comes_back_there_and_says_so(
    late: Membership, oles: Client
) -> None:
    chosen = {"kind": "remind", "from": "duties", "step": "preview"}
    told = oles.post(reverse("office:bulk_prepare"), chosen, follow=True)
    assert told.redirect_chain[-1][0] == reverse("office:duties")
    assert "Nobody is chosen." in told.content.decode()
