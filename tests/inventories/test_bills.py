"""Bills become rows of open inventories, follow every change, and leave closed inventories alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories import actions, queries, rules
from klimapakt.inventories.actions import BillFacts, MeterFacts
from klimapakt.inventories.billing import BillChanged, MeterChanged, key_of
from klimapakt.inventories.derivations import message_of
from klimapakt.inventories.enums import InventoryStatus, RowOrigin
from klimapakt.inventories.models import Activity, Bill, EvidenceFile, Inventory, Meter, RemovedRow
from klimapakt.organisations.models import Organisation, Site
from klimapakt.people.models import Person
from tests.inventories.metering import WINTER, bill_of, gas_meter, meter_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meter(bakery: Organisation, inventory: Inventory) -> Meter:
    return meter_of(bakery)


@pytest.fixture
def filling(meter: Meter, inventory: Inventory, bruno: Person) -> Meter:
    """A meter whose bills go into the inventory of 2024."""
    return actions.fill_inventory(meter=meter, year=inventory.year, by=bruno)


def rows() -> list[Activity]:
    return list(Activity.objects.order_by("number"))


def close(inventory: Inventory) -> None:
    Inventory.objects.filter(pk=inventory.pk).update(status=InventoryStatus.SUBMITTED)


def test_a_bill_alone_changes_no_inventory(meter: Meter) -> None:
    bill_of(meter)
    assert rows() == []


def test_taking_bills_in_makes_a_row_with_origin_and_derivation(filling: Meter) -> None:
    bill = bill_of(filling)
    (row,) = rows()
    assert (row.origin, row.origin_key) == (RowOrigin.BILL, key_of(bill.pk))
    assert (row.amount, row.unit, row.quality) == (36500, "kWh", "billed")
    assert (row.period_start, row.period_end) == (WINTER.period_start, WINTER.period_end)
    assert row.derivation["formula"] == "36500 kWh × 318 / 365"
    assert "the days in 2024 count" in message_of(row.derivation["sentence"]).text()


def test_by_days_the_calculation_counts_the_days_of_the_year(filling: Meter, inventory: Inventory) -> None:
    bill_of(filling)
    line = queries.calculated(inventory).result.lines[0]
    assert line.amount == Decimal(36500) * 318 / 365


def test_by_degree_days_the_parts_of_both_years_add_up_to_the_bill(
    bakery: Organisation, bakehouse: Site, inventory: Inventory, bruno: Person
) -> None:
    actions.create_inventory(organisation=bakery, year=2023, by=bruno)
    boiler = gas_meter(bakery, bakehouse)
    for year in (2023, 2024):
        boiler = actions.fill_inventory(meter=boiler, year=year, by=bruno)
    actions.add_bill(meter=boiler, facts=WINTER, by=bruno)
    assert sum(row.amount for row in rows()) == WINTER.amount
    periods = sorted((str(row.period_start), str(row.period_end)) for row in rows())
    assert periods == [("2023-11-15", "2023-12-31"), ("2024-01-01", "2024-11-13")]
    assert "VDI 2067" in rows()[0].derivation["source"]


def test_own_degree_days_move_the_parts(
    bakery: Organisation, inventory: Inventory, bakehouse: Site, bruno: Person
) -> None:
    boiler = actions.fill_inventory(meter=gas_meter(bakery, bakehouse), year=2024, by=bruno)
    actions.add_bill(
        meter=boiler, facts=BillFacts(date(2023, 12, 1), date(2024, 1, 31), Decimal(1000)), by=bruno
    )
    before = rows()[0].amount
    actions.set_degree_days(meter=boiler, year=2023, months={12: Decimal(100)}, by=bruno)
    assert rows()[0].amount == before
    actions.set_degree_days(meter=boiler, year=2024, months={1: Decimal(300)}, by=bruno)
    # 80 % by degree days (300 of 400), 20 % by days (31 of 62)
    assert rows()[0].amount == 700
    assert rows()[0].derivation["source"] == "own degree days"


def test_a_changed_bill_rewrites_its_row(filling: Meter, bruno: Person) -> None:
    bill = bill_of(filling)
    actions.change_bill(bill=bill, facts=replace(WINTER, amount=Decimal(40000)), seen_revision=1, by=bruno)
    (row,) = rows()
    assert (row.amount, row.number, row.revision) == (40000, 1, 2)


def test_a_bill_moved_out_of_the_year_takes_its_row_along(filling: Meter, bruno: Person) -> None:
    bill = bill_of(filling)
    moved = replace(WINTER, period_start=date(2022, 1, 1), period_end=date(2022, 12, 31))
    actions.change_bill(bill=bill, facts=moved, seen_revision=1, by=bruno)
    assert rows() == []


def test_a_deleted_bill_takes_its_row_along_and_both_come_back(filling: Meter, bruno: Person) -> None:
    bill = bill_of(filling)
    content = actions.remove_bill(bill=bill, by=bruno)
    assert content is not None
    assert rows() == []
    assert not RemovedRow.objects.exists()
    actions.restore_bill(meter=filling, content=content, by=bruno)
    assert Bill.objects.get().pk == bill.pk
    assert rows()[0].origin_key == key_of(bill.pk)
    with pytest.raises(rules.NothingToRestore):
        actions.restore_bill(meter=filling, content=content, by=bruno)


def test_a_row_deleted_by_hand_and_written_again_cannot_come_back_a_second_time(
    filling: Meter, inventory: Inventory, bruno: Person
) -> None:
    bill = bill_of(filling)
    actions.remove_row(row=rows()[0], by=bruno)
    actions.change_bill(bill=bill, facts=replace(WINTER, note="checked"), seen_revision=1, by=bruno)
    assert len(rows()) == 1
    with pytest.raises(rules.NothingToRestore):
        actions.restore_row(inventory=inventory, number=1, by=bruno)


def test_a_closed_inventory_is_never_touched(filling: Meter, inventory: Inventory, bruno: Person) -> None:
    bill = bill_of(filling)
    close(inventory)
    actions.change_bill(bill=bill, facts=replace(WINTER, amount=Decimal(1)), seen_revision=1, by=bruno)
    actions.remove_bill(bill=bill, by=bruno)
    assert rows()[0].amount == 36500
    with pytest.raises(rules.InventoryClosed):
        actions.empty_inventory(meter=filling, year=2024, by=bruno)


def test_bills_do_not_go_into_a_closed_or_missing_inventory(
    meter: Meter, inventory: Inventory, bruno: Person
) -> None:
    close(inventory)
    for year in (2024, 2019):
        with pytest.raises(rules.InventoryClosed):
            actions.fill_inventory(meter=meter, year=year, by=bruno)


def test_taking_the_bills_out_again_leaves_the_rest(
    filling: Meter, inventory: Inventory, bruno: Person
) -> None:
    bill_of(filling)
    actions.empty_inventory(meter=filling, year=2024, by=bruno)
    assert rows() == []
    assert Meter.objects.get().years == []
    assert Bill.objects.count() == 1


def test_who_was_slower_overwrites_nothing(meter: Meter, bruno: Person, ada: Person) -> None:
    bill = bill_of(meter)
    actions.change_bill(bill=bill, facts=replace(WINTER, amount=Decimal(1)), seen_revision=1, by=ada)
    with pytest.raises(BillChanged) as refused:
        actions.change_bill(bill=bill, facts=replace(WINTER, amount=Decimal(2)), seen_revision=1, by=bruno)
    assert refused.value.current is not None
    assert refused.value.current.amount == 1
    with pytest.raises(MeterChanged):
        actions.change_meter(
            meter=meter, facts=MeterFacts("x", "electricity", "kWh"), seen_revision=0, by=bruno
        )


def test_a_meter_with_bills_keeps_its_unit_and_its_place(meter: Meter, bruno: Person) -> None:
    bill_of(meter)
    with pytest.raises(rules.NotPossible, match="present unit"):
        actions.change_meter(
            meter=meter, facts=MeterFacts("x", "electricity", "MWh"), seen_revision=1, by=bruno
        )
    with pytest.raises(rules.NotPossible, match="still has bills"):
        actions.remove_meter(meter=meter, by=bruno)


def test_the_file_behind_a_bill_proves_its_row_until_another_takes_its_place(
    filling: Meter, bakery: Organisation, bruno: Person
) -> None:
    files = [
        EvidenceFile.objects.create(
            organisation=bakery, name=f"{sign}.pdf", sha256=sign * 64, size=1, media_type="application/pdf"
        )
        for sign in "ab"
    ]
    bill = actions.add_bill(meter=filling, facts=replace(WINTER, evidence=files[0]), by=bruno)
    assert rows()[0].evidence_links.get().file == files[0]
    actions.change_bill(bill=bill, facts=replace(WINTER, evidence=files[1]), seen_revision=1, by=bruno)
    assert rows()[0].evidence_links.get().file == files[1]


def test_two_meters_of_one_name_are_refused(meter: Meter, bakery: Organisation) -> None:
    with pytest.raises(rules.NotPossible, match="already a meter"):
        actions.add_meter(organisation=bakery, facts=MeterFacts(meter.name, "water", "m3"), by=None)


def test_a_site_of_another_company_is_refused(bakehouse: Site, metalworks: Organisation) -> None:
    with pytest.raises(rules.NotPossible, match="does not belong"):
        actions.add_meter(
            organisation=metalworks, facts=MeterFacts("M", "water", "m3", site=bakehouse), by=None
        )


def test_a_gap_is_filled_with_an_estimate_that_says_where_it_comes_from(
    filling: Meter, bruno: Person
) -> None:
    for first, last, amount in (
        (date(2024, 4, 1), date(2024, 4, 30), 1500),
        (date(2024, 6, 1), date(2024, 6, 30), 900),
    ):
        actions.add_bill(meter=filling, facts=BillFacts(first, last, Decimal(amount)), by=bruno)
    gap = {"first": date(2024, 5, 1), "last": date(2024, 5, 31)}
    made = actions.fill_gap(meter=filling, **gap, by=bruno)
    assert (made.amount, made.is_estimated) == (1240, True)
    assert made.derivation["formula"] == "2400 kWh × 31 / 60"
    assert Activity.objects.get(origin_key=key_of(made.pk)).quality == "estimated"
    with pytest.raises(rules.NotPossible, match="covered by a bill"):
        actions.fill_gap(meter=filling, **gap, by=bruno)


def test_a_bill_of_zero_covers_its_days_and_makes_no_row(filling: Meter, bruno: Person) -> None:
    nothing = BillFacts(date(2024, 5, 1), date(2024, 5, 31), Decimal(0), note="closed")
    actions.add_bill(meter=filling, facts=nothing, by=bruno)
    assert rows() == []


def test_what_the_calculation_refuses_is_not_saved_at_all(
    bakery: Organisation, inventory: Inventory, bruno: Person
) -> None:
    without_z = MeterFacts("Gas", "natural_gas", "m3")
    meter = actions.add_meter(organisation=bakery, facts=without_z, by=bruno)
    meter = actions.fill_inventory(meter=meter, year=2024, by=bruno)
    with pytest.raises(rules.RowRefused):
        actions.add_bill(meter=meter, facts=WINTER, by=bruno)
    assert not Bill.objects.exists()


def test_the_years_of_a_meter_say_what_the_inventory_holds_from_elsewhere(
    filling: Meter, inventory: Inventory, django_assert_num_queries: object
) -> None:
    bill = bill_of(filling)
    with django_assert_num_queries(3):  # type: ignore[operator]  # a context manager of pytest-django
        states = queries.meter_years(filling, [bill])
    assert [(state.year, state.is_fed, state.rows, state.others) for state in states] == [
        (2023, False, 0, 0),
        (2024, True, 1, 0),
    ]


def test_every_act_is_in_the_audit_chain(filling: Meter, bruno: Person) -> None:
    actions.remove_bill(bill=bill_of(filling), by=bruno)
    told = set(AuditEvent.objects.values_list("what", flat=True))
    assert {"meter.added", "meter.fills_inventory", "bill.added", "bill.removed"} <= told
