"""Grants, steps, shares and small aid of measures, on the pages of members."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from klimapakt.foundation.models import AuditEvent
from klimapakt.measures import actions, queries
from klimapakt.measures.models import Grant, Measure, Step
from klimapakt.methods.savings.de_minimis import limits
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.portal.forms.plans import ShareForm
from tests.cast import SignIn
from tests.duties.owing import member
from tests.measures.planning import plan_of, step_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def brunos(bruno: Person, sign_in: SignIn) -> Client:
    return sign_in(bruno)


@pytest.fixture
def plan(bakery: Organisation) -> Measure:
    return plan_of(bakery)


@pytest.fixture
def grant(plan: Measure) -> Grant:
    facts = actions.GrantFacts("City grant", amount_eur=Decimal(4000))
    return actions.save_grant(measure=plan, facts=facts, by=None)


def told_in_chain(what: str) -> list[dict[str, object]]:
    return [json.loads(one.details) for one in AuditEvent.objects.filter(what=what).order_by("pk")]


def sent(client: Client, grant: Grant, **given: object) -> str:
    address = reverse("portal:plan_grant", args=[grant.measure_id, grant.pk])
    shown = {key: value for key, value in client.get(address).context["form"].initial.items() if value}
    return client.post(address, {**shown, **given}, follow=True).content.decode()


def test_a_grant_is_asked_for_then_approved_then_paid(brunos: Client, grant: Grant) -> None:
    sent(brunos, grant, state="requested", requested_on="2026-01-05")
    sent(brunos, grant, state="granted", decided_on="2026-02-05", amount_eur="3500")
    sent(brunos, grant, state="paid", paid_on="2026-03-05")
    grant.refresh_from_db()
    assert (grant.state, grant.amount_eur) == ("paid", Decimal(3500))
    assert str(grant.requested_on) == "2026-01-05"


def test_what_a_grant_was_before_stays_in_the_chain(brunos: Client, grant: Grant) -> None:
    sent(brunos, grant, state="granted", decided_on="2026-02-05", amount_eur="3500")
    first, second = told_in_chain("measure.grant_saved")
    assert (first["state"], first["eur"]) == ("intended", "4000")
    assert (second["from"], second["state"], second["eur"]) == ("intended", "granted", "3500")


def test_days_of_a_grant_in_the_wrong_order_change_nothing(brunos: Client, grant: Grant) -> None:
    given = {"state": "granted", "requested_on": "2026-03-01", "decided_on": "2026-02-01"}
    assert "These days are in the wrong order" in sent(brunos, grant, **given)
    grant.refresh_from_db()
    assert grant.state == "intended"


def test_a_grant_is_found_by_its_own_measure_only(brunos: Client, grant: Grant, bakery: Organisation) -> None:
    other = actions.plan_measure(organisation=bakery, facts=actions.PlanFacts("Other", "heat"), by=None)
    address = reverse("portal:plan_grant", args=[other.pk, grant.pk])
    assert brunos.get(address).status_code == 404
    assert brunos.post(address, {"name": "x"}).status_code == 404


def test_who_changes_a_grant_second_is_told_and_overwrites_nothing(brunos: Client, grant: Grant) -> None:
    address = reverse("portal:plan_grant", args=[grant.measure_id, grant.pk])
    looked_at = {key: value for key, value in brunos.get(address).context["form"].initial.items() if value}
    sent(brunos, grant, reference="A-1")
    answer = brunos.post(address, {**looked_at, "reference": "B-2"})
    assert answer.status_code == 409
    assert "Somebody else has changed this grant." in answer.content.decode()
    grant.refresh_from_db()
    assert grant.reference == "A-1"


def test_a_grant_entered_by_mistake_is_removed_and_the_chain_says_what_it_was(
    brunos: Client, grant: Grant
) -> None:
    assert "The grant is removed." in sent(brunos, grant, remove="1")
    assert not Grant.objects.filter(pk=grant.pk).exists()
    told = told_in_chain("measure.grant_removed")[0]
    assert (told["grant"], told["state"], told["eur"]) == (grant.pk, "intended", "4000.00")


def test_a_grant_that_somebody_changed_since_is_not_removed(brunos: Client, grant: Grant) -> None:
    address = reverse("portal:plan_grant", args=[grant.measure_id, grant.pk])
    looked_at = brunos.get(address).context["form"].initial["seen"]
    sent(brunos, grant, reference="A-1")
    assert brunos.post(address, {"remove": "1", "seen": looked_at}).status_code == 409
    assert Grant.objects.filter(pk=grant.pk).exists()


@pytest.mark.parametrize("state", ["granted", "paid"])
def test_a_grant_that_is_approved_or_paid_stays_and_the_page_says_why(
    brunos: Client, grant: Grant, state: str
) -> None:
    page = sent(brunos, grant, state=state, decided_on="2026-02-05", paid_on="2026-03-05")
    page = sent(brunos, grant, remove="1")
    assert "A grant that is approved or paid stays on record" in page
    assert "Remove the grant" not in page
    assert Grant.objects.filter(pk=grant.pk).exists()


def test_an_approved_grant_stops_no_order_any_more(brunos: Client, grant: Grant) -> None:
    sent(brunos, grant, state="granted", decided_on=YESTERDAY.isoformat())
    page = brunos.get(reverse("portal:plan", args=[grant.measure_id])).content.decode()
    assert "Do not order yet" not in page


def test_shares_above_one_are_refused_with_what_is_free(
    brunos: Client, plan: Measure, metalworks: Organisation
) -> None:
    member(metalworks)
    address = reverse("portal:plan_act", args=[plan.pk, "share"])
    page = brunos.post(address, {"organisation": metalworks.pk, "percent": "100.5"}).content.decode()
    assert "The parts together are at most the whole. Still free: 100 %." in page


def test_in_a_large_pact_a_member_is_named(
    plan: Measure, metalworks: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("klimapakt.portal.forms.plans._MOST_TO_CHOOSE_FROM", 0)
    others = Organisation.objects.exclude(pk=plan.organisation_id)
    named = ShareForm({"organisation": "METALWORKS", "percent": "20"}, members=others)
    assert named.is_valid()
    assert named.cleaned_data["organisation"] == metalworks
    partly = ShareForm({"organisation": "metal", "percent": "20"}, members=others)
    with override("en"):
        assert partly.errors["organisation"] == [
            "No other member is called “metal”. Do you mean: Metalworks?"
        ]


def test_no_account_of_small_aid_without_small_aid(
    brunos: Client, grant: Grant, bakery: Organisation
) -> None:
    sent(brunos, grant, state="granted", decided_on=YESTERDAY.isoformat())
    page = brunos.get(reverse("portal:plans", args=[bakery.pk])).content.decode()
    assert "De-minimis account" not in page


def test_small_aid_stands_in_its_account(brunos: Client, grant: Grant, bakery: Organisation) -> None:
    sent(brunos, grant, state="granted", decided_on=YESTERDAY.isoformat(), is_de_minimis="on")
    page = brunos.get(reverse("portal:plans", args=[bakery.pk])).content.decode()
    assert "you have entered 4,000 EUR of de-minimis aid" in page
    assert "over any period of three years" in page


def test_the_source_of_the_limit_speaks_the_language_of_the_page() -> None:
    for limit in limits():
        assert limit.source.written("de").startswith("Verordnung (EU)")
        assert limit.source.written("en").startswith("Regulation (EU)")


def test_what_is_late_stands_first(brunos: Client, plan: Measure, bakery: Organisation) -> None:
    for title, due_on in (("Later", TODAY + timedelta(5)), ("Late", YESTERDAY), ("Some time", None)):
        actions.add_step(measure=plan, title=title, owner="Bruno", due_on=due_on, by=None)
    found = brunos.get(reverse("portal:plan_steps", args=[bakery.pk]))
    assert [one.title for one in found.context["page"]] == ["Late", "Later", "Ask three firms", "Some time"]
    assert "<strong>1 is overdue.</strong>" in found.content.decode()


def test_the_steps_of_one_person_are_listed(brunos: Client, plan: Measure, bakery: Organisation) -> None:
    actions.add_step(measure=plan, title="Call the bank", owner="Bruno Keller", by=None)
    found = brunos.get(reverse("portal:plan_steps", args=[bakery.pk]), {"owner": "Bruno Keller"})
    assert [one.title for one in found.context["page"]] == ["Call the bank"]


def test_steps_of_what_was_dropped_wait_for_nobody(plan: Measure, bakery: Organisation) -> None:
    assert queries.open_steps_of(bakery).count() == 1
    move = actions.Move("dropped", TODAY, barrier="money")
    actions.move(measure=plan, move=move, today=TODAY, by=None)
    assert not queries.open_steps_of(bakery).exists()


def test_a_planned_finish_that_has_passed_is_asked_about(
    brunos: Client, plan: Measure, bakery: Organisation
) -> None:
    Measure.objects.filter(pk=plan.pk).update(planned_finish=YESTERDAY)
    pages = [
        brunos.get(reverse("portal:plan_steps", args=[bakery.pk])).content.decode(),
        brunos.get(reverse("portal:plan", args=[plan.pk])).content.decode(),
        brunos.get(reverse("portal:plans", args=[bakery.pk])).content.decode(),
    ]
    assert "The planned finish has passed" in pages[0]
    assert "The planned day has passed" in pages[1]
    assert "planned day has passed" in pages[2]


def test_a_step_ticked_off_in_the_list_leads_back_to_it(brunos: Client, bakery: Organisation) -> None:
    step = step_of(bakery)
    address = reverse("portal:plan_step_done", args=[step.measure_id, step.pk])
    answer = brunos.post(address, {"back": "steps"})
    assert answer["location"] == reverse("portal:plan_steps", args=[bakery.pk])
    step.refresh_from_db()
    assert step.done_on == TODAY


def test_a_step_gets_another_day_and_the_chain_keeps_the_first(brunos: Client, bakery: Organisation) -> None:
    step = step_of(bakery)
    address = reverse("portal:plan_step", args=[step.measure_id, step.pk])
    brunos.post(address, {"title": "Ask two firms", "owner": "Bruno", "due_on": "2027-01-31"})
    brunos.post(address, {"title": "Ask two firms", "owner": "Bruno", "due_on": "2027-02-28"})
    step.refresh_from_db()
    assert (step.title, step.owner, str(step.due_on)) == ("Ask two firms", "Bruno", "2027-02-28")
    last = told_in_chain("measure.step_changed")[-1]
    assert (last["due_before"], last["due_on"]) == ("2027-01-31", "2027-02-28")


def test_a_step_without_words_is_asked_for_them(brunos: Client, bakery: Organisation) -> None:
    step = step_of(bakery)
    answer = brunos.post(reverse("portal:plan_step", args=[step.measure_id, step.pk]), {"title": ""})
    assert answer.context["form"].errors["title"]


def test_a_step_nobody_needs_is_taken_off(brunos: Client, bakery: Organisation) -> None:
    step = step_of(bakery)
    address = reverse("portal:plan_step", args=[step.measure_id, step.pk])
    assert brunos.post(address, {"remove": "1"})["location"] == reverse("portal:plan", args=[step.measure_id])
    assert not Step.objects.filter(pk=step.pk).exists()


def test_an_empty_list_of_steps_says_how_to_begin(brunos: Client, bakery: Organisation) -> None:
    page = brunos.get(reverse("portal:plan_steps", args=[bakery.pk])).content.decode()
    assert "No step is open" in page
    assert reverse("portal:plans", args=[bakery.pk]) in page


def test_many_steps_need_no_more_queries(
    brunos: Client, plan: Measure, bakery: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        actions.add_step(measure=plan, title=f"Step {number}", owner=f"P {number % 3}", by=None)
    with django_assert_max_num_queries(16):
        page = brunos.get(reverse("portal:plan_steps", args=[bakery.pk])).content.decode()
    assert "61 steps are open." in page
