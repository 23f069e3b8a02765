"""The pages say the answer first, explain every number, say how to begin, and stay fast with many rows."""

from decimal import Decimal

import pytest
from django.test import Client

from klimapakt.inventories import queries
from klimapakt.inventories.actions import create_inventory
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.presenting import figures
from klimapakt.organisations.actions import give_role, rename_organisation
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation, Site
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.tables import DIESEL, ELECTRICITY, GAS, kept, taken_over
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db
MIXED = (ELECTRICITY, GAS, DIESEL)


@pytest.fixture
def brunos(bruno: Person, bakery: Organisation, sign_in: SignIn) -> Client:
    """Bruno's browser; the greeting after the sign-in has been shown."""
    client = sign_in(bruno)
    client.get("/portal/")
    return client


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def many_rows(inventory: Inventory, count: int) -> None:
    inventory.refresh_from_db()
    first = inventory.last_number + 1
    Activity.objects.bulk_create(
        Activity(
            inventory=inventory,
            number=number,
            label="Electricity",
            activity="electricity",
            amount=Decimal(number),
            unit="kWh",
            fingerprint=str(number),
        )
        for number in range(first, first + count)
    )
    inventory.last_number += count
    inventory.revision += 1
    inventory.save()


def test_somebody_without_an_organisation_is_told_whom_to_ask(ada: Person, sign_in: SignIn) -> None:
    assert "You do not act for an organisation yet" in page(sign_in(ada), "/portal/")


def test_an_organisation_without_inventories_says_how_to_begin(brunos: Client) -> None:
    assert "Begin the baseline" in page(brunos, "/portal/")


def test_who_may_only_read_is_not_offered_a_button_that_would_fail(
    ada: Person, bakery: Organisation, sign_in: SignIn
) -> None:
    give_role(organisation=bakery, person=ada, kind=RoleKind.READ_ONLY, by=None)
    assert "/inventories/new/" not in page(sign_in(ada), "/portal/")


def test_the_start_page_names_the_next_step(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    assert "Load a table for 2024" in page(brunos, "/portal/")
    kept(inventory, bruno, ELECTRICITY)
    assert "Check the loaded file for 2024" in page(brunos, "/portal/")


def test_the_start_page_names_the_total(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    assert "t\N{NO-BREAK SPACE}CO₂e" in page(brunos, "/portal/")


def test_beginning_a_year_leads_to_its_inventory(brunos: Client, bakery: Organisation) -> None:
    response = brunos.post(
        f"/portal/organisations/{bakery.pk}/inventories/new/", {"year": "2024"}, follow=True
    )
    assert "The inventory for 2024 has been created." in response.content.decode()


def test_a_year_that_has_an_inventory_is_not_offered(
    brunos: Client, bakery: Organisation, inventory: Inventory
) -> None:
    address = f"/portal/organisations/{bakery.pk}/inventories/new/"
    assert 'value="2024"' not in page(brunos, address)
    assert Inventory.objects.count() == 1
    assert 'aria-invalid="true"' in brunos.post(address, {"year": "2024"}).content.decode()


def test_an_inventory_without_rows_says_how_to_begin(brunos: Client, inventory: Inventory) -> None:
    shown = page(brunos, f"/portal/inventories/{inventory.pk}/")
    assert "has no data yet" in shown
    assert "/portal/template.xlsx" in shown


def test_the_answer_stands_in_the_heading(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, *MIXED)
    assert "<h1>In 2024 you caused" in page(brunos, f"/portal/inventories/{inventory.pk}/")


def test_the_two_methods_stand_side_by_side_with_the_reason_they_differ(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, *MIXED)
    shown = page(brunos, f"/portal/inventories/{inventory.pk}/")
    assert "Why are there two figures?" in shown
    assert "The market-based figure is higher here" in shown


def test_the_page_never_adds_the_two_methods(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, *MIXED)
    calculated = queries.calculated(inventory)
    result = calculated.result
    *parts, total = figures.by_scope_and_category(calculated)
    scopes = [row for row in parts if row.is_sum]
    assert sum(row.location_mg for row in scopes) == total.location_mg == result.totals.location_based_mg
    assert sum(row.market_mg for row in scopes) == total.market_mg == result.totals.market_based_mg


def test_the_categories_of_each_scope_add_up_to_it(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, *MIXED)
    *rows, _total = figures.by_scope_and_category(queries.calculated(inventory))
    sums, parts = [row for row in rows if row.is_sum], [row for row in rows if not row.is_sum]
    assert sum(row.location_mg for row in sums) == sum(row.location_mg for row in parts)
    assert sum(row.market_mg for row in sums) == sum(row.market_mg for row in parts)


def test_the_sites_add_up_to_the_total(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, *MIXED)
    calculated = queries.calculated(inventory)
    assert sum(row.location_mg for row in figures.by_site(calculated)) == (
        calculated.result.totals.location_based_mg
    )


def test_the_iso_categories_add_up_to_the_location_based_total(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, *MIXED)
    calculated = queries.calculated(inventory)
    parts = figures.by_iso_category(calculated)
    assert sum(mg for _number, _name, mg in parts) == calculated.result.totals.location_based_mg


def test_the_chart_shows_one_method_only(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, *MIXED)
    result = queries.calculated(inventory).result
    chart = figures.scope_chart(result, 2024)
    assert chart is not None
    assert sum(part.value for part in chart.parts) == result.totals.location_based_mg


def test_many_categories_become_ten_bars_and_a_rest(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, *MIXED)
    chart = figures.category_chart(queries.calculated(inventory), 2024)
    assert chart is not None
    assert len(chart.parts) <= figures.MOST_BARS + 1


def test_an_inventory_of_zeros_has_no_chart_and_no_band(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, (*ELECTRICITY[:2], "0", *ELECTRICITY[3:]))
    shown = page(brunos, f"/portal/inventories/{inventory.pk}/")
    assert '<svg class="chart' not in shown
    assert "with about 95" not in shown


def test_every_line_is_explained_down_to_the_row_of_the_file(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    upload = taken_over(inventory, bruno, *MIXED).upload
    for line in queries.calculated(inventory).result.lines:
        shown = page(brunos, f"/portal/inventories/{inventory.pk}/lines/{line.id}/")
        assert "Why this factor" in shown
        assert "2026.1 of" in shown
        assert f"/portal/uploads/{upload.pk}/" in shown


def test_the_explanation_writes_the_calculation_out(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    shown = page(brunos, f"/portal/inventories/{inventory.pk}/lines/1:location/").replace("\u202f", " ")
    assert "48,000 kWh" in shown
    assert "0.361 kg" in shown
    assert "Bill 17" in shown


def test_an_unknown_line_is_not_found(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    assert brunos.get(f"/portal/inventories/{inventory.pk}/lines/99:direct/").status_code == 404


def test_lines_can_be_filtered_by_scope_site_and_row(
    brunos: Client, inventory: Inventory, bakehouse: Site, bruno: Person
) -> None:
    taken_over(inventory, bruno, *MIXED)
    address = f"/portal/inventories/{inventory.pk}/lines/"
    assert "2 lines" in page(brunos, f"{address}?scope=1")
    assert "Diesel" not in page(brunos, f"{address}?site={bakehouse.pk}").split("<tbody>")[1]
    assert "3 lines" in page(brunos, f"{address}?entry=1")
    assert "No lines here" in page(brunos, f"{address}?scope=none")


def test_deleting_a_row_asks_first_and_then_deletes_it(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, *MIXED)
    address = f"/portal/inventories/{inventory.pk}/entries/2/delete/"
    assert "Delete row no. 2?" in page(brunos, address)
    assert Activity.objects.count() == 3
    assert "has been deleted" in brunos.post(address, follow=True).content.decode()
    assert Activity.objects.count() == 2


def test_the_rows_of_an_empty_inventory_say_how_to_begin(brunos: Client, inventory: Inventory) -> None:
    assert "No rows yet" in page(brunos, f"/portal/inventories/{inventory.pk}/entries/")


def test_reference_figures_are_read_in_the_writing_of_the_page(brunos: Client, inventory: Inventory) -> None:
    address = f"/portal/inventories/{inventory.pk}/reference-figures/"
    brunos.post(address, {"turnover_eur": "3,285,000", "fte": "38.5", "area_m2": ""})
    inventory.refresh_from_db()
    assert (inventory.turnover_eur, inventory.fte, inventory.area_m2) == (
        Decimal(3285000),
        Decimal("38.5"),
        None,
    )


@pytest.mark.parametrize("wrong", ["many", "-5", "0", "1.2345", "12345678901234567890", "NaN", "1e5"])
def test_a_reference_figure_that_cannot_be_is_told_beside_its_field(
    wrong: str, brunos: Client, inventory: Inventory
) -> None:
    response = brunos.post(f"/portal/inventories/{inventory.pk}/reference-figures/", {"fte": wrong})
    assert 'aria-invalid="true"' in response.content.decode()
    assert wrong in response.content.decode()


def test_a_site_is_added_changed_and_listed(brunos: Client, bakery: Organisation) -> None:
    address = f"/portal/organisations/{bakery.pk}/sites/new/"
    entered = {"name": "Shop", "in_city": "on", "tenure": "rented", "area_m2": "210"}
    entered |= {"is_operated": "on", "financial_control": "full"}
    assert "has been added" in brunos.post(address, entered, follow=True).content.decode()
    site = Site.objects.get()
    changed = {**entered, "name": "Shop at the market"}
    assert (
        "Shop at the market"
        in brunos.post(f"/portal/sites/{site.pk}/", changed, follow=True).content.decode()
    )


def test_a_site_name_that_is_taken_is_told_beside_the_field(
    brunos: Client, bakery: Organisation, bakehouse: Site
) -> None:
    entered = {"name": "BAKEHOUSE", "tenure": "unknown", "financial_control": "full"}
    response = brunos.post(f"/portal/organisations/{bakery.pk}/sites/new/", entered)
    assert "There is already an entry named" in response.content.decode()


def test_a_very_long_name_breaks_no_page(
    brunos: Client, bakery: Organisation, inventory: Inventory, bruno: Person
) -> None:
    rename_organisation(organisation=bakery, name="Ü" * 200, by=bruno)
    taken_over(inventory, bruno, *MIXED)
    assert "Ü" * 200 in page(brunos, f"/portal/inventories/{inventory.pk}/")


@pytest.mark.parametrize("part", ["", "lines/", "entries/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    part: str, brunos: Client, inventory: Inventory, bruno: Person, query_count: QueryCount
) -> None:
    taken_over(inventory, bruno, *MIXED)
    address = f"/portal/inventories/{inventory.pk}/{part}"
    few = query_count(lambda: brunos.get(address))
    many_rows(inventory, 300)
    assert query_count(lambda: brunos.get(address)) == few


def test_the_number_of_queries_of_the_start_page_does_not_grow_with_the_inventories(
    brunos: Client, bakery: Organisation, bruno: Person, query_count: QueryCount
) -> None:
    create_inventory(organisation=bakery, year=2024, by=bruno)
    few = query_count(lambda: brunos.get("/portal/"))
    for year in (2021, 2022, 2023):
        many_rows(create_inventory(organisation=bakery, year=year, by=bruno), 20)
    assert query_count(lambda: brunos.get("/portal/")) == few


def test_five_thousand_rows_are_shown_fifty_at_a_time(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    many_rows(inventory, 5000)
    shown = page(brunos, f"/portal/inventories/{inventory.pk}/entries/?page=100")
    assert shown.count("<tr>") == 51
    assert len(page(brunos, f"/portal/inventories/{inventory.pk}/lines/?page=2")) < 200_000


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_template_can_be_downloaded(kind: str, brunos: Client) -> None:
    response = brunos.get(f"/portal/template.{kind}")
    assert response.status_code == 200
    assert f"klimapakt-template.{kind}" in response.headers["content-disposition"]


def test_another_kind_of_template_does_not_exist(brunos: Client) -> None:
    assert brunos.get("/portal/template.exe").status_code == 404
