"""What can happen in the middle of a monitoring: newer factors, closed doors, mergers, two people at once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from klimapakt.duties import actions as duties
from klimapakt.inventories import actions as inventories
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.queries import RowRefusal
from klimapakt.memberships.actions import succeed
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.methods.messages import Message
from klimapakt.monitoring import actions, rules
from klimapakt.monitoring.enums import Outcome, RowLeft
from klimapakt.monitoring.journey import journey_of
from klimapakt.monitoring.models import MonitoringCycle, ReadTarget
from klimapakt.monitoring.presenting import method_told
from klimapakt.monitoring.report import report
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.inventories.versions import accepted, filled, staff
from tests.monitoring.scenes import TODAY, begun, filled_in, handed_in, monitoring_of, promised
from tests.monitoring.test_actions import accept

pytestmark = pytest.mark.django_db


@pytest.fixture
def ole() -> Person:
    """Ole accepts inventories in the office."""
    return staff()


@pytest.fixture
def older(inventory: Inventory, bruno: Person) -> Inventory:
    """The bakery's baseline, calculated with older factors."""
    return inventories.adopt_edition(inventory=filled(inventory, bruno), name="2025.1", by=bruno)


def test_newer_factors_are_neither_a_saving_nor_an_increase(
    older: Inventory, bruno: Person, ole: Person
) -> None:
    cycle = filled_in(begun(older, bruno, ole), bruno, "1")
    beside = journey_of(cycle.duty).beside
    assert beside is not None
    assert beside.is_recalculated
    assert "2025.1" in method_told(beside)
    now = inventories_mg(cycle.inventory)
    assert beside.now_totals is not None
    assert beside.now_totals.location_based_mg != now


def inventories_mg(inventory: Inventory) -> int:
    found = journey_of(MonitoringCycle.objects.get(inventory=inventory).duty).now
    assert found is not None
    return found.result.totals.location_based_mg


def test_a_row_that_older_factors_refuse_is_named_and_nothing_is_judged(
    older: Inventory, bruno: Person, ole: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = filled_in(begun(older, bruno, ole), bruno)
    promised(cycle, bruno)
    monkeypatch.setattr("klimapakt.monitoring.beside.Beside._refused", ("7",))
    journey = journey_of(cycle.duty)
    assert [one.outcome for one in journey.judged] == [Outcome.NOT_COMPARABLE]
    assert journey.beside is not None
    assert "7" in str(journey.beside.why_not)


def test_a_row_whose_method_was_retired_says_so_and_can_be_entered_elsewhere(
    inventory: Inventory, bruno: Person, ole: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = begun(inventory, bruno, ole)
    number = journey_of(cycle.duty).rows[0].row.number
    retired = RowRefusal(Message("retired", "This activity is not known any more."), "activity")
    monkeypatch.setattr("klimapakt.inventories.queries.refusal_of", lambda *_row: retired)
    refused = actions.answer_rows(cycle=cycle, amounts={number: Decimal(5)}, left={}, by=bruno)
    assert refused[number].code == "retired"
    actions.answer_rows(cycle=cycle, amounts={}, left={number: RowLeft.ELSEWHERE}, by=bruno)
    assert journey_of(cycle.duty).rows[0].is_done


def test_where_every_full_year_was_accepted_nothing_is_left_to_report(
    inventory: Inventory, bruno: Person, ole: Person
) -> None:
    accepted(inventory, bruno, ole)
    in_the_year_after = date(inventory.year + 1, 6, 1)
    with pytest.raises(rules.NoYearLeft):
        actions.begin(duty=monitoring_of(inventory.organisation), today=in_the_year_after, by=bruno)


def test_more_time_changes_nothing_in_an_open_report(
    inventory: Inventory, bruno: Person, ole: Person, ada: Person
) -> None:
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    cycle = filled_in(begun(inventory, bruno, ole), bruno)
    duties.extend(duty=cycle.duty, months=2, reason="Bills are late", today=TODAY, by=ada)
    handed_in(cycle, bruno)
    accept(cycle, ole)
    cycle.duty.refresh_from_db()
    assert cycle.duty.state == "fulfilled"


def test_a_member_that_rests_can_still_hand_in(inventory: Inventory, bruno: Person, ole: Person) -> None:
    cycle = filled_in(begun(inventory, bruno, ole), bruno)
    Membership.objects.filter(pk=cycle.duty.membership_id).update(stage=Stage.DORMANT)
    assert handed_in(cycle, bruno).submitted_by == bruno


def test_after_a_merger_the_report_of_the_old_member_stays_with_it(
    inventory: Inventory, metalworks: Organisation, bruno: Person, ole: Person
) -> None:
    cycle = begun(inventory, bruno, ole)
    old = cycle.duty.membership
    succeed(
        membership=old,
        successor=metalworks,
        reason="Merger",
        on=TODAY,
        seen_revision=old.revision,
        by=ole,
    )
    theirs = Membership.objects.get(organisation=metalworks)
    duties.recompute(membership=theirs, today=TODAY + timedelta(days=1), by=None)
    assert not MonitoringCycle.objects.filter(duty__membership=theirs).exists()
    assert MonitoringCycle.objects.get().inventory.organisation == old.organisation


def test_an_inventory_that_is_corrected_later_changes_no_accepted_report(
    inventory: Inventory, bruno: Person, ole: Person
) -> None:
    cycle = filled_in(begun(inventory, bruno, ole), bruno)
    handed_in(cycle, bruno)
    accept(cycle, ole)
    before = report(journey_of(cycle.duty), "de")
    corrected = inventories.begin_correction(
        inventory=Inventory.objects.get(pk=inventory.pk), reason="A meter", with_edition="2026.1", by=bruno
    )
    row = corrected.activities.first()
    assert row is not None
    inventories.remove_row(row=row, by=bruno)
    accepted(corrected, bruno, ole)
    assert report(journey_of(cycle.duty), "de") == before


def test_the_same_amount_typed_twice_counts_once(inventory: Inventory, bruno: Person, ole: Person) -> None:
    cycle = begun(inventory, bruno, ole)
    number = journey_of(cycle.duty).rows[0].row.number
    for _time in range(2):
        actions.answer_rows(cycle=cycle, amounts={number: Decimal(3)}, left={}, by=bruno)
    assert cycle.inventory.activities.count() == 1


def test_an_accepted_target_stays_whatever_is_read_afterwards(
    inventory: Inventory, bruno: Person, ole: Person
) -> None:
    cycle = filled_in(begun(inventory, bruno, ole), bruno)
    target = promised(cycle, bruno)
    handed_in(cycle, bruno)
    accept(cycle, ole)
    ReadTarget.objects.filter(pk=target.pk).update(percent=5)
    assert [one.outcome for one in journey_of(cycle.duty).judged] == [Outcome.MISSED]
