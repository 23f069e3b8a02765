"""Meters and bills in the browser: what is entered is kept, what is wrong is said, nothing is lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from klimapakt.inventories import actions
from klimapakt.inventories.actions import BillFacts
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Activity, Bill, Inventory, Meter
from klimapakt.organisations.models import Organisation, Site
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.metering import WINTER, bill_of, gas_meter, meter_of

pytestmark = pytest.mark.django_db

BILL = {"period_start": "2023-11-15", "period_end": "14.11.2024", "amount": "36,500"}


@pytest.fixture
def browser(sign_in: SignIn, bruno: Person, bakery: Organisation, bakehouse: Site) -> Client:
    return sign_in(bruno)


@pytest.fixture
def meter(bakery: Organisation, bakehouse: Site) -> Meter:
    return meter_of(bakery)


def address(meter: Meter, rest: str = "") -> str:
    return f"/portal/meters/{meter.pk}/{rest}"


def text(browser: Client, at: str) -> str:
    return browser.get(at).content.decode()


def test_a_company_without_meters_is_told_how_to_begin(browser: Client, bakery: Organisation) -> None:
    page = text(browser, f"/portal/organisations/{bakery.pk}/meters/")
    assert "Take the electricity bill first" in page


def test_a_meter_is_added_with_what_it_counts_and_its_unit(browser: Client, bakery: Organisation) -> None:
    entered = {
        "name": "Boiler",
        "kind": "natural_gas:kWh_Hs",
        "split": "degree_days",
        "heating_percent": "80",
    }
    browser.post(f"/portal/organisations/{bakery.pk}/meters/new/", entered)
    meter = Meter.objects.get()
    assert (meter.activity, meter.unit, meter.heating_share) == ("natural_gas", "kWh_Hs", Decimal("0.8"))


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        (
            {"kind": "water:m3", "split": "degree_days", "heating_percent": "50"},
            "does not follow the weather",
        ),
        ({"kind": "natural_gas:kWh_Hs", "split": "degree_days"}, "need the share that heats"),
        ({"kind": "natural_gas:m3", "split": "days"}, "needs the calorific value"),
        ({"kind": "natural_gas:kWh_Hs", "split": "degree_days", "heating_percent": "120"}, "at most 100"),
        ({"kind": "hotel_night:night", "split": "days"}, "Select a valid choice"),
    ],
)
def test_a_meter_that_makes_no_sense_is_not_added(
    entered: dict[str, str], sentence: str, browser: Client, bakery: Organisation
) -> None:
    answer = browser.post(f"/portal/organisations/{bakery.pk}/meters/new/", {"name": "M", **entered})
    assert sentence in answer.content.decode()
    assert not Meter.objects.exists()


def test_a_bill_is_entered_as_it_stands_on_paper(browser: Client, meter: Meter) -> None:
    answer = browser.post(address(meter, "bills/new/"), BILL)
    assert answer.status_code == 302
    bill = Bill.objects.get()
    assert (bill.period_end, bill.amount) == (date(2024, 11, 14), 36500)


def test_two_readings_give_the_amount_and_stay_with_it(browser: Client, meter: Meter) -> None:
    readings = {**BILL, "amount": "", "reading_old": "10,200.5", "reading_new": "46,700.5"}
    browser.post(address(meter, "bills/new/"), readings)
    bill = Bill.objects.get()
    assert bill.amount == 36500
    assert bill.derivation["readings"] == {"old": "10200.5", "new": "46700.5"}
    assert 'value="46,700.5"' in text(browser, address(meter, f"bills/{bill.pk}/"))


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"amount": ""}, "Please enter the amount, or the old and the new reading."),
        ({"amount": "", "reading_old": "5", "reading_new": "4"}, "The new reading is below the old one"),
        ({"reading_new": "5"}, "not both"),
        ({"amount": "-4"}, "cannot be negative"),
        ({"amount": "viel"}, "is not a number"),
        ({"amount": "99999999999"}, "too large"),
        ({"period_end": "2023-11-01"}, "The last day is before the first one"),
        ({"period_end": "2199-01-01"}, "in the future"),
        ({"period_start": "1980-01-01"}, "too long ago"),
        ({"period_start": "2012-01-01"}, "longer than five years"),
        ({"period_start": "gestern"}, "This is not a day"),
        ({"note": "x" * 1001}, "at most 1000"),
    ],
)
def test_a_bill_that_cannot_be_right_is_refused_and_kept_in_the_form(
    entered: dict[str, str], sentence: str, browser: Client, meter: Meter
) -> None:
    answer = browser.post(address(meter, "bills/new/"), {**BILL, "reference": "R-77", **entered})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert 'value="R-77"' in page
    assert not Bill.objects.exists()


def test_the_next_bill_begins_the_day_after_the_last(browser: Client, meter: Meter) -> None:
    bill_of(meter)
    assert 'value="2024-11-14"' in text(browser, address(meter, "bills/new/"))


def test_gaps_and_overlaps_are_told_in_sentences(browser: Client, meter: Meter) -> None:
    for first, last in (
        ((2024, 1, 1), (2024, 5, 2)),
        ((2024, 6, 1), (2024, 7, 31)),
        ((2024, 7, 25), (2024, 8, 1)),
    ):
        facts = BillFacts(date(*first), date(*last), Decimal(100))
        actions.add_bill(meter=meter, facts=facts, by=None)
    page = " ".join(text(browser, address(meter)).split())
    assert "No bill from 3 May 2024 to 31 May 2024: 29 days." in page
    assert "is billed twice, by bills 2 and 3: 7 days." in page
    assert "Dashed: 29 days without a bill." in page


@pytest.fixture
def gap(meter: Meter) -> str:
    """The address of a gap in May."""
    for month, amount in ((4, 1500), (6, 900)):
        facts = BillFacts(date(2024, month, 1), date(2024, month, 30), Decimal(amount))
        actions.add_bill(meter=meter, facts=facts, by=None)
    return address(meter, "gap/?from=2024-05-01")


def test_a_gap_is_closed_with_an_estimate(browser: Client, gap: str) -> None:
    assert "1,240" in text(browser, gap)
    browser.post(gap, {"how": "estimate"})
    assert Bill.objects.get(period_start=date(2024, 5, 1)).is_estimated


def test_a_gap_is_closed_as_nothing_used_only_with_a_reason(browser: Client, gap: str) -> None:
    answer = browser.post(gap, {"how": "nothing"})
    assert "why nothing was used" in answer.content.decode()
    browser.post(gap, {"how": "nothing", "reason": "closed for repair"})
    bill = Bill.objects.get(period_start=date(2024, 5, 1))
    assert (bill.amount, bill.note) == (0, "closed for repair")


@pytest.mark.parametrize("asked", ["2024-05-02", "May", ""])
def test_a_gap_that_is_none_leads_back_to_the_meter(
    asked: str, browser: Client, meter: Meter, gap: str
) -> None:
    answer = browser.get(address(meter, f"gap/?from={asked}"))
    assert answer.headers["location"] == address(meter)


def test_the_second_sees_both_versions_and_loses_nothing(browser: Client, meter: Meter) -> None:
    bill = bill_of(meter)
    actions.change_bill(
        bill=bill,
        facts=BillFacts(WINTER.period_start, WINTER.period_end, Decimal(40000), reference="R-other"),
        seen_revision=1,
        by=None,
    )
    mine = {**BILL, "reference": "R-mine", "revision": "1"}
    page = browser.post(address(meter, f"bills/{bill.pk}/"), mine).content.decode()
    assert "R-other" in page
    assert 'value="R-mine"' in page
    assert 'name="revision" value="2"' in page
    browser.post(address(meter, f"bills/{bill.pk}/"), {**mine, "revision": "2"})
    assert Bill.objects.get().reference == "R-mine"


def test_a_deleted_bill_is_offered_back_once(browser: Client, meter: Meter) -> None:
    bill = bill_of(meter)
    browser.post(address(meter, f"bills/{bill.pk}/delete/"))
    assert not Bill.objects.exists()
    assert "Bring the bill back" in text(browser, address(meter))
    browser.post(address(meter, "bills/restore/"))
    assert Bill.objects.get().pk == bill.pk
    assert "Bring the bill back" not in text(browser, address(meter))


def test_a_bill_of_another_meter_is_not_found_through_ones_own(
    browser: Client, meter: Meter, metalworks: Organisation
) -> None:
    foreign = bill_of(meter_of(metalworks))
    for rest in (f"bills/{foreign.pk}/", f"bills/{foreign.pk}/delete/"):
        assert browser.post(address(meter, rest)).status_code == 404


def test_bills_go_into_the_inventory_after_a_look_at_what_they_bring(
    browser: Client, meter: Meter, inventory: Inventory
) -> None:
    bill_of(meter)
    page = text(browser, address(meter, "inventories/2024/"))
    assert "1 bill counts in 2024" in page
    assert "36,500 kWh × 318 / 365" in page
    assert not Activity.objects.exists()
    browser.post(address(meter, "inventories/2024/"))
    assert Activity.objects.count() == 1
    browser.post(address(meter, "inventories/2024/"), {"take_out": "1"})
    assert not Activity.objects.exists()


def test_the_preview_says_how_many_days_of_the_year_are_covered(
    browser: Client, meter: Meter, inventory: Inventory
) -> None:
    bill_of(meter)
    page = text(browser, address(meter, "inventories/2024/"))
    assert "The bills cover 318 of 366 days of 2024." in page
    assert "nothing is counted until a bill covers them" in page


def test_the_same_bill_sent_twice_is_kept_once(browser: Client, meter: Meter) -> None:
    for _press in range(2):
        assert browser.post(address(meter, "bills/new/"), BILL).status_code == 302
    assert Bill.objects.count() == 1


@pytest.mark.parametrize("rest", ["inventories/99999/", "degree-days/1066/"])
def test_a_year_that_cannot_be_is_not_found(rest: str, browser: Client, meter: Meter) -> None:
    assert browser.get(address(meter, rest)).status_code == 404


def test_a_submitted_inventory_is_said_to_stay_as_it_is(
    browser: Client, meter: Meter, inventory: Inventory
) -> None:
    bill_of(meter)
    Inventory.objects.filter(pk=inventory.pk).update(status=InventoryStatus.SUBMITTED)
    assert "stays as it is" in text(browser, address(meter))
    assert "stays as it is" in text(browser, address(meter, "inventories/2024/"))
    browser.post(address(meter, "inventories/2024/"))
    assert not Activity.objects.exists()


def test_own_degree_days_are_kept_by_month_and_zero_is_a_value(
    browser: Client, bakery: Organisation, bakehouse: Site
) -> None:
    meter = gas_meter(bakery, bakehouse)
    browser.post(address(meter, "degree-days/2024/"), {"month_1": "512.3", "month_7": "0"})
    meter.refresh_from_db()
    assert meter.degree_days == {"2024-01": "512.3", "2024-07": "0"}
    browser.post(address(meter, "degree-days/2024/"), {"month_7": "0"})
    meter.refresh_from_db()
    assert meter.degree_days == {"2024-07": "0"}


def test_the_page_names_who_states_the_degree_days(
    browser: Client, bakery: Organisation, bakehouse: Site
) -> None:
    page = text(browser, address(gas_meter(bakery, bakehouse)))
    assert "VDI 2067" in page
    assert "regiomess.de" in page


def test_a_meter_is_deleted_only_without_bills(browser: Client, meter: Meter) -> None:
    bill = bill_of(meter)
    browser.post(address(meter, "delete/"))
    assert Meter.objects.exists()
    actions.remove_bill(bill=bill, by=None)
    browser.post(address(meter, "delete/"))
    assert not Meter.objects.exists()


def queries_of(browser: Client, at: str) -> int:
    browser.get(at)  # the first request of a session writes it
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(at).status_code == 200
    return len(asked)


def test_the_list_asks_as_often_for_forty_meters_as_for_one(
    browser: Client, meter: Meter, bakery: Organisation
) -> None:
    bill_of(meter)
    address_of_list = f"/portal/organisations/{bakery.pk}/meters/"
    for_one = queries_of(browser, address_of_list)
    for number in range(40):
        facts = actions.MeterFacts(f"M {number}", "electricity", "kWh")
        other = actions.add_meter(organisation=bakery, facts=facts, by=None)
        actions.add_bill(meter=other, facts=WINTER, by=None)
    assert queries_of(browser, address_of_list) == for_one


def test_many_meters_are_listed_on_several_pages(browser: Client, bakery: Organisation) -> None:
    for number in range(51):
        facts = actions.MeterFacts(f"M {number:02}", "electricity", "kWh")
        actions.add_meter(organisation=bakery, facts=facts, by=None)
    address_of_list = f"/portal/organisations/{bakery.pk}/meters/"
    assert "51 meters" in text(browser, address_of_list)
    assert "M 50" not in text(browser, address_of_list)
    assert "M 50" in text(browser, f"{address_of_list}?page=2")


def test_who_changes_a_meter_second_sees_both_versions(
    browser: Client, bakery: Organisation, bakehouse: Site
) -> None:
    meter = gas_meter(bakery, bakehouse)
    facts = actions.MeterFacts("Theirs", "natural_gas", "kWh_Hs", None, "degree_days", Decimal("0.6"))
    actions.change_meter(meter=meter, facts=facts, seen_revision=1, by=None)
    mine = {"name": "Mine", "kind": "natural_gas:kWh_Hs", "split": "days", "revision": "1"}
    page = browser.post(address(meter, "change/"), mine).content.decode()
    assert "Theirs" in page
    assert "60%" in page
    assert 'value="Mine"' in page
    browser.post(address(meter, "change/"), {**mine, "revision": "2"})
    assert Meter.objects.get().name == "Mine"


def test_the_page_of_a_meter_asks_as_often_for_sixty_bills_as_for_one(
    browser: Client, meter: Meter, inventory: Inventory
) -> None:
    bill_of(meter)
    for_one = queries_of(browser, address(meter))
    for year in range(2018, 2023):
        for month in range(1, 13):
            facts = BillFacts(date(year, month, 1), date(year, month, 28), Decimal(10))
            actions.add_bill(meter=meter, facts=facts, by=None)
    assert queries_of(browser, address(meter)) == for_one
