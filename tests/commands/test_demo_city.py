"""The demo city has something on every screen, can be made twice, and invents nobody's real address."""

import pytest

from klimapakt import demo
from klimapakt.agreements import queries as agreements
from klimapakt.agreements import renewals, texts
from klimapakt.agreements.renewals import Standing
from klimapakt.inventories import queries
from klimapakt.inventories.enums import InventoryKind, InventoryStatus, UploadState
from klimapakt.inventories.models import Activity, Inventory, Upload
from klimapakt.organisations.mandates import mandates_held_by
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import Pact
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.pacts.scoping import within
from klimapakt.people.models import Person

pytestmark = pytest.mark.django_db


def test_making_it_twice_makes_it_once(demo_city: None) -> None:
    before = (
        Person.objects.count(),
        Organisation.objects.count(),
        Inventory.objects.count(),
        Activity.objects.count(),
    )
    demo.load()
    assert before == (
        Person.objects.count(),
        Organisation.objects.count(),
        Inventory.objects.count(),
        Activity.objects.count(),
    )


def test_what_somebody_changed_stays_changed(demo_city: None) -> None:
    drafts = Activity.objects.filter(inventory__status="draft")
    drafts.delete()
    demo.load()
    assert not drafts.exists()


def test_everybody_named_on_the_sign_in_page_can_sign_in(demo_city: None) -> None:
    for account in demo.ACCOUNTS:
        assert Person.objects.get(email=account.email).check_password(account.password)


def test_no_address_belongs_to_anybody() -> None:
    assert all(account.email.endswith(".example.org") for account in demo.ACCOUNTS)


def test_everybody_has_something_to_see(demo_city: None) -> None:
    for account in demo.ACCOUNTS:
        person = Person.objects.get(email=account.email)
        with within(Pact.objects.get(host=account.host)):
            own = queries.visible_to(person).exists() or agreements.visible_to(person).exists()
            office = queries.for_office(person).exists() or is_allowed(person, Permission.SEE_MEMBERS)
            partner = is_allowed(person, Permission.SEE_OWN_FLOCK) or is_allowed(person, Permission.SEE_SUMS)
            advises = mandates_held_by(person).exists()
            assert own or office or partner or advises, account.email


def test_the_years_2023_to_2025_are_calculated_and_one_before_comes_from_another_tool(
    demo_city: None,
) -> None:
    own = Inventory.objects.filter(kind=InventoryKind.OWN)
    assert {inventory.year for inventory in own} == {2023, 2024, 2025}
    brought = Inventory.objects.get(kind=InventoryKind.EXTERNAL)
    assert (brought.year, brought.status) == (2022, InventoryStatus.ACCEPTED)
    assert brought.external.file is not None


def test_every_inventory_can_be_calculated(demo_city: None) -> None:
    for calculated in queries.calculated_each(Inventory.objects.all()):
        errors = [finding for finding in calculated.result.findings if finding.severity == "error"]
        assert errors == []


def test_the_city_shows_what_the_calculation_knows(demo_city: None) -> None:
    shown = set(Activity.objects.values_list("activity", flat=True))
    assert shown >= {
        "electricity",
        "electricity_own_pv",
        "electricity_fed_in",
        "natural_gas",
        "heating_oil",
        "diesel",
        "petrol",
        "district_heat",
        "refrigerant",
        "commute_car",
        "flight_long_haul",
        "hotel_night",
        "waste_residual",
        "paper",
        "water",
    }


def test_one_file_waits_with_every_kind_of_result(demo_city: None) -> None:
    upload = Upload.objects.get(state=UploadState.CHECKED)
    from_file = queries.checked(upload, upload.uploaded_at.date())
    assert {row.outcome.value for row in from_file.rows} >= {"accepted", "already_there", "rejected"}
    assert from_file.new_sites


def test_one_text_is_drafted_and_one_member_has_to_agree_to_the_one_in_use(demo_city: None) -> None:
    with within(Pact.objects.get(host="")):
        used = texts.in_use("climate-agreement")
        assert used
        assert used.text
        assert texts.drafts().get().basis == used.text
        assert {one.standing for one in renewals.renewals(used)} == {Standing.TO_ASK, Standing.ASKED}
