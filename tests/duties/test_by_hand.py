"""Members are reminded at once because the office wants it, by the rules of the ladder."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klimapakt.casework.enums import BulkState, ItemState
from klimapakt.casework.models import BulkRun
from klimapakt.duties import actions, by_hand, jobs
from klimapakt.duties.enums import AT_HAND
from klimapakt.foundation.models import OutgoingMail
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
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
    assert "What has been sent cannot be called back." in shown
    assert mails() == []
    oles.post(page, {**chosen, "step": "do"})
    assert len(mails()) == 1


def test_an_empty_selection_reminds_nobody_and_says_so(late: Membership, oles: Client) -> None:
    shown = oles.post(reverse("office:bulk_prepare"), {"kind": "remind", "step": "do"}, follow=True)
    assert "Nobody is chosen." in shown.content.decode()
    assert not BulkRun.objects.exists()
