"""A monitoring cycle: begun from last time, only what changed, explained, accepted by a second person."""

from decimal import Decimal

import pytest

from klimapakt.duties.enums import DutyState, MissedReason
from klimapakt.duties.models import Duty
from klimapakt.duties.refusals import NotForMembers
from klimapakt.inventories import actions as inventories
from klimapakt.inventories.enums import Boundary, InventoryStatus, Quality, RowOrigin
from klimapakt.inventories.lifecycle import NotYours, Outdated
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.monitoring import actions, rules
from klimapakt.monitoring.enums import Outcome, RowLeft, StepKey, StepState
from klimapakt.monitoring.journey import journey_of
from klimapakt.monitoring.models import MonitoringCycle, RowAnswer
from klimapakt.monitoring.record import record_of
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import adopt_preset
from klimapakt.people.models import Person
from tests.inventories.versions import accepted, checked, staff
from tests.monitoring.scenes import TODAY, agreed, begun, filled_in, handed_in, monitoring_of, promised

pytestmark = pytest.mark.django_db


@pytest.fixture
def ole() -> Person:
    """Ole accepts inventories in the office."""
    return staff()


@pytest.fixture
def cycle(inventory: Inventory, bruno: Person, ole: Person) -> MonitoringCycle:
    """The bakery's cycle, just begun."""
    return begun(inventory, bruno, ole)


def accept(cycle: MonitoringCycle, by: Person) -> None:
    checked(cycle.inventory, by)
    seen = record_of(journey_of(cycle.duty)).sha256
    actions.accept(cycle=cycle, seen_sha256=seen, today=TODAY, by=by)


def test_a_cycle_begins_with_the_boundary_of_last_time_and_without_any_amount(
    cycle: MonitoringCycle, inventory: Inventory
) -> None:
    assert cycle.source == inventory
    assert cycle.inventory.year == TODAY.year - 1
    assert cycle.inventory.boundary == inventory.boundary
    assert not cycle.inventory.activities.exists()


def test_beginning_twice_gives_the_same_cycle(cycle: MonitoringCycle, bruno: Person) -> None:
    assert actions.begin(duty=cycle.duty, today=TODAY, by=bruno) == cycle


def test_an_inventory_that_was_begun_already_is_taken(
    inventory: Inventory, bruno: Person, ole: Person
) -> None:
    known = inventories.create_inventory(organisation=inventory.organisation, year=TODAY.year - 1, by=bruno)
    assert begun(inventory, bruno, ole).inventory == known


def test_without_an_accepted_inventory_nothing_begins(
    bakery: Organisation, inventory: Inventory, bruno: Person
) -> None:
    with pytest.raises(rules.NothingToBeginFrom):
        actions.begin(duty=monitoring_of(bakery), today=TODAY, by=bruno)


def test_a_duty_that_is_not_open_has_no_cycle_yet(inventory: Inventory, bruno: Person, ole: Person) -> None:
    accepted(inventory, bruno, ole)
    later = monitoring_of(inventory.organisation, "monitoring-2")
    with pytest.raises(rules.NotOpenYet):
        actions.begin(duty=later, today=TODAY, by=bruno)


def test_nobody_else_begins_it(inventory: Inventory, bruno: Person, ole: Person, carla: Person) -> None:
    accepted(inventory, bruno, ole)
    with pytest.raises(NotForMembers):
        actions.begin(duty=monitoring_of(inventory.organisation), today=TODAY, by=carla)


def test_a_new_amount_keeps_the_quality_of_last_time(cycle: MonitoringCycle, bruno: Person) -> None:
    first = journey_of(cycle.duty).rows[0].row
    actions.answer_rows(cycle=cycle, amounts={first.number: Decimal(7)}, left={}, by=bruno)
    new = Activity.objects.get(inventory=cycle.inventory)
    assert (new.amount, new.quality, new.origin) == (7, first.quality, RowOrigin.COPY)
    assert not journey_of(cycle.duty).carried


def test_a_number_that_is_kept_is_an_estimate_and_the_office_is_told(
    cycle: MonitoringCycle, bruno: Person
) -> None:
    first = journey_of(cycle.duty).rows[0].row
    actions.answer_rows(cycle=cycle, amounts={first.number: None}, left={}, by=bruno)
    journey = journey_of(cycle.duty)
    assert Activity.objects.get(inventory=cycle.inventory).quality == Quality.ESTIMATED
    assert [row["amount"] for row in record_of(journey).content["carried"]] == [
        f"{first.amount.normalize():f}"
    ]


def test_a_row_that_is_gone_is_done_and_can_come_back(cycle: MonitoringCycle, bruno: Person) -> None:
    first = journey_of(cycle.duty).rows[0].row
    actions.answer_rows(cycle=cycle, amounts={}, left={first.number: RowLeft.GONE}, by=bruno)
    assert journey_of(cycle.duty).rows[0].is_done
    actions.answer_rows(cycle=cycle, amounts={}, left={first.number: ""}, by=bruno)
    assert not RowAnswer.objects.exists()


def test_a_site_that_was_closed_takes_its_rows_along(cycle: MonitoringCycle, bruno: Person) -> None:
    here = {one.row.site_id for one in journey_of(cycle.duty).rows if one.row.site_id}
    assert here
    actions.confirm_facts(cycle=cycle, closed=here, by=bruno)
    gone = [one for one in journey_of(cycle.duty).rows if one.left == RowLeft.GONE]
    assert gone
    assert all(one.row.site_id in here for one in gone)


def test_a_row_that_the_newest_factors_refuse_keeps_nothing_of_the_others_back(
    cycle: MonitoringCycle, bruno: Person
) -> None:
    first, second, *_others = [one.row for one in journey_of(cycle.duty).rows]
    huge = Decimal(999999999999999)
    refused = actions.answer_rows(
        cycle=cycle, amounts={first.number: huge, second.number: Decimal(5)}, left={}, by=bruno
    )
    assert list(refused) == [first.number]
    assert Activity.objects.get(inventory=cycle.inventory).amount == 5


def test_nothing_is_handed_in_before_every_row_has_an_answer(cycle: MonitoringCycle, bruno: Person) -> None:
    with pytest.raises(rules.StepsLeft):
        handed_in(cycle, bruno)


def test_a_report_is_handed_in_and_accepted_by_a_second_person(
    cycle: MonitoringCycle, bruno: Person, ole: Person
) -> None:
    handed_in(filled_in(cycle, bruno), bruno)
    assert Duty.objects.get(pk=cycle.duty_id).handed_in_on == TODAY
    accept(cycle, ole)
    done, duty = Inventory.objects.get(pk=cycle.inventory_id), Duty.objects.get(pk=cycle.duty_id)
    assert done.status == InventoryStatus.ACCEPTED
    assert done.accepted_by not in (None, done.submitted_by)
    assert (duty.state, duty.fulfilled_by) == (DutyState.FULFILLED, done)


def test_whoever_handed_it_in_does_not_accept_it(cycle: MonitoringCycle, bruno: Person) -> None:
    handed_in(filled_in(cycle, bruno), bruno)
    with pytest.raises(NotYours):
        accept(cycle, bruno)


def test_what_was_not_looked_at_is_not_accepted(cycle: MonitoringCycle, bruno: Person, ole: Person) -> None:
    handed_in(filled_in(cycle, bruno), bruno)
    with pytest.raises(Outdated):
        actions.accept(cycle=cycle, seen_sha256="0" * 64, today=TODAY, by=ole)


def test_the_record_is_the_same_before_and_after_the_acceptance(
    cycle: MonitoringCycle, bruno: Person, ole: Person
) -> None:
    promised(cycle, bruno)
    handed_in(filled_in(cycle, bruno), bruno)
    before = record_of(journey_of(cycle.duty))
    accept(cycle, ole)
    journey = journey_of(cycle.duty)
    assert journey.accepted is not None
    journey = journey_of(cycle.duty)
    journey.__dict__["accepted"] = None
    assert record_of(journey).text == before.text


@pytest.mark.parametrize(("factor", "outcome"), [("0.8", Outcome.MET), ("0.81", Outcome.MISSED)])
def test_a_target_is_met_or_missed_beside_its_base_year(
    cycle: MonitoringCycle, bruno: Person, factor: str, outcome: Outcome
) -> None:
    promised(filled_in(cycle, bruno, factor), bruno)
    assert [one.outcome for one in journey_of(cycle.duty).judged] == [outcome]


def test_without_a_base_a_target_is_not_judged(cycle: MonitoringCycle, bruno: Person) -> None:
    promised(filled_in(cycle, bruno), bruno, base_year=2019)
    assert [one.outcome for one in journey_of(cycle.duty).judged] == [Outcome.NO_BASE]


def test_where_no_target_is_stated_none_is_invented(cycle: MonitoringCycle, bruno: Person) -> None:
    agreed(cycle.duty.membership.organisation)
    assert journey_of(filled_in(cycle, bruno).duty).judged == ()


def test_a_paragraph_that_is_not_in_the_agreement_states_no_target(
    cycle: MonitoringCycle, bruno: Person
) -> None:
    promised(cycle, bruno)
    reading = actions.Reading("total_location", 2024, 2025, Decimal(20))
    with pytest.raises(rules.NotInTheAgreement):
        actions.read_target(cycle=cycle, place="special-9", reading=reading, by=bruno)


def test_the_office_cannot_accept_another_boundary_as_a_saving(cycle: MonitoringCycle, bruno: Person) -> None:
    promised(filled_in(cycle, bruno, "0.1"), bruno)
    inventories.set_boundary(inventory=cycle.inventory, boundary=Boundary.EQUITY_SHARE, by=bruno)
    journey = journey_of(cycle.duty)
    assert [one.outcome for one in journey.judged] == [Outcome.NOT_COMPARABLE]


def test_a_missed_target_is_explained_before_handing_in_where_the_rulebook_wants_it(
    inventory: Inventory, bruno: Person, ole: Person
) -> None:
    adopt_preset(preset="krefeld", by=None)
    cycle = filled_in(begun(inventory, bruno, ole), bruno)
    target = promised(cycle, bruno)
    with pytest.raises(rules.StepsLeft):
        handed_in(cycle, bruno)
    actions.explain_target(
        cycle=cycle, target=target.pk, why=MissedReason.GRID_CONNECTION, text="No cable yet.", by=bruno
    )
    handed_in(cycle, bruno)
    accept(cycle, ole)
    accepted_one = journey_of(cycle.duty).accepted
    assert accepted_one is not None
    assert "No cable yet." in accepted_one.document


def test_what_was_handed_in_changes_no_more(cycle: MonitoringCycle, bruno: Person) -> None:
    handed_in(filled_in(cycle, bruno), bruno)
    with pytest.raises(rules.AlreadyDecided):
        actions.confirm_measures(cycle=cycle, by=bruno)


def test_the_first_step_that_is_open_is_the_next_one(cycle: MonitoringCycle, bruno: Person) -> None:
    actions.confirm_facts(cycle=cycle, closed=(), by=bruno)
    assert dict(journey_of(cycle.duty).steps)[StepKey.ROWS] == StepState.NOW
