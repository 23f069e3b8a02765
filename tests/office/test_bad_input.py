"""What two people, an old page or a wrong file do to the office, each with the sentence that says so."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from klimapakt.casework.models import BulkRun
from klimapakt.commands import pact as moving
from klimapakt.duties import actions, nightly
from klimapakt.duties.models import Duty, DutyEvent, Reminder
from klimapakt.foundation.models import OutgoingMail
from klimapakt.inventories import actions as inventories
from klimapakt.inventories.models import Inventory
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.models import Membership
from klimapakt.organisations.models import Organisation, Role
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.duties.owing import computed, duty_of, member
from tests.inventories.versions import checked, seal_now, submitted

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def owed(bakery: Organisation) -> Duty:
    """The baseline of the bakery, open."""
    return duty_of(bakery)


def said(client: Client, path: str, **entered: str) -> str:
    """Send a form, follow where it leads, and return the page."""
    return " ".join(client.post(path, entered, follow=True).content.decode().split())


def test_the_office_can_still_confirm_what_was_waived_and_both_stay(adas: Client, owed: Duty) -> None:
    said(adas, f"/office/duties/{owed.pk}/waive/", reason="Too small")
    told = said(
        adas,
        f"/office/duties/{owed.pk}/fulfil/",
        on=TODAY.isoformat(),
        document="Inventory on paper",
        text="",
    )
    assert "Saved." in told
    assert [event.kind for event in owed.events.all()] == ["waived", "fulfilled"]


def test_a_member_that_answers_after_the_waiver_is_told_that_nothing_is_left(
    adas: Client, bakery: Organisation, bruno: Person, sign_in: SignIn
) -> None:
    late = computed(member(bakery, TODAY - timedelta(days=400)), TODAY)["baseline"]
    said(adas, f"/office/duties/{late.pk}/waive/", reason="Too small")
    told = said(sign_in(bruno), f"/portal/duties/{late.pk}/explain/", why="money", text="")
    assert "The pact office has waived this; there is nothing left to do." in told
    assert not late.events.filter(kind="explained").exists()


def test_an_extension_beyond_the_limit_says_what_is_left(adas: Client, owed: Duty) -> None:
    told = said(adas, f"/office/duties/{owed.pk}/extend/", months="7", why="money", reason="late")
    assert "That is more than the rulebook leaves: at most 6 months. Choose fewer." in told
    assert not DutyEvent.objects.exists()


def test_when_the_limit_is_reached_no_more_time_is_given(adas: Client, owed: Duty) -> None:
    said(adas, f"/office/duties/{owed.pk}/extend/", months="6", why="money", reason="late")
    told = said(adas, f"/office/duties/{owed.pk}/extend/", months="1", why="money", reason="late")
    assert "No more time can be given: the limit of the rulebook is reached." in told
    owed.refresh_from_db()
    assert owed.extended_months == 6


def test_of_two_who_accept_one_inventory_the_second_is_told(
    adas: Client, inventory: Inventory, bruno: Person, ole: Person
) -> None:
    waiting = submitted(inventory, bruno)
    checked(waiting, ole)
    seen = seal_now(waiting)
    inventories.accept(inventory=waiting, seen_sha256=seen, by=ole)
    told = said(adas, f"/office/inventories/{waiting.pk}/accept/", sha256=seen)
    assert "The inventory has been accepted. The organisation has been told." not in told
    assert "alert" in told
    waiting.refresh_from_db()
    assert waiting.accepted_by == ole


def test_an_import_of_a_pact_that_is_here_says_so_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bakery: Organisation
) -> None:
    file = tmp_path / "pact.zip"
    moving.run(["export", "klimapakt", str(file)])
    assert moving.run(["import", str(file)]) == 1
    assert "There is already a pact with the" in capsys.readouterr().err
    assert Organisation.objects.count() == 1


def test_a_clock_that_jumps_a_year_and_back_writes_once(bakery: Organisation, bruno: Person) -> None:
    member(bakery, TODAY - timedelta(days=366))
    for day in (TODAY, TODAY + timedelta(days=365), TODAY, TODAY + timedelta(days=365)):
        nightly.run(day, in_earnest=False)
    sent = Reminder.objects.filter(skipped="")
    assert len(sent) == len(set(sent.values_list("duty", "step", "due_on")))
    mails = OutgoingMail.objects.filter(recipient=bruno.email)
    assert len(mails) == len(set(mails.values_list("key", flat=True)))


def test_when_the_only_manager_is_gone_the_office_has_somebody_to_find(
    adas: Client, bakery: Organisation
) -> None:
    member(bakery, TODAY - timedelta(days=375))
    Role.objects.filter(organisation=bakery).delete()
    nightly.run(TODAY, in_earnest=False)
    assert "Find somebody to write to" in said_on(adas, "/office/")


def test_after_a_merger_with_duties_on_both_sides_only_the_one_that_stays_owes(
    adas: Client, bakery: Organisation, metalworks: Organisation, ada: Person
) -> None:
    gone, stays = member(bakery, TODAY - timedelta(days=375)), member(metalworks, TODAY - timedelta(days=390))
    for one in (gone, stays):
        actions.recompute(membership=one, today=TODAY, by=None)
    memberships.succeed(
        membership=Membership.objects.get(pk=gone.pk),
        successor=metalworks,
        reason="Merger",
        on=TODAY,
        seen_revision=Membership.objects.get(pk=gone.pk).revision,
        by=ada,
    )
    for organisation in (bakery, metalworks):
        actions.follow(organisation=organisation, today=TODAY, by=ada)
    told = said_on(adas, "/office/duties/?state=overdue")
    assert "Metalworks" in told
    assert "Bakery" not in told


def said_on(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


@pytest.mark.parametrize("kind", ["letter", "remind", "invite", "task", "assign", "plan"])
def test_work_on_many_for_nobody_says_so_and_begins_nothing(adas: Client, kind: str) -> None:
    told = said(adas, "/office/members/bulk/", kind=kind, subject="Meeting", text="Come.", step="do")
    assert "Nobody is chosen. Tick at least one organisation, or choose all of the list." in told
    assert not BulkRun.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_asking_again_to_agree_is_not_begun_from_a_list(adas: Client, bakery: Organisation) -> None:
    one = member(bakery)
    told = said(adas, "/office/members/bulk/", kind="renew", member=str(one.pk), step="do")
    assert "Choose what is to be done." in told
