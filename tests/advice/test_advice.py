"""A request goes to the right adviser with what was consented to, and no further; what was sent stays."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from klimapakt.advice import actions, queries, rules
from klimapakt.advice.actions import Ended, Question
from klimapakt.advice.bundles import Consented, bundle_of, sha256_of
from klimapakt.advice.calendars import calendar_of
from klimapakt.advice.enums import EntryKind, RequestState
from klimapakt.advice.models import AdviceEntry, AdviceRequest
from klimapakt.foundation.models import AuditEvent, OutgoingMail
from klimapakt.inventories.models import Inventory
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.advice.asking import asked, proposed
from tests.inventories.versions import accepted, filled
from tests.measures.planning import plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(ada: Person) -> Person:
    give_office_role(person=ada, kind=OfficeKind.CASE_WORKER, by=None)
    return ada


@pytest.fixture
def chamber(ole: Person) -> Person:
    give_office_role(person=ole, kind=OfficeKind.CHAMBER_PARTNER, chamber="hwk", by=None)
    return ole


@pytest.fixture
def request_(bakery: Organisation, bruno: Person, office: Person) -> AdviceRequest:
    return asked(bakery, bruno)


def test_a_holiday_of_the_state_is_no_working_day() -> None:
    # 25 and 26 December are holidays, 26 a Saturday in 2026; 24 and 28 December are working days.
    assert rules.promised(date(2026, 12, 23), 2, "DE-NW") == date(2026, 12, 28)
    # Corpus Christi, 4 June 2026, is a holiday in North Rhine-Westphalia and none in Berlin.
    assert rules.promised(date(2026, 6, 3), 1, "DE-NW") == date(2026, 6, 5)
    assert rules.promised(date(2026, 6, 3), 1, "DE-BE") == date(2026, 6, 4)


def test_only_what_was_chosen_is_sent(bakery: Organisation, bruno: Person, office: Person) -> None:
    assert bundle_of(bakery, Consented(), bruno) == {}
    found = asked(bakery, bruno, consented=Consented(has_profile=True))
    assert set(found.bundle) == {"profile"}
    assert bruno.email not in str(found.bundle)
    assert found.bundle_sha256 == sha256_of(found.bundle)


def test_figures_are_those_of_the_accepted_inventory_and_a_measure_is_one(
    bakery: Organisation, bruno: Person, ada: Person, office: Person, inventory: Inventory
) -> None:
    done = accepted(filled(inventory, bruno), bruno, ada)
    measure = plan_of(bakery, bruno)
    found = asked(bakery, bruno, consented=Consented(inventory=done, measure=measure))
    assert set(found.bundle) == {"figures", "measure"}
    assert found.bundle["figures"]["year"] == done.year
    assert found.bundle["figures"]["scope1_mg"] + found.bundle["figures"]["scope2_location_mg"] > 0
    assert found.bundle["measure"]["saving_mg"] == 10**9
    assert found.measure == measure


def test_what_was_not_shown_is_not_sent(bakery: Organisation, bruno: Person, office: Person) -> None:
    consented = Consented(has_profile=True)
    seen = sha256_of(bundle_of(bakery, consented, bruno))
    Organisation.objects.filter(pk=bakery.pk).update(legal_form="GmbH")
    bakery.refresh_from_db()
    question = Question("office", "heat", "Which?", consented, seen)
    with pytest.raises(rules.BundleChanged):
        actions.ask(organisation=bakery, question=question, by=bruno)
    assert not AdviceRequest.objects.exists()


def test_a_chamber_without_people_is_not_asked(bakery: Organisation, bruno: Person, office: Person) -> None:
    with pytest.raises(rules.NobodyThere):
        asked(bakery, bruno, addressee="hwk")


def test_the_addressee_alone_sees_the_request(
    bakery: Organisation, bruno: Person, carla: Person, office: Person, chamber: Person
) -> None:
    at_office, at_chamber = asked(bakery, bruno), asked(bakery, bruno, addressee="hwk")
    assert list(queries.addressed_to(office)) == [at_office]
    assert list(queries.addressed_to(chamber)) == [at_chamber]
    assert not queries.addressed_to(carla).exists()
    assert not queries.visible_to(carla).exists()
    assert queries.visible_to(bruno).count() == 2


def test_the_mail_goes_to_the_addressee_and_tells_nothing(
    bakery: Organisation, bruno: Person, office: Person, chamber: Person
) -> None:
    asked(bakery, bruno, addressee="hwk", text="Our secret oven")
    mail = OutgoingMail.objects.get(kind="advice_asked")
    assert mail.recipient == chamber.email
    assert "secret oven" not in mail.text
    assert bruno.email not in mail.text


def test_the_promise_counts_from_the_day_of_asking_and_an_older_one_stays(
    request_: AdviceRequest, bakery: Organisation, bruno: Person, office: Person
) -> None:
    before = request_.promised_by
    actions.promise(working_days=2, by=office)
    later = asked(bakery, bruno)
    assert later.promised_by < before
    request_.refresh_from_db()
    assert request_.promised_by == before
    today = timezone.localdate()
    assert later.promised_by == rules.promised(today, 2, "weekdays")


def test_a_request_is_overdue_until_it_is_answered(request_: AdviceRequest, office: Person) -> None:
    after = request_.promised_by + timedelta(days=1)
    assert not queries.overdue(request_.promised_by).exists()
    assert list(queries.overdue(after)) == [request_]
    actions.answer(request=request_, text="Take a small one.", by=office)
    assert not queries.overdue(after).exists()
    today = timezone.localdate()
    assert queries.counted(today, today) == (1, 1)


def test_an_answer_after_the_promised_day_is_not_counted_as_kept(
    request_: AdviceRequest, office: Person
) -> None:
    late = timezone.now() + timedelta(days=60)
    actions.answer(request=request_, text="Sorry", by=office)
    AdviceRequest.objects.filter(pk=request_.pk).update(answered_at=late)
    today = timezone.localdate()
    assert queries.counted(today, today) == (1, 0)


def test_an_appointment_is_proposed_accepted_and_put_into_a_calendar(
    request_: AdviceRequest, bruno: Person, office: Person
) -> None:
    first = proposed(request_, office)
    second = proposed(request_, office)
    with pytest.raises(rules.AppointmentOver):
        actions.accept_appointment(appointment=first, by=bruno)
    one = actions.accept_appointment(appointment=second, by=bruno)
    request_.refresh_from_db()
    assert request_.state == RequestState.APPOINTMENT
    text = calendar_of(one, title="Advice; a, b", host="pact.example.org", at=timezone.now()).decode()
    assert "SUMMARY:Advice\\; a\\, b" in text
    assert f"UID:{one.pk}@pact.example.org" in text
    with pytest.raises(rules.AppointmentOver):
        actions.decline_appointment(appointment=one, text="", by=bruno)


def test_no_appointment_lies_in_the_past(request_: AdviceRequest, office: Person) -> None:
    with pytest.raises(rules.TooLate):
        actions.propose(
            request=request_,
            begins_at=timezone.now() - timedelta(minutes=1),
            minutes=30,
            place="Here",
            by=office,
        )


def test_closing_says_the_outcome_and_ends_everything(
    request_: AdviceRequest, bruno: Person, office: Person
) -> None:
    measure = plan_of(request_.organisation, bruno)
    actions.close(request=request_, ended=Ended("measure", "They plan it", measure), by=office)
    request_.refresh_from_db()
    assert (request_.outcome, request_.outcome_measure) == ("measure", measure)
    for late in (actions.answer, actions.write):
        with pytest.raises(rules.RequestOver):
            late(request=request_, text="More", by=bruno)
    with pytest.raises(rules.RequestOver):
        actions.close(request=request_, ended=Ended("answered", ""), by=office)


def test_withdrawing_hides_everything_and_happens_once(
    request_: AdviceRequest, bruno: Person, office: Person
) -> None:
    one = actions.withdraw(request=request_, by=bruno)
    assert not one.is_shown
    assert one.state == RequestState.WITHDRAWN
    with pytest.raises(rules.RequestOver):
        actions.withdraw(request=request_, by=bruno)
    with pytest.raises(rules.RequestOver):
        actions.answer(request=request_, text="Too late", by=office)


def test_withdrawing_after_the_end_keeps_the_outcome(
    request_: AdviceRequest, bruno: Person, office: Person
) -> None:
    actions.close(request=request_, ended=Ended("answered", ""), by=office)
    one = actions.withdraw(request=request_, by=bruno)
    assert (one.state, one.outcome, one.is_shown) == (RequestState.CLOSED, "answered", False)


def test_every_step_is_in_the_log_and_in_the_chain(
    request_: AdviceRequest, bruno: Person, office: Person
) -> None:
    actions.write(request=request_, text="It is an old house.", by=bruno)
    actions.answer(request=request_, text="Then insulate.", by=office)
    kinds = [one.kind for one in AdviceEntry.objects.filter(request=request_)]
    assert kinds == [EntryKind.ASKED, EntryKind.WROTE, EntryKind.ANSWERED]
    told = AuditEvent.objects.filter(what__startswith="advice.").values_list("what", flat=True)
    assert list(told) == ["advice.asked", "advice.wrote", "advice.answered"]


@pytest.mark.parametrize("name", ["bundle_sha256", "addressee", "promised_by"])
def test_the_database_refuses_to_change_what_was_sent(request_: AdviceRequest, name: str) -> None:
    new = {"bundle_sha256": "0" * 64, "addressee": "ihk", "promised_by": date(2030, 1, 1)}[name]
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        AdviceRequest.objects.filter(pk=request_.pk).update(**{name: new})
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        AdviceEntry.objects.all().update(kind="closed")
