"""Duties on the pages of the office: listed, decided about, explained, taken back, never in an own matter."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from klimapakt.duties import actions
from klimapakt.duties.models import Duty, DutyEvent
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import OrganisationFacts, create_organisation, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.duties.owing import computed, member
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def adas(ada: Person, sign_in: SignIn) -> Client:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    return sign_in(ada)


@pytest.fixture
def late(bakery: Organisation) -> Duty:
    one = member(bakery, TODAY - timedelta(days=430))
    return computed(one, TODAY)["baseline"]


@pytest.fixture
def owed(bakery: Organisation) -> Duty:
    one = member(bakery, TODAY - timedelta(days=300))
    return computed(one, TODAY)["baseline"]


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def do(client: Client, one: Duty, what: str, **given: str) -> str:
    return client.post(f"/office/duties/{one.pk}/{what}/", given, follow=True).content.decode()


def test_the_list_shows_what_is_owed_and_can_be_narrowed(adas: Client, late: Duty) -> None:
    told = page(adas, "/office/duties/")
    assert f"/office/duties/{late.pk}/" in told
    assert "days late" in told
    assert f"/office/duties/{late.pk}/" not in page(adas, "/office/duties/?state=waived")
    assert f"/office/duties/{late.pk}/" not in page(adas, "/office/duties/?rule=monitoring")
    assert adas.get("/office/duties/?state=nonsense&rule=x").status_code == 200


def test_the_list_takes_the_same_number_of_queries_however_long(
    adas: Client, late: Duty, query_count: QueryCount
) -> None:
    page(adas, "/office/duties/")
    few = query_count(lambda: page(adas, "/office/duties/"))
    for number in range(4):
        organisation = create_organisation(facts=OrganisationFacts(f"Firm {number}", "Musterstadt"), by=None)
        computed(member(organisation, TODAY - timedelta(days=430)), TODAY)
    assert query_count(lambda: page(adas, "/office/duties/")) == few


def test_a_request_stands_on_the_first_page_until_it_is_decided(
    adas: Client, owed: Duty, bruno: Person
) -> None:
    actions.ask_for_more_time(duty=owed, months=3, reason="We move.", today=TODAY, by=bruno)
    assert "Decide about more time" in page(adas, "/office/")
    assert "We move." in page(adas, f"/office/duties/{owed.pk}/")
    do(adas, owed, "grant", months="2", reason="Agreed on the telephone")
    assert "Decide about more time" not in page(adas, "/office/")
    owed.refresh_from_db()
    assert owed.extended_months == 2


def test_two_people_who_decide_at_once_decide_once(adas: Client, owed: Duty, bruno: Person) -> None:
    actions.ask_for_more_time(duty=owed, months=3, reason="We move.", today=TODAY, by=bruno)
    do(adas, owed, "refuse", reason="There was time enough")
    assert adas.post(f"/office/duties/{owed.pk}/refuse/", {"reason": "again"}).status_code == 404
    assert DutyEvent.objects.filter(kind="refused").count() == 1


def test_more_than_the_rulebook_allows_is_refused_and_nothing_is_lost(adas: Client, owed: Duty) -> None:
    told = do(adas, owed, "extend", months="9", reason="A good reason")
    assert "A good reason</textarea>" in told
    assert not DutyEvent.objects.exists()


def test_a_duty_is_waived_with_a_reason_and_taken_back(adas: Client, owed: Duty) -> None:
    assert "Waive it" in do(adas, owed, "waive", reason="")
    do(adas, owed, "waive", reason="Under insolvency administration")
    owed.refresh_from_db()
    assert owed.state == "waived"
    event = DutyEvent.objects.get()
    path = f"/office/duties/{owed.pk}/events/{event.pk}/back/"
    told = adas.post(path, {"reason": "Wrong member"}, follow=True).content.decode()
    assert "counts no more" in told
    owed.refresh_from_db()
    assert owed.state == "open"


def test_what_was_waived_can_still_be_done(adas: Client, owed: Duty) -> None:
    do(adas, owed, "waive", reason="Too small")
    do(adas, owed, "fulfil", on=TODAY.isoformat(), document="Inventory on paper", text="")
    owed.refresh_from_db()
    assert owed.state == "fulfilled"


def test_after_an_answer_the_member_is_left_in_peace(adas: Client, late: Duty) -> None:
    until = (TODAY + timedelta(days=20)).isoformat()
    do(adas, late, "answer", until=until, text="They hand it in next week")
    assert "They hand it in next week" in page(adas, f"/office/duties/{late.pk}/")
    assert f"/office/duties/{late.pk}/" not in page(adas, "/office/")


def test_what_is_late_is_explained_as_the_member_said(adas: Client, late: Duty) -> None:
    do(adas, late, "explain", why="permit", text="")
    assert DutyEvent.objects.get().missed_reason == "permit"


def test_somebody_answers_for_it_and_nobody_is_their_own_deputy(
    adas: Client, late: Duty, ada: Person
) -> None:
    told = do(adas, late, "assign", responsible=str(ada.pk), deputy=str(ada.pk))
    assert "nobody stands in for themselves" in told
    do(adas, late, "assign", responsible=str(ada.pk), deputy="")
    late.refresh_from_db()
    assert late.responsible == ada


def test_nobody_decides_in_an_own_matter(adas: Client, owed: Duty, ada: Person, bakery: Organisation) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    told = page(adas, f"/office/duties/{owed.pk}/")
    assert "somebody else decides about it" in told
    assert "Waive it" not in told
    assert "never in an own matter" in do(adas, owed, "waive", reason="x")
    assert not DutyEvent.objects.exists()


def test_a_reviewer_sees_duties_and_decides_nothing(owed: Duty, ada: Person, sign_in: SignIn) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    client = sign_in(ada)
    assert "Waive it" not in page(client, f"/office/duties/{owed.pk}/")
    assert client.post(f"/office/duties/{owed.pk}/waive/", {"reason": "x"}).status_code == 404


def test_the_page_of_a_member_shows_its_duties(adas: Client, owed: Duty) -> None:
    member_page = page(adas, f"/office/members/{owed.membership_id}/")
    assert f"/office/duties/{owed.pk}/" in member_page
    assert Membership.objects.count() == 1
