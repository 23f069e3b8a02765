"""Measures on the pages of members: written down, stated, taken a step further, taken over, shared."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from klimapakt.inventories.models import Inventory
from klimapakt.measures import actions
from klimapakt.measures.models import Measure, Statement
from klimapakt.organisations.actions import SiteFacts, create_site
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.duties.owing import member
from tests.inventories.versions import accepted, staff
from tests.measures.planning import plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def brunos(bruno: Person, sign_in: SignIn) -> Client:
    return sign_in(bruno)


def did(client: Client, measure: Measure, what: str, **given: object) -> str:
    address = reverse("portal:plan_act", args=[measure.pk, what])
    return client.post(address, given, follow=True).content.decode()


def test_a_figure_is_stated_in_tonnes_of_a_year(brunos: Client, bakery: Organisation) -> None:
    page = did(brunos, plan_of(bakery), "saving", method="engineering", tonnes="1.5")
    assert Statement.objects.order_by("number").last().planned_mg == 1_500_000_000  # type: ignore[union-attr]  # stated
    assert "1.5" in page
    assert "What it was said to save" in page


def test_tonnes_without_a_number_are_asked_for_at_the_field(brunos: Client, bakery: Organisation) -> None:
    assert "Please enter the tonnes" in did(brunos, plan_of(bakery), "saving", method="supplier")


def planned_at(client: Client, organisation: Organisation, **given: object) -> Measure:
    address = reverse("portal:plan_new", args=[organisation.pk])
    client.post(address, {"title": "New oven", "field": "heat", **given})
    return Measure.objects.get(title="New oven")


def test_with_several_sites_a_measure_says_at_which_it_is(brunos: Client, bakery: Organisation) -> None:
    shops = [
        create_site(organisation=bakery, facts=SiteFacts(name), by=None) for name in ("Shop one", "Shop two")
    ]
    measure = planned_at(brunos, bakery, site=str(shops[1].pk))
    assert measure.site == shops[1]
    assert "Shop two" in brunos.get(reverse("portal:plan", args=[measure.pk])).content.decode()


def test_a_measure_of_another_company_s_site_is_refused(
    brunos: Client, bakery: Organisation, metalworks: Organisation
) -> None:
    for name in ("Shop one", "Shop two"):
        create_site(organisation=bakery, facts=SiteFacts(name), by=None)
    foreign = create_site(organisation=metalworks, facts=SiteFacts("Hall"), by=None)
    address = reverse("portal:plan_new", args=[bakery.pk])
    answer = brunos.post(address, {"title": "New oven", "field": "heat", "site": str(foreign.pk)})
    assert answer.context["form"].errors["site"]


def test_with_one_site_nobody_is_asked_and_a_change_keeps_the_site(
    brunos: Client, bakery: Organisation
) -> None:
    bakery.sites.all().delete()
    only = create_site(organisation=bakery, facts=SiteFacts("Shop"), by=None)
    measure = plan_of(bakery)
    Measure.objects.filter(pk=measure.pk).update(site=only)
    address = reverse("portal:plan_change", args=[measure.pk])
    form = brunos.get(address).context["form"]
    assert "site" not in form.fields
    kept = {key: value for key, value in form.initial.items() if value}
    brunos.post(address, {**kept, "title": "Another oven"})
    measure.refresh_from_db()
    assert (measure.title, measure.site) == ("Another oven", only)


def test_an_order_too_early_is_stopped_with_the_name_of_the_grant(
    brunos: Client, bakery: Organisation, bruno: Person
) -> None:
    measure, today = plan_of(bakery), timezone.localdate()
    actions.save_grant(measure=measure, facts=actions.GrantFacts("City grant"), by=bruno)
    for state in ("planned", "decided"):
        actions.move(measure=measure, move=actions.Move(state, today), today=today, by=bruno)
    page = did(brunos, measure, "move", state="in_work", on=today.isoformat())
    assert "“City grant” is not approved" in page
    measure.refresh_from_db()
    assert measure.state == "decided"


def test_the_library_works_out_a_saving_on_an_own_line(
    brunos: Client, bakery: Organisation, bruno: Person, inventory: Inventory
) -> None:
    member(bakery)
    found = accepted(inventory, bruno, staff())
    row = found.activities.get(activity="electricity")
    address = reverse("portal:library_entry", args=[bakery.pk, "led-lighting"])
    given = {"line": row.number, "count": 10, "watts_before": 58, "watts_after": 24, "hours": 1000}
    assert "340" in brunos.post(address, {**given, "work_out": "1"}).content.decode()
    brunos.post(address, {**given, "take": "1"})
    statement = Statement.objects.get()
    assert statement.saved_kwh == Decimal(340)
    assert statement.planned_mg
    assert statement.planned_mg > 0
    assert found.edition in statement.source


@pytest.mark.parametrize("wrong", [{"hours": "9000"}, {"hours": ""}, {"hours": "x"}, {"watts_after": "99"}])
def test_figures_that_cannot_be_are_told_at_their_field(
    brunos: Client, bakery: Organisation, bruno: Person, inventory: Inventory, wrong: dict[str, str]
) -> None:
    found = accepted(inventory, bruno, staff())
    address = reverse("portal:library_entry", args=[bakery.pk, "led-lighting"])
    line = found.activities.get(activity="electricity").number
    given = {"line": line, "count": "10", "watts_before": "58", "watts_after": "24", "hours": "1000"}
    page = brunos.post(address, {**given, **wrong, "take": "1"}).content.decode()
    assert "kern-error" in page or "error" in page
    assert not Measure.objects.filter(is_before_pact=False).exists()


def test_the_list_needs_the_same_queries_for_many_measures(
    brunos: Client, bakery: Organisation, bruno: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        facts = actions.PlanFacts(f"Measure {number}", "heat")
        measure = actions.plan_measure(organisation=bakery, facts=facts, by=bruno)
        saving = actions.SavingFacts("engineering", 10**9)
        actions.state_saving(measure=measure, saving=saving, today=timezone.localdate(), by=bruno)
    with django_assert_max_num_queries(20):
        page = brunos.get(reverse("portal:plans", args=[bakery.pk])).content.decode()
    assert "30 measures" in page


def test_pages_of_existing_measures_do_not_touch_the_others(brunos: Client, bakery: Organisation) -> None:
    assert brunos.get(reverse("portal:measure", args=[plan_of(bakery).pk])).status_code == 404


def test_the_library_stands_in_fields_of_action(brunos: Client, bakery: Organisation) -> None:
    groups = brunos.get(reverse("portal:library", args=[bakery.pk])).context["groups"]
    assert len(groups) > 5
    assert all(len({one.field for one, _title in entries}) == 1 for _name, entries in groups)
    names = [name for name, _entries in groups]
    assert names == list(dict.fromkeys(names))


def test_the_library_begins_with_what_the_own_inventory_emits_most(
    brunos: Client, bakery: Organisation, bruno: Person, inventory: Inventory
) -> None:
    accepted(inventory, bruno, staff())
    address = reverse("portal:library", args=[bakery.pk])
    ((_name, entries),) = brunos.get(address, {"own": "on"}).context["groups"]
    assert "natural_gas" in entries[0][0].touches
    assert len(entries) > 1


def test_without_an_inventory_nothing_is_sorted_by_it(brunos: Client, bakery: Organisation) -> None:
    page = brunos.get(reverse("portal:library", args=[bakery.pk]), {"own": "on"}).content.decode()
    assert "Nothing fits this choice" in page
