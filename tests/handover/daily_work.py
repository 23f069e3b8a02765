"""What the office and duties leave behind in a pact, for what has to travel with it."""

from datetime import timedelta

from django.utils import timezone

from klimapakt.casework import actions
from klimapakt.duties import actions as duties
from klimapakt.duties.enums import ReminderStep
from klimapakt.duties.models import NightlyRun, Reminder
from tests.agreements.texts import draft_of
from tests.casework.cases import a_contact, a_run, a_task
from tests.duties.owing import duty_of
from tests.measures.planning import everything_on
from tests.pacts.two_cities import OtherCity


def work_of_the_office(city: OtherCity) -> None:
    """Plant what the office and duties leave behind; rows that name other rows inside texts too."""
    office, organisation, now = city.office, city.things.organisation, timezone.now()
    duty = duty_of(organisation)
    membership = duty.membership
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
    draft_of(office)
    everything_on(organisation, office)
