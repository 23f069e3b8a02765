"""``klimapakt nightly`` does the run of a day once, and the demo plays days with what happens in them."""

from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from klimapakt.commands import demo as demo_command
from klimapakt.commands import nightly as command
from klimapakt.demo import advancing
from klimapakt.duties import days, nightly
from klimapakt.duties.models import Duty, DutyEvent, NightlyRun, Reminder
from klimapakt.foundation.models import OutgoingMail
from klimapakt.inventories.models import Inventory
from klimapakt.monitoring.models import AcceptedMonitoring
from klimapakt.organisations.actions import OrganisationFacts, create_organisation, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.duties.owing import due, member
from tests.inventories.versions import accepted

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]


def test_a_day_is_done_once_whoever_calls(bakery: Organisation, capsys: Output) -> None:
    member(bakery)
    for _ in range(2):
        assert command.run(["--day", "2025-09-03"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert (
        first
        == second
        == "klimapakt 2025-09-03: 1 members, 6 duties changed, 1 mails written, 0 members passed over"
    )
    assert NightlyRun.objects.count() == 1


def test_a_pact_that_does_not_exist_is_told(pact: object, capsys: Output) -> None:
    assert command.run(["--pact", "atlantis"]) == 2
    assert "klimapakt pact list" in capsys.readouterr().err


def test_a_played_time_holds_reminders_more_time_a_missed_duty_and_one_that_is_done(
    bakery: Organisation, metalworks: Organisation, ada: Person, settings: LazySettings
) -> None:
    settings.KLIMA_DEMO = True
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    today = timezone.localdate()
    for organisation in (bakery, metalworks):
        due(member(organisation, today - timedelta(days=335)), "baseline", today)
    told = list(advancing.advance(60))
    assert days.today() == today + timedelta(days=60)
    kinds = set(DutyEvent.objects.values_list("kind", flat=True))
    assert kinds >= {"fulfilled", "explained"}
    assert Reminder.objects.filter(skipped="").exists()
    assert any("missed, because: staff" in line for line in told)
    assert Duty.objects.filter(missed_reason="staff", state="overdue").exists()


def test_a_played_time_holds_more_time_that_was_asked_for_and_granted(
    bakery: Organisation, ada: Person, settings: LazySettings
) -> None:
    settings.KLIMA_DEMO = True
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    today = timezone.localdate()
    due_on = today + timedelta(days=40)
    joined_on = due_on.replace(year=due_on.year - 5, day=min(due_on.day, 28))
    duty = due(member(bakery, joined_on), "monitoring-1", today)
    told = list(advancing.advance((duty.due_on - today).days - 20))
    duty.refresh_from_db()
    assert duty.extended_months == 3
    assert any("monitoring-1 more time until" in line for line in told)
    reasons = duty.events.filter(kind__in=("asked", "extended")).values_list("missed_reason", flat=True)
    assert list(reasons) == ["supplier", "supplier"]


@pytest.mark.parametrize("count", ["-1", "5000"])
def test_time_is_not_played_back_nor_for_ages(count: str, capsys: Output) -> None:
    assert demo_command.run(["--advance", count, "--no-serve"]) == 2
    assert "--advance" in capsys.readouterr().err


def test_outside_the_demo_the_clock_alone_counts(pact: object) -> None:
    NightlyRun.objects.create(
        pact_id="00000000-0000-0000-0000-000000000001",
        day=date(2099, 1, 1),
        started_at=timezone.now(),
        moved_at=timezone.now(),
    )
    assert days.today() == timezone.localdate()


def test_a_played_time_holds_a_monitoring_accepted_by_a_second_person(
    inventory: Inventory, bruno: Person, ada: Person, settings: LazySettings
) -> None:
    settings.KLIMA_DEMO = True
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    accepted(inventory, bruno, ada)
    today = timezone.localdate()
    due_on = today + timedelta(days=68)
    joined_on = due_on.replace(year=due_on.year - 5, day=min(due_on.day, 28))
    duty = due(member(inventory.organisation, joined_on), "monitoring-1", today)
    told = list(advancing.advance((duty.due_on - today).days - 54))
    duty.refresh_from_db()
    report = duty.fulfilled_by
    assert duty.state == "fulfilled", told
    assert report is not None
    assert report.accepted_by not in (None, report.submitted_by)
    assert AcceptedMonitoring.objects.filter(cycle__duty=duty, by=report.accepted_by).exists()


@pytest.fixture
def small_pact(
    inventory: Inventory, metalworks: Organisation, bruno: Person, carla: Person, ada: Person
) -> date:
    """Three members: one can report, one has to ask for more time, one misses a day; return the first day."""
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    accepted(inventory, bruno, ada)
    joiner = create_organisation(facts=OrganisationFacts("Joiner", "Musterstadt"), by=None)
    give_role(organisation=joiner, person=carla, kind=RoleKind.MANAGEMENT, by=None)
    today = timezone.localdate()
    for organisation, ahead in ((inventory.organisation, 68), (joiner, 200)):
        due_on = today + timedelta(days=ahead)
        joined_on = due_on.replace(year=due_on.year - 5, day=min(due_on.day, 28))
        due(member(organisation, joined_on), "monitoring-1", today)
    due(member(metalworks, today - timedelta(days=335)), "baseline", today)
    return today


def test_a_day_of_a_played_year_that_is_played_again_doubles_nothing(
    small_pact: date, settings: LazySettings
) -> None:
    settings.KLIMA_DEMO = True
    list(advancing.advance(120))

    def counts() -> tuple[int, ...]:
        return tuple(one.objects.count() for one in (Duty, DutyEvent, Reminder, OutgoingMail))

    before = counts()
    nightly.run(days.today(), in_earnest=False)
    nightly.run(small_pact + timedelta(days=60), in_earnest=False)
    assert counts() == before
