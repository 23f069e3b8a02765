"""Meetings on the pages of members, of the office, and of everybody."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from klimapakt.network import actions, queries
from klimapakt.network.enums import MeetingState, RegistrationState
from klimapakt.network.models import Meeting, Registration, Seat
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.network.meeting import facts, meeting_of, registered
from tests.strictness.rows import QueryCount

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def office(ada: Person, sign_in: SignIn) -> Client:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    return sign_in(ada)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def entered(**different: str) -> dict[str, str]:
    begins = timezone.localtime() + timedelta(days=20)
    moments = {
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "opens_at": begins - timedelta(days=30),
        "closes_at": begins - timedelta(days=1),
    }
    return {
        **{name: at.strftime("%Y-%m-%dT%H:%M") for name, at in moments.items()},
        "title_de": "Abwärme <script>alert(1)</script>",
        "venue": "Halle",
        "capacity": "3",
        "seats_each": "2",
        "offer_hours": "24",
        **different,
    }


def test_from_registering_to_the_waiting_list_and_back(
    ada: Person, bakery: Organisation, bruno: Person, metalworks: Organisation, carla: Person, sign_in: SignIn
) -> None:
    one = meeting_of(ada, capacity=1, question_de="Was?", question_en="What do you bring along?")
    registered(one, metalworks, carla)
    client, address = sign_in(bruno), reverse("portal:meeting", args=[bakery.pk, one.pk])
    assert "What do you bring along?" in page(client, address)
    refused = client.post(address, {"name_1": " ", "answer": "A {{ cake }}"}).content.decode()
    assert "Name at least one person who comes." in refused
    assert "A {{ cake }}" in refused
    assert client.post(address, {"name_1": "Mina <b>", "answer": "Bread"}).status_code == 302
    shown = page(client, address)
    assert "You stand on place 1 of the waiting list." in shown
    assert "Mina &lt;b&gt;" in shown
    actions.withdraw(registration=Registration.objects.get(organisation=metalworks), by=carla)
    assert "Seats are free for you" in page(client, address)
    client.post(reverse("portal:meeting_accept", args=[bakery.pk, one.pk]))
    assert "We look forward to seeing you." in page(client, address)
    assert "Confirmed" in page(client, reverse("portal:meetings", args=[bakery.pk]))
    client.post(reverse("portal:meeting_withdraw", args=[bakery.pk, one.pk]))
    assert Registration.objects.get(organisation=bakery).state == RegistrationState.WITHDRAWN
    again = client.post(reverse("portal:meeting_withdraw", args=[bakery.pk, one.pk]))
    assert again.status_code == 404


def test_who_only_reads_sees_the_meeting_and_cannot_register(
    ada: Person, bakery: Organisation, carla: Person, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=carla, kind=RoleKind.READ_ONLY, by=None)
    one = meeting_of(ada)
    client, address = sign_in(carla), reverse("portal:meeting", args=[bakery.pk, one.pk])
    assert "Your role only reads." in page(client, address)
    assert client.post(address, {"name_1": "Mina"}).status_code == 403
    assert not Registration.objects.exists()


def test_a_meeting_as_a_calendar(ada: Person, bakery: Organisation, bruno: Person, sign_in: SignIn) -> None:
    one = meeting_of(ada)
    answer = sign_in(bruno).get(reverse("portal:meeting_calendar", args=[bakery.pk, one.pk]))
    text = answer.content.decode()
    assert "SUMMARY:Using waste heat" in text
    assert f"DTSTART:{one.begins_at:%Y%m%dT%H%M%SZ}" in text


def test_the_office_plans_announces_changes_and_is_told_of_others(office: Client, ada: Person) -> None:
    assert "No meeting yet" in page(office, reverse("office:meetings"))
    wrong = office.post(reverse("office:meeting_new"), entered(ends_at="2020-01-01T10:00")).content.decode()
    assert "The meeting has to end after it begins." in wrong
    assert office.post(reverse("office:meeting_new"), entered()).status_code == 302
    one = Meeting.objects.get()
    address = reverse("office:meeting", args=[one.pk])
    assert "<script>alert" not in page(office, address)
    office.post(reverse("office:meeting_move", args=[one.pk]), {"to": "invited"})
    seen = Meeting.objects.get()
    assert seen.state == MeetingState.OPEN
    change = reverse("office:meeting_change", args=[one.pk])
    actions.change(meeting=one, facts=facts(), seen_revision=seen.revision, by=ada)
    late = office.post(change, entered(venue="Elsewhere", revision=str(seen.revision))).content.decode()
    assert "Somebody else has changed this meeting meanwhile." in late
    assert "Elsewhere" in late
    assert Meeting.objects.get().venue == "Musterhalle"
    assert office.post(change, entered(title_de="x" * 50_000)).status_code == 200


def test_the_office_decides_exports_and_notes_who_came(
    office: Client, ada: Person, bakery: Organisation, bruno: Person
) -> None:
    one = meeting_of(ada, needs_approval=True)
    found = actions.register(meeting=one, organisation=bakery, names=["=1+1", "Mina"], answer="", by=bruno)
    office.post(reverse("office:meeting_decide", args=[one.pk, found.pk, "approve"]))
    assert Registration.objects.get().state == RegistrationState.CONFIRMED
    table = reverse("office:meeting_table", args=[one.pk, "csv"])
    assert ";'=1+1;" in page(office, table)
    book = office.get(reverse("office:meeting_table", args=[one.pk, "xlsx"])).content
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows] == ["Name", "=1+1", "Mina"]
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=2)}
    Meeting.objects.update(begins_at=now - timedelta(hours=1), **times)
    mina = Seat.objects.get(name="Mina")
    came = {"came": [str(mina.pk), "²", "none"]}
    assert office.post(reverse("office:meeting_attendance", args=[one.pk]), came).status_code == 302
    assert list(queries.seats_of(one).filter(came_at__isnull=False)) == [mina]
    assert "checked" in page(office, reverse("office:meeting", args=[one.pk]))


@pytest.mark.parametrize("language", ["de", "en"])
def test_everybody_reads_what_was_released_and_announced_and_nothing_else(
    language: str, dora: Client, ada: Person, query_count: QueryCount
) -> None:
    meeting_of(ada, is_public=True, title_de="Offen", title_en="Open")
    meeting_of(ada, title_de="Intern", title_en="Internal")
    actions.create(facts=facts(is_public=True, title_de="Geplant X", title_en="Planned X"), by=ada)
    address = f"/{language}/meetings/"
    shown = page(dora, address)
    assert {"de": "Offen", "en": "Open"}[language] in shown
    assert not any(word in shown for word in ("Intern", "Geplant X", "Planned X"))
    assert not dora.cookies
    assert query_count(lambda: page(dora, address)) < 10
    calendar = page(dora, f"{address}meetings.ics")
    assert calendar.count("BEGIN:VEVENT") == 1


def test_many_meetings_cost_the_office_no_more_questions(
    office: Client, ada: Person, query_count: QueryCount
) -> None:
    meeting_of(ada)
    page(office, reverse("office:meetings"))
    few = query_count(lambda: page(office, reverse("office:meetings")))
    for _number in range(5):
        meeting_of(ada)
    assert query_count(lambda: page(office, reverse("office:meetings"))) == few
