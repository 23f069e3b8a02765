"""The nightly run: once a day, going on after it was killed, one mail at most, no burst."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from klimapakt.duties import jobs, nightly, queries
from klimapakt.duties.actions import Night, Recomputed, recompute_many, remind, running
from klimapakt.duties.enums import WorkKind
from klimapakt.duties.models import Duty, NightlyRun, Reminder
from klimapakt.foundation.models import OutgoingMail
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import OrganisationFacts, create_organisation, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Role
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.duties.owing import BASELINE_DUE, due, handed_in, member
from tests.inventories.versions import staff

pytestmark = pytest.mark.django_db
STEPS = {
    "six_months": date(2025, 9, 3),
    "three_months": date(2025, 12, 3),
    "thirty_days": date(2026, 1, 30),
    "seven_days": date(2026, 2, 24),
    "day_after": date(2026, 3, 4),
    "late_14": date(2026, 3, 17),
    "late_30": date(2026, 4, 2),
    "late_60": date(2026, 5, 4),
}


@pytest.fixture
def membership(bakery: Organisation) -> Membership:
    return member(bakery)


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=timezone.get_default_timezone())


def mails() -> list[tuple[str, str]]:
    found = OutgoingMail.objects.filter(kind__in=("duty_reminder", "duty_overdue", "duty_escalated"))
    return list(found.order_by("created_at").values_list("kind", "recipient"))


def nights(first: date, last: date) -> Iterator[date]:
    for days in range((last - first).days + 1):
        yield first + timedelta(days=days)


def test_every_step_is_taken_on_its_day_and_all_duties_of_it_are_one_mail(
    membership: Membership, bruno: Person
) -> None:
    lead = staff(kind=OfficeKind.LEAD)
    for day in nights(date(2025, 9, 1), date(2025, 9, 12)):
        nightly.run(day, in_earnest=False)
    for day in list(STEPS.values())[1:]:
        nightly.run(day, in_earnest=False)
    taken = Reminder.objects.filter(duty__rule="baseline", skipped="").values_list("step", "day")
    assert dict(taken) == STEPS
    assert mails() == [
        *[("duty_reminder", bruno.email)] * 4,
        *[("duty_overdue", bruno.email)] * 3,
        *[("duty_escalated", lead.email)] * 2,
    ]


def test_a_run_that_happened_does_not_happen_again(membership: Membership) -> None:
    first = nightly.run(STEPS["six_months"])
    sent = mails()
    assert nightly.run(STEPS["six_months"]).finished_at == first.finished_at
    assert mails() == sent
    assert len(sent) == 1


def test_a_killed_run_goes_on_where_it_was_and_nobody_is_left_out_or_told_twice(
    membership: Membership, pact: object, monkeypatch: pytest.MonkeyPatch, ada: Person
) -> None:
    people = [membership.organisation]
    for number in range(6):
        organisation = create_organisation(facts=OrganisationFacts(f"Firm {number}", "Musterstadt"), by=None)
        give_role(organisation=organisation, person=ada, kind=RoleKind.MANAGEMENT, by=None)
        member(organisation)
        people.append(organisation)
    monkeypatch.setattr(running, "AT_ONCE", 2)
    day, told = STEPS["six_months"], []

    class Killed(BaseException):
        """What takes a process down."""

    def killed_at_times(*, recomputed: Recomputed, night: Night) -> int:
        done = remind(recomputed=recomputed, night=night)
        told.append(done)
        if len(told) in (2, 4):
            raise Killed
        return done

    monkeypatch.setattr(running, "remind", killed_at_times)
    for _ in range(2):
        with pytest.raises(Killed):
            nightly.run(day)
    run = nightly.run(day)
    assert (run.members, run.finished_at is not None) == (7, True)
    assert Reminder.objects.filter(step="six_months", duty__rule="baseline").count() == 7
    assert len(mails()) == len(people)


def test_a_clock_that_jumps_sends_one_mail_and_not_all_that_it_passed(membership: Membership) -> None:
    nightly.run(date(2025, 9, 2), in_earnest=False)
    nightly.run(STEPS["day_after"] + timedelta(days=1), in_earnest=False)
    assert len(mails()) == 1
    assert Reminder.objects.filter(duty__rule="baseline", skipped="overtaken").count() == 4


def test_a_clock_that_jumps_back_reminds_nobody_twice(membership: Membership) -> None:
    nightly.run(STEPS["three_months"], in_earnest=False)
    sent = mails()
    for day in (STEPS["three_months"] - timedelta(days=30), STEPS["three_months"] + timedelta(days=1)):
        nightly.run(day, in_earnest=False)
    assert mails() == sent
    assert due(membership, "baseline", STEPS["three_months"]).state == "open"


def test_who_was_late_for_years_when_the_pact_began_here_is_not_written_to(membership: Membership) -> None:
    nightly.run(date(2028, 3, 1), in_earnest=False)
    assert set(Reminder.objects.filter(duty__rule="baseline").values_list("skipped", flat=True)) == {
        "overtaken",
        "stale",
    }
    assert [kind for kind, _ in mails()] == []
    assert WorkKind.OVERDUE in {item.kind for item in queries.needing_office(date(2028, 3, 1))}


def test_who_has_handed_in_is_not_reminded(membership: Membership, bakery: Organisation) -> None:
    handed_in(bakery, 2024, date(2025, 11, 5), accepted_later=False)
    nightly.run(STEPS["three_months"], in_earnest=False)
    (reminder,) = Reminder.objects.filter(duty__rule="baseline", step="three_months")
    assert reminder.skipped == "handed_in"


def test_where_nobody_is_left_to_write_to_the_office_is_told(
    membership: Membership, bakery: Organisation
) -> None:
    Role.objects.filter(organisation=bakery).delete()
    nightly.run(STEPS["three_months"], in_earnest=False)
    assert mails() == []
    kinds = {item.kind for item in queries.needing_office(STEPS["three_months"])}
    assert kinds == {WorkKind.NOBODY}


def test_who_rests_is_left_in_peace(membership: Membership, ada: Person) -> None:
    memberships.move(
        membership=membership,
        to=Stage.DORMANT,
        reason="moving",
        seen_revision=membership.revision,
        by=ada,
    )
    nightly.run(timezone.localdate() + timedelta(days=1), in_earnest=False)
    assert not Reminder.objects.exists()


def test_written_at_night_a_mail_waits_for_the_morning_of_a_working_day(
    membership: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = at(2026, 1, 31, 2, 5)
    monkeypatch.setattr("klimapakt.duties.nightly.timezone.localtime", lambda: night)
    nightly.run(date(2026, 1, 31))
    mail = OutgoingMail.objects.get(kind="duty_reminder")
    assert mail.next_attempt_at == at(2026, 2, 2, 8)


def test_one_member_that_cannot_be_computed_keeps_nobody_else(
    membership: Membership, metalworks: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = member(metalworks)

    def breaking(*, memberships: Iterable[UUID], today: date, by: Person | None) -> Recomputed:
        asked = list(memberships)
        if broken.pk in asked:
            raise ArithmeticError
        return recompute_many(memberships=asked, today=today, by=by)

    monkeypatch.setattr(running, "recompute_many", breaking)
    run = nightly.run(STEPS["six_months"])
    assert run.problems == {str(broken.pk): "ArithmeticError"}
    assert Duty.objects.filter(membership=membership).exists()
    assert run.finished_at is not None


def test_the_office_gets_one_mail_a_week(membership: Membership, ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    for day in nights(date(2026, 3, 1), date(2026, 3, 15)):
        nightly.run(day, in_earnest=False)
    digests = OutgoingMail.objects.filter(kind="duty_digest")
    assert digests.count() == 2
    mail = digests.earliest("created_at")
    assert mail.recipient == ada.email
    assert "Due within 30 days (3): Bakery: Baseline inventory (March 3, 2026)" in mail.text


def test_an_office_with_nothing_to_do_gets_no_mail(bakery: Organisation, ada: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    member(bakery, date(2026, 3, 2))
    nightly.run(date(2026, 3, 3), in_earnest=False)
    assert not OutgoingMail.objects.filter(kind="duty_digest").exists()


def test_the_run_of_today_is_put_into_the_queue_once_and_not_before_its_hour(membership: Membership) -> None:
    early = at(2026, 2, 2, 1)
    assert jobs.schedule(now=early) == 0
    now = early + timedelta(hours=2)
    assert [jobs.schedule(now=now), jobs.schedule(now=now)] == [1, 0]
    assert NightlyRun.objects.get().finished_at is not None


def test_a_run_that_was_left_in_the_middle_is_taken_up_again(membership: Membership) -> None:
    now = at(2026, 2, 2, 3)
    assert running.take_up(day=date(2026, 2, 2), now=now)
    assert jobs.schedule(now=now + timedelta(minutes=5)) == 0
    assert jobs.schedule(now=now + timedelta(minutes=20)) == 1
    run = NightlyRun.objects.get()
    assert (run.attempts, run.finished_at is not None) == (2, True)


def test_the_day_itself_is_not_late(membership: Membership) -> None:
    assert due(membership, "baseline", BASELINE_DUE).state == "due"
    assert due(membership, "baseline", BASELINE_DUE + timedelta(days=1)).state == "overdue"
