"""Targets are kept in percent and in versions; what cannot be promised is refused with where and why."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from klimapakt.duties.actions import follow
from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories.actions import ReferenceFigures, begin_correction, set_reference_figures
from klimapakt.inventories.models import Inventory
from klimapakt.methods.rulebook import preset
from klimapakt.monitoring.targets import targets_of
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.targets import actions, queries
from klimapakt.targets.actions import About, Assumed
from klimapakt.targets.models import Target, TargetVersion
from klimapakt.targets.picture import picture_of
from klimapakt.targets.rules import TargetChanged, TargetRefused, below_the_pact, ensure_base_year
from tests.inventories.versions import accepted, staff
from tests.monitoring.scenes import agreed, joined
from tests.targets.promising import LATER, TODAY, decision, promise, promised

pytestmark = pytest.mark.django_db


@pytest.fixture
def ole() -> Person:
    return staff()


@pytest.fixture
def base(inventory: Inventory, bruno: Person, ole: Person) -> Inventory:
    """Return the bakery's accepted inventory of 2024; the bakery is a member of a pact with rules."""
    joined(inventory.organisation)
    figures = ReferenceFigures(turnover_eur=Decimal(2_000_000), fte=Decimal(10))
    set_reference_figures(inventory=inventory, figures=figures, by=bruno)
    return accepted(inventory, bruno, ole)


@pytest.fixture
def target(base: Inventory, bakery: Organisation, bruno: Person) -> Target:
    return promised(bakery, bruno, "42", (LATER - 2, "20"))


def held(target: Target) -> queries.Held:
    (found,) = queries.held_each([target])
    return found


def refused(organisation: Organisation, by: Person, **more: object) -> TargetRefused:
    values = {"about": About("absolute", "scopes_12_location"), "promise": promise(), "decision": decision()}
    with pytest.raises(TargetRefused) as found:
        actions.set_target(organisation=organisation, by=by, **{**values, **more})  # type: ignore[arg-type]  # as named
    return found.value


@pytest.mark.parametrize(
    ("percent", "year", "field"),
    [
        ("100.01", LATER, "percent"),
        ("0", LATER, "percent"),
        ("42", 2024, "target_year"),
        ("42", 2023, "target_year"),
        ("42", TODAY.year, "target_year"),
        ("42", 2101, "target_year"),
    ],
)
def test_what_no_target_can_be_is_refused_at_its_field(
    base: Inventory, bakery: Organisation, bruno: Person, percent: str, year: int, field: str
) -> None:
    assert refused(bakery, bruno, promise=promise(percent, year)).field == field


@pytest.mark.parametrize("step", [(2024, "5"), (LATER, "5"), (2020, "5"), (LATER - 1, "101")])
def test_a_step_lies_between_base_year_and_target_year(
    base: Inventory, bakery: Organisation, bruno: Person, step: tuple[int, str]
) -> None:
    assert refused(bakery, bruno, promise=promise("42", LATER, step)).field == "interims"


def test_steps_that_rise_on_the_way_are_kept_with_an_explanation_only(
    base: Inventory, bakery: Organisation, bruno: Person
) -> None:
    steps = ((LATER - 2, "30"), (LATER - 1, "10"))
    assert refused(bakery, bruno, promise=promise("42", LATER, *steps)).field == "explanation"
    explained = promise("42", LATER, *steps, explanation="A second hall is built")
    about = About("absolute", "scopes_12_location")
    found = actions.set_target(
        organisation=bakery, about=about, promise=explained, decision=decision(), by=bruno
    )
    assert held(found).version.explanation == "A second hall is built"


def test_percent_without_an_accepted_base_are_refused(
    inventory: Inventory, bakery: Organisation, bruno: Person
) -> None:
    assert refused(bakery, bruno).field == "base_year"


def test_a_base_year_that_the_rulebook_does_not_take_is_refused() -> None:
    with pytest.raises(TargetRefused):
        ensure_base_year(2017, {2017}, preset("bw-klimabuendnis"))
    ensure_base_year(2018, {2018}, preset("bw-klimabuendnis"))


def test_nobody_decides_tomorrow(base: Inventory, bakery: Organisation, bruno: Person) -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert refused(bakery, bruno, decision=decision(on=tomorrow)).field == "decided_on"


def test_a_unit_that_the_inventory_does_not_state_is_refused(
    base: Inventory, bakery: Organisation, bruno: Person
) -> None:
    about = About("intensity", "scopes_12_location", "area_m2")
    assert refused(bakery, bruno, about=about).field == "per"


def test_a_target_per_unit_is_measured_per_unit(base: Inventory, bakery: Organisation, bruno: Person) -> None:
    one = held(promised(bakery, bruno, kind="intensity"))
    picture = picture_of(one, queries.accepted_years(bakery), 2035)
    assert picture.base_mg is not None
    assert picture.base_value == round(picture.base_mg / 10)


def test_a_revision_is_a_version_with_a_reason(target: Target, bruno: Person) -> None:
    with pytest.raises(TargetRefused) as found:
        actions.revise(target=target, promise=promise("50"), decision=decision(), seen=1, by=bruno)
    assert found.value.field == "reason"
    actions.revise(target=target, promise=promise("50"), decision=decision("Heat pump"), seen=1, by=bruno)
    listed = [
        (one.version.number, one.version.percent, len(one.interims)) for one in queries.versions_of(target)
    ]
    assert listed == [(2, Decimal(50), 0), (1, Decimal(42), 1)]


def test_of_two_who_revise_at_once_the_second_is_told(target: Target, bruno: Person) -> None:
    actions.revise(target=target, promise=promise("50"), decision=decision("First"), seen=1, by=bruno)
    with pytest.raises(TargetChanged):
        actions.revise(target=target, promise=promise("60"), decision=decision("Second"), seen=1, by=bruno)
    assert held(target).version.percent == 50


def test_a_withdrawn_target_counts_no_more_and_stays_readable(
    target: Target, bakery: Organisation, bruno: Person
) -> None:
    actions.withdraw(target=target, decision=decision("Sold"), seen=1, by=bruno)
    assert queries.counting([bakery.pk]) == []
    assert held(target).promise.points == ((LATER - 2, Decimal(20)), (LATER, Decimal(42)))
    with pytest.raises(TargetChanged):
        actions.revise(target=target, promise=promise("50"), decision=decision("Again"), seen=2, by=bruno)


def test_a_corrected_base_year_keeps_the_percent_and_moves_the_tonnes(
    target: Target, base: Inventory, bakery: Organisation, bruno: Person, ole: Person
) -> None:
    before = picture_of(held(target), queries.accepted_years(bakery), 2035)
    again = begin_correction(inventory=base, reason="A forgotten bill", with_edition=base.edition, by=bruno)
    row = again.activities.order_by("number").first()
    assert row is not None
    row.amount *= 2
    row.save()
    accepted(again, bruno, ole)
    after = picture_of(held(target), queries.accepted_years(bakery), 2035)
    assert before.base_mg is not None
    assert after.base_mg is not None
    assert after.base_mg > before.base_mg
    assert after.path[LATER] == round(after.base_mg * 0.58)
    assert held(target).version.percent == 42


def test_the_database_changes_no_version_and_takes_no_impossible_one(target: Target) -> None:
    with connection.cursor() as cursor:
        for change in ("percent = 5", "target_year = 2099", "act = 'withdrawn'"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(f"UPDATE targets_targetversion SET {change}")  # noqa: S608  (constants)
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("DELETE FROM targets_interimtarget")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE targets_interimtarget SET percent = 1")


@pytest.mark.parametrize(
    "wrong", [{"percent": 101}, {"percent": 0}, {"target_year": 2024}, {"number": 2}, {"decided_by": ""}]
)
def test_the_database_guards_what_must_never_be_false(target: Target, wrong: dict[str, object]) -> None:
    version = held(target).version
    fields = {one.attname: getattr(version, one.attname) for one in TargetVersion._meta.concrete_fields}
    other = Target.objects.create(
        organisation=target.organisation, kind="absolute", coverage="total_location", boundary=target.boundary
    )
    del fields["id"]
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetVersion.objects.create(**{**fields, "target_id": other.pk, **wrong})


def test_every_change_stands_in_the_audit_chain(target: Target, bruno: Person) -> None:
    actions.revise(target=target, promise=promise("50"), decision=decision("More"), seen=1, by=bruno)
    actions.assume(target=target, assumed=Assumed(), seen=0, by=bruno)
    actions.withdraw(target=target, decision=decision("Sold"), seen=2, by=bruno)
    found = (
        AuditEvent.objects.filter(what__startswith="target.").order_by("pk").values_list("what", flat=True)
    )
    assert list(found) == ["target.decided", "target.revised", "target.assumed", "target.withdrawn"]


def test_own_targets_are_judged_instead_of_what_was_read(
    target: Target, bakery: Organisation, bruno: Person
) -> None:
    agreed(bakery)
    membership = joined(bakery)
    found = targets_of(membership)
    assert [(one.target_year, one.percent) for one in found] == [(LATER - 2, 20), (LATER, 42)]
    actions.revise(
        target=target,
        promise=promise("50", LATER, (LATER - 2, "20")),
        decision=decision("More"),
        seen=1,
        by=bruno,
    )
    assert [one.key for one in targets_of(membership)] == [one.key for one in found]


def test_the_duty_to_set_targets_is_done_by_one_and_open_again_without(
    target: Target, bakery: Organisation, bruno: Person
) -> None:
    follow(organisation=bakery, today=TODAY, by=bruno)
    duty = joined(bakery).duties.get(rule="targets")
    assert (duty.state, duty.because, duty.fulfilled_on) == ("fulfilled", "target", TODAY)
    actions.withdraw(target=target, decision=decision("Sold"), seen=1, by=bruno)
    follow(organisation=bakery, today=TODAY, by=bruno)
    duty.refresh_from_db()
    assert duty.state != "fulfilled"


def test_a_target_in_a_form_that_the_pact_does_not_ask_for_does_not_do_the_duty(
    base: Inventory, bakery: Organisation, bruno: Person
) -> None:
    promised(bakery, bruno, kind="intensity")
    follow(organisation=bakery, today=TODAY, by=bruno)
    assert joined(bakery).duties.get(rule="targets").state != "fulfilled"


@pytest.mark.parametrize(
    ("name", "kind", "coverage", "codes"),
    [
        ("duesseldorf", "absolute", "scopes_12_location", []),
        ("duesseldorf", "absolute", "scopes_12_market", ["other_scope2"]),
        ("uppsala", "intensity", "scopes_12_location", ["other_form", "without_scope3"]),
        ("essen", "neutrality_year", "total_location", []),
    ],
)
def test_what_is_below_the_pact_is_said(name: str, kind: str, coverage: str, codes: list[str]) -> None:
    assert [one.code for one in below_the_pact(kind, coverage, preset(name))] == codes


@pytest.mark.parametrize(
    ("assumed", "field"),
    [
        (Assumed(Decimal(5)), "growth_reason"),
        (Assumed(Decimal(-100), "Closed"), "growth_percent"),
        (Assumed(grid_now_g=Decimal(380)), "grid_then_g"),
        (Assumed(grid_now_g=Decimal(380), grid_then_g=Decimal(100)), "grid_source"),
    ],
)
def test_no_assumption_without_reason_and_no_projection_without_source(
    target: Target, bruno: Person, assumed: Assumed, field: str
) -> None:
    with pytest.raises(TargetRefused) as found:
        actions.assume(target=target, assumed=assumed, seen=0, by=bruno)
    assert found.value.field == field
