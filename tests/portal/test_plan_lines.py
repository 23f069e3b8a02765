"""The line of the inventory that a measure touches, and figures that are checked against it."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from klimapakt.inventories.actions import create_inventory
from klimapakt.inventories.models import Inventory
from klimapakt.measures import actions
from klimapakt.measures.estimating import touched
from klimapakt.measures.models import Measure, Statement
from klimapakt.methods.messages import Message
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.portal.presenting.plans import spoken
from tests.cast import SignIn
from tests.duties.owing import member
from tests.inventories.tables import GAS, taken_over
from tests.inventories.versions import accepted, fresh, staff
from tests.measures.planning import plan_of
from tests.organisations.mandates import advising

pytestmark = pytest.mark.django_db


@pytest.fixture
def brunos(bruno: Person, sign_in: SignIn) -> Client:
    return sign_in(bruno)


@pytest.fixture
def reviewer() -> Person:
    return staff()


@pytest.fixture
def led(bakery: Organisation, inventory: Inventory, bruno: Person, reviewer: Person) -> Measure:
    """Return a measure on the line of electricity of 2024."""
    member(bakery)
    found = accepted(inventory, bruno, reviewer)
    row = found.activities.get(activity="electricity")
    facts = actions.PlanFacts("Lamps to LED", "electricity", line=touched(found, row))
    return actions.plan_measure(organisation=bakery, facts=facts, by=bruno)


def only_gas_in_2025(bakery: Organisation, by: Person, reviewer: Person) -> Inventory:
    newer = create_inventory(organisation=bakery, year=2025, by=by)
    taken_over(newer, by, [cell.replace("2024", "2025") for cell in GAS])
    return accepted(fresh(newer), by, reviewer)


def changed(client: Client, measure: Measure, **given: object) -> str:
    address = reverse("portal:plan_change", args=[measure.pk])
    shown = client.get(address).context["form"].initial
    filled_in = {name: value for name, value in shown.items() if value is not None}
    return client.post(address, {**filled_in, **given}, follow=True).content.decode()


def did(client: Client, measure: Measure, **given: object) -> str:
    address = reverse("portal:plan_act", args=[measure.pk, "saving"])
    return client.post(address, {"method": "engineering", **given}, follow=True).content.decode()


def test_none_takes_the_measure_off_its_line(brunos: Client, led: Measure) -> None:
    changed(brunos, led, line="")
    led.refresh_from_db()
    assert (led.inventory_id, led.row_number, led.line_mg, led.line_kwh, led.carrier) == (
        *(None, None, None, None),
        "",
    )


def test_a_form_sent_as_it_was_shown_keeps_the_line(brunos: Client, led: Measure) -> None:
    changed(brunos, led, title="Lamps")
    kept = Measure.objects.get(pk=led.pk)
    assert (kept.title, kept.inventory_id, kept.row_number) == ("Lamps", led.inventory_id, led.row_number)


def test_a_line_that_a_newer_inventory_dropped_is_told(
    brunos: Client, led: Measure, bakery: Organisation, bruno: Person, reviewer: Person
) -> None:
    only_gas_in_2025(bakery, bruno, reviewer)
    page = brunos.get(reverse("portal:plan", args=[led.pk])).content.decode()
    assert "Your newer inventory does not have the line any more that this measure touches" in page


def test_a_line_of_an_older_inventory_is_not_lost_in_passing(
    brunos: Client, led: Measure, bakery: Organisation, bruno: Person, reviewer: Person
) -> None:
    only_gas_in_2025(bakery, bruno, reviewer)
    page = changed(brunos, led, title="Lamps")
    assert "Saved." in page
    kept = Measure.objects.get(pk=led.pk)
    assert (kept.inventory_id, kept.line_mg) == (led.inventory_id, led.line_mg)


def test_a_line_of_the_newer_inventory_takes_the_place_of_the_older(
    brunos: Client, led: Measure, bakery: Organisation, bruno: Person, reviewer: Person
) -> None:
    newer = only_gas_in_2025(bakery, bruno, reviewer)
    changed(brunos, led, line=newer.activities.get().number)
    led.refresh_from_db()
    assert (led.inventory_id, led.carrier) == (newer.pk, "natural_gas")


def test_a_plan_that_ends_before_it_begins_is_told_at_its_field(brunos: Client, led: Measure) -> None:
    page = changed(brunos, led, planned_begin="2027-05-01", planned_finish="2027-04-01")
    assert "The planned finish lies before the planned begin." in page
    led.refresh_from_db()
    assert led.planned_finish is None


def test_percent_without_a_line_asks_of_what(brunos: Client, bakery: Organisation) -> None:
    page = did(brunos, plan_of(bakery), percent="30")
    assert "30 % of what? Choose the line of the inventory that the measure touches" in page


def test_percent_of_the_line_is_worked_out(brunos: Client, led: Measure) -> None:
    did(brunos, led, percent="30")
    statement = Statement.objects.get()
    assert statement.saved_percent == 30
    assert statement.planned_mg == round(Decimal(led.line_mg or 0) * 30 / 100)
    assert statement.saved_kwh == (led.line_kwh or 0) * 30 / 100


def test_more_than_everything_is_told_at_the_percent(brunos: Client, led: Measure) -> None:
    address = reverse("portal:plan_act", args=[led.pk, "saving"])
    answer = brunos.post(address, {"method": "engineering", "percent": "130"})
    form = next(form for name, _words, form, _open in answer.context["parts"] if name == "saving")
    assert form.errors["percent"] == ["130 % is more than everything. Enter at most 100 %."]


def test_percent_and_tonnes_that_differ_are_asked_about(brunos: Client, led: Measure) -> None:
    assert "are not the same" in did(brunos, led, percent="30", tonnes="0.1")


def test_kwh_that_the_devices_cannot_use_are_told_at_their_field(
    brunos: Client, bakery: Organisation
) -> None:
    address = reverse("portal:plan_act", args=[plan_of(bakery).pk, "saving"])
    given = {"method": "engineering", "tonnes": "1", "kwh": "9000", "rated_kw": "1"}
    answer = brunos.post(address, given)
    form = next(form for name, _words, form, _open in answer.context["parts"] if name == "saving")
    assert form.errors["kwh"] == [
        "9,000 kWh a year are more than devices of 1 kW use when they never stop (8,784 kWh)."
    ]


def test_figures_in_sentences_are_written_as_the_language_writes_them() -> None:
    message = Message("x", "%(kwh)s kWh on %(day)s", {"kwh": Decimal("9000.5"), "day": date(2026, 6, 30)})
    with override("de"):
        assert spoken(message) == "9.000,5 kWh on 30.\u00a0Juni 2026"


@pytest.mark.parametrize(
    ("key", "asked"),
    [("pv-own-use", {"rated_kw"}), ("oven-batches", {"percent"}), ("", {"rated_kw", "percent"})],
)
def test_power_and_percent_are_asked_where_the_formula_has_them(
    brunos: Client, bakery: Organisation, key: str, asked: set[str]
) -> None:
    measure = plan_of(bakery)
    Measure.objects.filter(pk=measure.pk).update(library_key=key)
    parts = brunos.get(reverse("portal:plan", args=[measure.pk])).context["parts"]
    form = next(form for name, _words, form, _open in parts if name == "saving")
    assert {"rated_kw", "percent"} & set(form.fields) == asked


def test_a_yield_that_no_plant_has_is_told_where_it_was_entered(
    brunos: Client, bakery: Organisation, led: Measure
) -> None:
    address = reverse("portal:library_entry", args=[bakery.pk, "pv-own-use"])
    given = {"line": led.row_number, "kwp": "0.1", "kwh_per_kwp": "9000", "own_percent": "100", "take": "1"}
    form = brunos.post(address, given).context["form"]
    assert "more than devices of 0.1 kW use" in form.errors["kwh_per_kwp"][0]
    assert not Measure.objects.filter(library_key="pv-own-use").exists()


def test_what_the_library_was_told_stands_with_the_saving(
    brunos: Client, bakery: Organisation, led: Measure
) -> None:
    address = reverse("portal:library_entry", args=[bakery.pk, "led-lighting"])
    given = {"line": led.row_number, "count": 10, "watts_before": 58, "watts_after": 24, "hours": 1000}
    brunos.post(address, {**given, "take": "1"})
    assert Statement.objects.get().rated_kw == Decimal("0.58")


def test_a_line_that_became_too_small_is_told(brunos: Client, led: Measure, bruno: Person) -> None:
    saving = actions.SavingFacts("engineering", (led.line_mg or 0) // 2)
    actions.state_saving(measure=led, saving=saving, today=timezone.localdate(), by=bruno)
    Measure.objects.filter(pk=led.pk).update(line_mg=(led.line_mg or 0) // 4)
    page = brunos.get(reverse("portal:plan", args=[led.pk])).content.decode()
    assert "The figure does not fit any more" in page


@pytest.mark.parametrize(
    ("parts", "is_told"),
    [([MandatePart.MEASURES], False), ([MandatePart.MEASURES, MandatePart.INVENTORIES], True)],
)
def test_amounts_of_lines_are_for_advisers_of_inventories(
    led: Measure, bruno: Person, ada: Person, sign_in: SignIn, parts: list[MandatePart], is_told: bool
) -> None:
    advising(led.organisation, ada, parts=parts, by=bruno)
    client = sign_in(ada)
    lines = client.get(reverse("portal:plan_change", args=[led.pk])).context["form"].fields["line"].choices
    electricity = next(words for number, words in lines if number == str(led.row_number))
    assert ("kWh" in electricity) is is_told
    touched_line = client.get(reverse("portal:plan", args=[led.pk])).content.decode().partition("Touches")[2]
    assert ("CO₂e" in touched_line[:300]) is is_told


def test_an_adviser_is_offered_no_form_that_only_members_send(
    led: Measure, bakery: Organisation, bruno: Person, ada: Person, sign_in: SignIn
) -> None:
    advising(bakery, ada, by=bruno)
    page = sign_in(ada).get(reverse("portal:plan", args=[led.pk]))
    assert page.context["parts"] == []
    assert reverse("portal:plan_change", args=[led.pk]) in page.content.decode()
