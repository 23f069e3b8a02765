"""What a member owes, on its own pages: next steps, more time, reasons, the yearly question, a calendar."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from klimapakt.duties import actions
from klimapakt.duties.models import CalendarLink, Duty, DutyEvent
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import adopt_preset, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.duties.owing import computed, member
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def owing(bakery: Organisation) -> Membership:
    """The bakery as a member for ten months: its baseline is open."""
    one = member(bakery, TODAY - timedelta(days=300))
    computed(one, TODAY)
    return one


@pytest.fixture
def late(bakery: Organisation) -> Membership:
    """The bakery as a member for fourteen months without a baseline."""
    one = member(bakery, TODAY - timedelta(days=430))
    computed(one, TODAY)
    return one


def duty(one: Membership, rule: str = "baseline") -> Duty:
    return Duty.objects.get(membership=one, rule=rule, number=1)


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_page_says_what_is_owed_next(owing: Membership, bruno: Person, sign_in: SignIn) -> None:
    told = page(sign_in(bruno), "/portal/")
    assert "What you owe next" in told
    assert f"/portal/duties/{duty(owing).pk}/" in told
    assert "Record your energy use and emissions of one year" in told


def test_who_owes_nothing_reads_nothing_of_it(bruno: Person, bakery: Organisation, sign_in: SignIn) -> None:
    assert "What you owe next" not in page(sign_in(bruno), "/portal/")


def test_the_first_page_takes_as_many_queries_for_many_duties(
    owing: Membership, metalworks: Organisation, bruno: Person, sign_in: SignIn, query_count: QueryCount
) -> None:
    client = sign_in(bruno)
    page(client, "/portal/")
    few = query_count(lambda: page(client, "/portal/"))
    give_role(organisation=metalworks, person=bruno, kind=RoleKind.READ_ONLY, by=None)
    computed(member(metalworks, TODAY - timedelta(days=800)), TODAY)
    page(client, "/portal/")
    assert query_count(lambda: page(client, "/portal/")) == few


def test_more_time_is_asked_for_once(owing: Membership, bruno: Person, sign_in: SignIn) -> None:
    client, path = sign_in(bruno), f"/portal/duties/{duty(owing).pk}/"
    assert "Ask for more time" in page(client, path)
    asked = client.post(
        f"{path}more-time/", {"months": "3", "why": "landlord", "reason": "We move."}, follow=True
    )
    assert "Your request has reached the pact office." in asked.content.decode()
    told = page(client, path)
    assert "More time asked for on" in told
    assert "Send to the pact office" not in told
    again = client.post(f"{path}more-time/", {"months": "3", "why": "landlord", "reason": "We move."})
    assert "More time has been asked for already." in again.content.decode()
    assert DutyEvent.objects.count() == 1


def test_more_than_the_rulebook_allows_cannot_be_chosen(
    owing: Membership, bruno: Person, sign_in: SignIn
) -> None:
    path = f"/portal/duties/{duty(owing).pk}/more-time/"
    told = (
        sign_in(bruno).post(path, {"months": "7", "why": "landlord", "reason": "We move."}).content.decode()
    )
    assert "We move.</textarea>" in told, "what was typed is not lost"
    assert not DutyEvent.objects.exists()


def test_a_reader_sees_and_asks_for_nothing(
    owing: Membership, carla: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=carla, kind=RoleKind.READ_ONLY, by=None)
    client, path = sign_in(carla), f"/portal/duties/{duty(owing).pk}/"
    assert "Ask for more time" not in page(client, path)
    assert client.post(f"{path}more-time/", {"months": "1", "reason": "x"}).status_code == 403
    assert not DutyEvent.objects.exists()


def test_what_is_late_is_explained_with_a_reason(late: Membership, bruno: Person, sign_in: SignIn) -> None:
    client, path = sign_in(bruno), f"/portal/duties/{duty(late).pk}/"
    without = client.post(f"{path}explain/", {"why": "other", "text": ""}).content.decode()
    assert "Please say why, in a few words." in without
    client.post(f"{path}explain/", {"why": "landlord", "text": "He does not answer."})
    assert DutyEvent.objects.get().missed_reason == "landlord"
    assert "Landlord does not agree or answer" in page(client, path)


def test_what_is_not_late_is_not_explained(owing: Membership, bruno: Person, sign_in: SignIn) -> None:
    path = f"/portal/duties/{duty(owing).pk}/explain/"
    told = sign_in(bruno).post(path, {"why": "money", "text": ""}).content.decode()
    assert "not late yet" in told


def test_the_yearly_question_is_answered_in_one_step(
    bakery: Organisation, bruno: Person, sign_in: SignIn
) -> None:
    adopt_preset(preset="bw-klimabuendnis", by=None)
    one = member(bakery, TODAY - timedelta(days=725))
    computed(one, TODAY)
    asked = duty(one, "yearly_check")
    client = sign_in(bruno)
    path = f"/portal/duties/{asked.pk}/"
    assert "Is it still true?" in page(client, path)
    assert (
        "That was all for this year."
        in client.post(f"{path}confirm/", {"text": ""}, follow=True).content.decode()
    )
    asked.refresh_from_db()
    assert asked.state == "fulfilled"


def test_an_unknown_act_is_not_there(owing: Membership, bruno: Person, sign_in: SignIn) -> None:
    assert sign_in(bruno).post(f"/portal/duties/{duty(owing).pk}/waive/").status_code == 404


def link_of(client: Client) -> str:
    told = client.post("/portal/calendar/").content.decode()
    found = re.search(r"http://[^/]+(/calendar/[^<]+\.ics)", told)
    assert found is not None
    return found[1]


def test_the_calendar_holds_what_is_owed_and_no_session_is_needed(
    owing: Membership, bruno: Person, sign_in: SignIn, dora: Client
) -> None:
    link = link_of(sign_in(bruno))
    response = dora.get(link)
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    told = response.content.decode().replace("\r\n ", "")
    assert told.startswith("BEGIN:VCALENDAR")
    assert f"DTSTART;VALUE=DATE:{duty(owing).due_on:%Y%m%d}" in told
    assert f"UID:{duty(owing).pk}@" in told
    assert "Bakery" in told


def test_a_link_that_was_made_anew_or_revoked_opens_nothing(
    owing: Membership, bruno: Person, sign_in: SignIn, dora: Client
) -> None:
    client = sign_in(bruno)
    first, second = link_of(client), link_of(client)
    assert (dora.get(first).status_code, dora.get(second).status_code) == (404, 200)
    client.post("/portal/calendar/revoke/")
    assert dora.get(second).status_code == 404
    assert not CalendarLink.objects.exists()


def test_who_cannot_sign_in_has_no_calendar(
    owing: Membership, bruno: Person, sign_in: SignIn, dora: Client
) -> None:
    link = link_of(sign_in(bruno))
    Person.objects.filter(pk=bruno.pk).update(is_active=False)
    assert dora.get(link).status_code == 404


def test_the_token_rests_as_a_hash_only(owing: Membership, bruno: Person, sign_in: SignIn) -> None:
    link = link_of(sign_in(bruno))
    token = link.removeprefix("/calendar/").removesuffix(".ics")
    assert token not in str(CalendarLink.objects.values_list().get())


def test_an_organisation_somebody_left_is_gone_from_the_calendar(
    owing: Membership, bruno: Person, sign_in: SignIn, dora: Client
) -> None:
    link = link_of(sign_in(bruno))
    bruno.roles.all().delete()
    assert "BEGIN:VEVENT" not in dora.get(link).content.decode()


def test_what_is_done_says_so(owing: Membership, bruno: Person, ada: Person, sign_in: SignIn) -> None:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    done = actions.Done(TODAY, "Inventory 2025 on paper")
    actions.fulfil(duty=duty(owing), done=done, today=TODAY, by=ada)
    told = page(sign_in(bruno), f"/portal/duties/{duty(owing).pk}/")
    assert "Done on" in told
    assert "Ask for more time" not in told
