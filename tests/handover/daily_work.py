"""What the office and duties leave behind in a pact, for what has to travel with it."""

from datetime import timedelta

from django.utils import timezone

from klimapakt.advice import actions as advice
from klimapakt.casework import actions
from klimapakt.duties import actions as duties
from klimapakt.duties.enums import ReminderStep
from klimapakt.duties.models import NightlyRun, Reminder
from klimapakt.inventories.models import Activity, ReviewCheck, ReviewPresence, RowLook, SubmittedRound
from klimapakt.memberships.models import TierChange
from klimapakt.monitoring.enums import RowLeft
from klimapakt.monitoring.models import AcceptedMonitoring, Explanation, ReadTarget, RowAnswer
from klimapakt.organisations.enums import AccessedPage
from klimapakt.organisations.models import Mandate, MandateAccess
from klimapakt.people.models import Person
from klimapakt.reports import actions as reports
from klimapakt.reports.enums import AnswerKind
from klimapakt.targets.enums import Coverage
from tests.advice.asking import appointment_of
from tests.agreements.documents import agreement_of
from tests.agreements.texts import draft_of
from tests.casework.cases import a_contact, a_run, a_task
from tests.duties.owing import duty_of
from tests.inventories.letters import letter_of
from tests.inventories.sampling import draw_of
from tests.measures.planning import everything_on
from tests.monitoring.scenes import cycle_of
from tests.network.meeting import meeting_of, registered
from tests.newsletter.letters import asked, sent, subscriber
from tests.offers.offering import offer_of
from tests.pacts.two_cities import OtherCity
from tests.publicity.telling import everything_told
from tests.targets.promising import target_of


def work_of_the_office(city: OtherCity) -> None:
    """Plant what the office and duties leave behind; rows that name other rows inside texts too."""
    office, organisation, now = city.office, city.things.organisation, timezone.now()
    duty = duty_of(organisation)
    membership = duty.membership
    TierChange.objects.create(
        membership=membership,
        tier="gold",
        agreed_on=timezone.localdate(now),
        reason="Agreed",
        at=now,
        by=office,
    )
    a_contact(membership, office)
    a_task(membership, office)
    actions.save_view(name="Mine", query=f"owner={office.pk}&stage=members", is_shared=True, by=office)
    run = a_run(membership, office)
    run.items.update(before={"owner": str(office.pk)}, task=a_task(membership, office))
    until = timezone.localdate() + timedelta(days=9)
    duties.note_answer(duty=duty, until=until, text="Soon", today=timezone.localdate(), by=office)
    day = timezone.localdate()
    Reminder.objects.create(
        duty=duty, step=ReminderStep.SEVEN_DAYS, due_on=day, planned_on=day, day=day, sent_at=now
    )
    NightlyRun.objects.create(pact=city.pact, day=day, started_at=now, moved_at=now, finished_at=now)
    duties.make_calendar(by=office)
    _monitoring(city)
    draft_of(office)
    work_of_an_adviser(city)
    reports.promise(kind=AnswerKind.JOINING, working_days=5, by=office)
    reports.count_minutes(step="submit", minutes=3, today=day)
    _looked_at(city, office)
    everything_on(organisation, office)
    target_of(organisation, office)
    _what_is_offered(city)


def _what_is_offered(city: OtherCity) -> None:
    """Plant an offer, a newsletter with readers, a meeting with a registration, and advice."""
    office, organisation = city.office, city.things.organisation
    offer_of(office, timezone.localdate())
    subscriber("reader@example.org")
    sent(office)
    asked("waits@example.org")
    registered(meeting_of(office, host=organisation), organisation, city.member)
    appointment_of(organisation)
    advice.promise(working_days=7, by=office)
    everything_told(organisation, office)


def work_of_an_adviser(city: OtherCity) -> None:
    """Plant a mandate with what was looked at under it, and a contact that a chamber wrote down."""
    organisation = city.things.organisation
    today = timezone.localdate()
    mandate = Mandate.objects.create(
        organisation=organisation,
        adviser=city.office,
        purpose="Fill the first inventory",
        sees_inventories=True,
        begins_on=today,
        ends_on=today,
        token_hash="0" * 64,
        offered_at=timezone.now(),
        expires_at=timezone.now(),
        accepted_at=timezone.now(),
    )
    MandateAccess.objects.create(
        mandate=mandate,
        on=today,
        page=AccessedPage.OVERVIEW,
        thing=organisation.pk,
        is_change=False,
        first_at=timezone.now(),
    )


def _monitoring(city: OtherCity) -> None:
    """Plant a cycle with everything that can stand in it; a target of it is explained by its number."""
    cycle = cycle_of(city.things.organisation)
    target = ReadTarget.objects.create(
        agreement=agreement_of(city.things.organisation),
        place="special-1",
        coverage=Coverage.TOTAL_LOCATION,
        base_year=2008,
        target_year=2009,
        percent=20,
        by=city.member,
    )
    now = timezone.now()
    Explanation.objects.create(
        cycle=cycle, target=target.pk, missed_reason="money", text="No money", at=now, by=city.member
    )
    row = Activity.objects.filter(inventory__organisation=city.things.organisation).earliest("pk")
    RowAnswer.objects.create(cycle=cycle, row=row, left=RowLeft.GONE)
    AcceptedMonitoring.objects.create(
        cycle=cycle, document="{}", sha256="0" * 64, frozen_at=now, by=city.office
    )


def _looked_at(city: OtherCity, office: Person) -> None:
    """Plant what a review leaves behind."""
    inventory, now = city.things.inventory, timezone.now()
    told = {"checklist": "2026.1", "rulebook": "krefeld 2026.1", "answered_at": now, "answered_by": office}
    ReviewCheck.objects.create(inventory=inventory, round_at=now, item="area", answer="yes", **told)
    RowLook.objects.create(
        inventory=inventory, row_number=1, fingerprint="0" * 64, looked_at=now, looked_by=office
    )
    ReviewPresence.objects.create(inventory=inventory, person=office, since=now, seen_at=now)
    SubmittedRound.objects.create(inventory=inventory, round_at=now, rows=[{"number": 1, "label": "Gas"}])
    letter_of(inventory)
    draw_of(office)
