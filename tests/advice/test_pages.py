"""Asking, answering and withdrawing on the pages of both sides."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from klimapakt.advice import actions
from klimapakt.advice.models import AdviceRequest
from klimapakt.office.presenting import desk
from klimapakt.organisations.enums import Chamber
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person
from tests.advice.asking import asked, proposed
from tests.cast import SignIn
from tests.measures.planning import plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ENTERED = {"topic": "heat", "question": "Which <b>pump</b>? {{ secret }}", "parts": ["profile"]}


@pytest.fixture(autouse=True)
def _office(ada: Person, ole: Person) -> None:
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    give_office_role(person=ole, kind=OfficeKind.CHAMBER_PARTNER, chamber="hwk", by=None)


def hidden(page: str) -> dict[str, list[str]]:
    """Return what the preview sends on."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page):
        text = value.replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'")
        found.setdefault(name, []).append(text)
    return {name: values for name, values in found.items() if name != "csrfmiddlewaretoken"}


def sent(client: Client, organisation: Organisation) -> AdviceRequest:
    path = f"/portal/organisations/{organisation.pk}/advice/new/"
    kept = hidden(client.post(path, ENTERED).content.decode())
    assert not AdviceRequest.objects.exists()
    assert client.post(path, kept).status_code == 302
    return AdviceRequest.objects.get()


def test_nothing_is_sent_before_it_was_seen_and_it_goes_to_the_chamber(
    bakery: Organisation, bruno: Person, sign_in: SignIn
) -> None:
    Organisation.objects.filter(pk=bakery.pk).update(chamber=Chamber.CRAFTS)
    one = sent(sign_in(bruno), bakery)
    assert (one.addressee, one.question, set(one.bundle)) == ("hwk", ENTERED["question"], {"profile"})


def test_who_goes_back_keeps_what_was_typed(bakery: Organisation, bruno: Person, sign_in: SignIn) -> None:
    path = f"/portal/organisations/{bakery.pk}/advice/new/"
    page = sign_in(bruno).post(path, {**ENTERED, "back": "1"}).content.decode()
    assert "Which &lt;b&gt;pump&lt;/b&gt;? {{ secret }}" in page
    page = sign_in(bruno).post(path, {**ENTERED, "question": "x" * 50_000}).content.decode()
    assert "x" * 50_000 in page
    assert "4,000" in page or "4000" in page
    assert not AdviceRequest.objects.exists()


def test_data_that_changed_since_it_was_shown_is_shown_again(
    bakery: Organisation, bruno: Person, sign_in: SignIn
) -> None:
    client = sign_in(bruno)
    path = f"/portal/organisations/{bakery.pk}/advice/new/"
    kept = hidden(client.post(path, ENTERED).content.decode())
    Organisation.objects.filter(pk=bakery.pk).update(legal_form="GmbH")
    page = client.post(path, kept).content.decode()
    assert "The data has changed since it was shown" in page
    assert "GmbH" in page
    assert not AdviceRequest.objects.exists()


def test_a_measure_is_filled_in_and_that_of_another_is_not(
    bakery: Organisation, metalworks: Organisation, bruno: Person, sign_in: SignIn
) -> None:
    client, path = sign_in(bruno), f"/portal/organisations/{bakery.pk}/advice/new/"
    own, other = plan_of(bakery, bruno), plan_of(metalworks)
    assert f'value="{own.pk}" selected' in client.get(f"{path}?measure={own.pk}").content.decode()
    assert f'value="{other.pk}"' not in client.get(f"{path}?measure={other.pk}").content.decode()
    assert client.get(f"{path}?measure=nonsense").status_code == 200
    page = client.post(path, {**ENTERED, "measure": str(other.pk)}).content.decode()
    assert 'name="seen"' not in page


def test_a_chamber_answers_its_own_and_finds_nothing_else(
    bakery: Organisation, bruno: Person, ole: Person, sign_in: SignIn
) -> None:
    own, other = asked(bakery, bruno, addressee="hwk"), asked(bakery, bruno, text="For the office")
    client = sign_in(ole)
    page = client.get("/office/advice/").content.decode()
    assert str(own.pk) in page
    assert str(other.pk) not in page
    assert client.get(f"/office/advice/{other.pk}/").status_code == 404
    assert client.post(f"/office/advice/{other.pk}/answer/", {"text": "No"}).status_code == 404
    assert client.post("/office/advice/promise/", {"working_days": 1}).status_code == 404
    assert client.post(f"/office/advice/{own.pk}/answer/", {"text": "A small one."}).status_code == 302
    shown = sign_in(bruno).get(f"/portal/advice/{own.pk}/").content.decode()
    assert "A small one." in shown


def test_the_office_sees_that_a_chamber_was_asked_and_not_what(
    bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    one = asked(bakery, bruno, addressee="hwk", text="Our secret oven")
    client = sign_in(ada)
    page = client.get("/office/advice/").content.decode()
    assert "Asked of the chambers" in page
    assert "secret oven" not in page
    assert client.get(f"/office/advice/{one.pk}/").status_code == 404


def test_after_withdrawing_the_adviser_sees_nothing_and_the_member_everything(
    bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    one = asked(bakery, bruno, text="Our secret oven")
    office, member = sign_in(ada), sign_in(bruno)
    assert "secret oven" in office.get(f"/office/advice/{one.pk}/").content.decode()
    assert bruno.email in office.get(f"/office/advice/{one.pk}/").content.decode()
    actions.answer(request=one, text="Our secret answer", by=ada)
    assert member.post(f"/portal/advice/{one.pk}/withdraw/").status_code == 302
    page = office.get(f"/office/advice/{one.pk}/").content.decode()
    assert "Consent withdrawn" in page
    assert not [word for word in ("secret oven", "secret answer", bruno.email) if word in page]
    assert "secret oven" in member.get(f"/portal/advice/{one.pk}/").content.decode()


def test_an_appointment_from_proposal_to_calendar(
    bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    one = asked(bakery, bruno)
    office, member = sign_in(ada), sign_in(bruno)
    path = f"/office/advice/{one.pk}/propose/"
    past = {"on": "2020-01-01", "at": "10:00", "minutes": "60", "place": "Town hall"}
    assert "This time has passed" in office.post(path, past).content.decode()
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert office.post(path, {**past, "on": day}).status_code == 302
    appointment = one.appointments.get()
    assert timezone.localtime(appointment.begins_at).hour == 10
    assert member.post(f"/portal/advice/appointments/{appointment.pk}/accept/").status_code == 302
    answer = member.get(f"/portal/advice/appointments/{appointment.pk}/appointment.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert b"LOCATION:Town hall" in answer.content
    assert "Appointment agreed" in office.get(f"/office/advice/{one.pk}/").content.decode()


def test_an_adviser_of_another_house_gets_no_calendar(
    bakery: Organisation, bruno: Person, carla: Person, ada: Person, sign_in: SignIn
) -> None:
    appointment = proposed(asked(bakery, bruno), ada)
    path = f"/portal/advice/appointments/{appointment.pk}/appointment.ics"
    assert sign_in(carla).get(path).status_code == 404


def test_closing_names_an_outcome_and_keeps_what_was_typed_when_it_is_too_late(
    bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    one, measure = asked(bakery, bruno), plan_of(bakery, bruno)
    path = f"/office/advice/{one.pk}/close/"
    entered = {"outcome": "measure", "text": "They plan it.", "measure": str(measure.pk)}
    client = sign_in(ada)
    assert client.post(path, entered).status_code == 302
    assert "They plan it." in sign_in(bruno).get(f"/portal/advice/{one.pk}/").content.decode()
    assert client.get("/office/advice/?show=over").content.decode().count(str(one.pk)) == 1
    other = asked(bakery, bruno)
    actions.withdraw(request=other, by=bruno)
    page = client.post(f"/office/advice/{other.pk}/answer/", {"text": "Typed in vain"}).content.decode()
    assert "closed or withdrawn" in page
    assert "Typed in vain" in page


def test_what_is_overdue_waits_in_the_office_also_that_of_chambers(
    bakery: Organisation, bruno: Person, ada: Person
) -> None:
    at_office, at_chamber = asked(bakery, bruno), asked(bakery, bruno, addressee="hwk")
    today = at_chamber.promised_by + timedelta(days=1)

    def listed(day: date) -> list[str]:
        found = desk.waiting_for(ada, pact_at_hand(), day, only_mine=False)
        return [one.url for one in found if "/advice/" in one.url]

    assert listed(timezone.localdate()) == [f"/office/advice/{at_office.pk}/"]
    assert len(listed(today)) == 2
    actions.answer(request=at_office, text="So", by=ada)
    assert listed(today) == ["/office/advice/"]


def test_the_promise_is_changed_by_the_head(ada: Person, sign_in: SignIn) -> None:
    client = sign_in(ada)
    client.post("/office/advice/promise/", {"working_days": "0"})
    assert "within 10 working days" in client.get("/office/advice/").content.decode()
    client.post("/office/advice/promise/", {"working_days": "3"})
    assert "within 3 working days" in client.get("/office/advice/").content.decode()
