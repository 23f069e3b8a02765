"""Seats are given in the order in which they were asked for; what is freed goes to who is next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klimapakt.foundation.models import OutgoingMail
from klimapakt.network import actions, jobs, queries
from klimapakt.network.enums import MeetingState, RegistrationState
from klimapakt.network.models import Meeting, Registration, Seat
from klimapakt.network.rules import MeetingChanged, MeetingRefused
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.privacy.actions import forget_due
from tests.network.meeting import facts, meeting_of, registered

pytestmark = pytest.mark.django_db


def mails() -> list[str]:
    return list(OutgoingMail.objects.order_by("created_at").values_list("kind", flat=True))


def state(one: Registration) -> str:
    return Registration.objects.get(pk=one.pk).state


def third() -> Organisation:
    return create_organisation(facts=OrganisationFacts("Third", "Musterstadt"), by=None)


def test_a_planned_meeting_is_seen_by_nobody_outside_the_office(ada: Person, bakery: Organisation) -> None:
    one = actions.create(facts=facts(), by=ada)
    bruno = bakery.roles.get().person
    assert not queries.visible_to(bruno).exists()
    with pytest.raises(MeetingRefused):
        registered(one, bakery, bruno)
    assert actions.move(meeting=one, to=MeetingState.INVITED, by=ada).state == MeetingState.OPEN
    assert queries.visible_to(bruno).get() == one
    assert not queries.visible_to(ada).exists()


def test_the_last_seat_is_confirmed_and_the_next_one_waits(
    ada: Person, bakery: Organisation, bruno: Person, metalworks: Organisation, carla: Person
) -> None:
    one = meeting_of(ada)
    assert registered(one, bakery, bruno, 2).state == RegistrationState.CONFIRMED
    waiting = registered(one, metalworks, carla)
    assert waiting.state == RegistrationState.WAITING
    assert queries.place_of(waiting) == 1
    assert mails() == ["meeting_confirmed", "meeting_waiting"]
    assert "place 1" in OutgoingMail.objects.get(kind="meeting_waiting").text


def test_nobody_passes_who_waits_even_where_one_seat_is_free(
    ada: Person, bakery: Organisation, bruno: Person, metalworks: Organisation, carla: Person
) -> None:
    one = meeting_of(ada)
    registered(one, bakery, bruno)
    assert registered(one, metalworks, carla, 2).state == RegistrationState.WAITING
    assert registered(one, third(), carla).state == RegistrationState.WAITING


def test_freed_seats_are_offered_and_an_offer_not_accepted_moves_on(
    ada: Person, bakery: Organisation, bruno: Person, metalworks: Organisation, carla: Person
) -> None:
    one = meeting_of(ada, capacity=1)
    first = registered(one, bakery, bruno)
    second, last = registered(one, metalworks, carla), registered(one, third(), carla)
    actions.withdraw(registration=first, by=bruno)
    assert (state(second), state(last)) == ("offered", "waiting")
    later = timezone.now() + timedelta(hours=47)
    assert jobs.run(later) == 0
    assert jobs.run(later + timedelta(hours=2)) == 1
    assert (state(second), state(last)) == ("withdrawn", "offered")
    assert jobs.run(later + timedelta(hours=2)) == 0
    assert "meeting_lapsed" in mails()
    accepted = actions.accept_offer(registration=last, by=carla)
    assert accepted.state == RegistrationState.CONFIRMED
    assert queries.free_seats(one) == 0


def test_an_offer_never_stands_past_the_closing_and_none_is_made_after_it(
    ada: Person, bakery: Organisation, bruno: Person, metalworks: Organisation, carla: Person
) -> None:
    closes = timezone.now() + timedelta(hours=3)
    one = meeting_of(ada, capacity=1, closes_at=closes)
    first, second = registered(one, bakery, bruno), registered(one, metalworks, carla)
    actions.withdraw(registration=first, by=bruno)
    assert Registration.objects.get(pk=second.pk).offered_until == closes
    Meeting.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    Registration.objects.filter(pk=second.pk).update(offered_until=timezone.now())
    with pytest.raises(MeetingRefused):
        actions.accept_offer(registration=second, by=carla)


def test_approval_comes_first_where_it_is_needed_and_declining_frees_the_seat(
    ada: Person, bakery: Organisation, bruno: Person, metalworks: Organisation, carla: Person
) -> None:
    one = meeting_of(ada, capacity=1, needs_approval=True)
    first, second = registered(one, bakery, bruno), registered(one, metalworks, carla)
    assert state(first) == RegistrationState.REQUESTED
    assert actions.approve(registration=first, by=ada).state == RegistrationState.CONFIRMED
    assert actions.approve(registration=second, by=ada).state == RegistrationState.WAITING
    with pytest.raises(MeetingRefused):
        actions.approve(registration=second, by=ada)
    with pytest.raises(MeetingRefused):
        actions.prefer(registration=second, by=ada)
    actions.decline(registration=first, by=ada)
    assert state(second) == RegistrationState.OFFERED


def test_more_seats_go_to_who_waits_and_fewer_than_taken_are_refused(
    ada: Person, bakery: Organisation, bruno: Person, metalworks: Organisation, carla: Person
) -> None:
    one = meeting_of(ada)
    registered(one, bakery, bruno, 2)
    waiting = registered(one, metalworks, carla)
    seen = Meeting.objects.get().revision
    with pytest.raises(MeetingRefused, match="taken"):
        actions.change(meeting=one, facts=facts(capacity=1), seen_revision=seen, by=ada)
    actions.change(meeting=one, facts=facts(capacity=3), seen_revision=seen, by=ada)
    assert state(waiting) == RegistrationState.OFFERED
    with pytest.raises(MeetingChanged):
        actions.change(meeting=one, facts=facts(), seen_revision=seen, by=ada)


def test_an_organisation_registers_once_and_not_with_too_many(
    ada: Person, bakery: Organisation, bruno: Person
) -> None:
    one = meeting_of(ada, capacity=9)
    with pytest.raises(MeetingRefused, match="too_many"):
        registered(one, bakery, bruno, 3)
    with pytest.raises(MeetingRefused, match="no_names"):
        registered(one, bakery, bruno, 0)
    first = registered(one, bakery, bruno)
    with pytest.raises(MeetingRefused, match="twice"):
        registered(one, bakery, bruno)
    actions.withdraw(registration=first, by=bruno)
    assert registered(one, bakery, bruno).state == RegistrationState.CONFIRMED


def test_registration_opens_by_itself_and_everybody_is_reminded_once(
    ada: Person, bakery: Organisation, bruno: Person
) -> None:
    opens = timezone.now() + timedelta(days=1)
    one = meeting_of(ada, opens_at=opens)
    assert one.state == MeetingState.INVITED
    with pytest.raises(MeetingRefused):
        registered(one, bakery, bruno)
    assert jobs.run(opens) == 1
    Meeting.objects.update(opens_at=timezone.now() - timedelta(days=1))
    registered(one, bakery, bruno)
    near = one.begins_at - timedelta(hours=30)
    assert (jobs.run(near), jobs.run(near)) == (1, 0)
    assert mails().count("meeting_reminder") == 1


def test_who_is_cancelled_is_told(ada: Person, bakery: Organisation, bruno: Person) -> None:
    one = meeting_of(ada)
    registered(one, bakery, bruno)
    actions.move(meeting=one, to=MeetingState.CANCELLED, by=ada)
    assert mails()[-1] == "meeting_cancelled"
    with pytest.raises(MeetingRefused):
        actions.move(meeting=one, to=MeetingState.OPEN, by=ada)


def test_names_go_two_years_after_the_meeting_and_attendance_until_then(
    ada: Person, bakery: Organisation, bruno: Person
) -> None:
    one = meeting_of(ada)
    registered(one, bakery, bruno, 2)
    first = queries.seats_of(one)[0]
    with pytest.raises(MeetingRefused):
        actions.note_attendance(meeting=one, came=[first.pk], by=ada)
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=2)}
    times |= {"begins_at": now - timedelta(hours=2), "ends_at": now - timedelta(hours=1)}
    Meeting.objects.update(**times)
    assert actions.note_attendance(meeting=one, came=[first.pk], by=ada) == 1
    assert Seat.objects.filter(came_at__isnull=False).get() == first
    list(forget_due(at=now + timedelta(days=720)))
    assert Seat.objects.count() == 2
    list(forget_due(at=now + timedelta(days=731)))
    assert (Seat.objects.count(), Registration.objects.count()) == (0, 1)
