"""The year before beside the result: figures, certainty, what does not compare, and what would help."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation

from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import ReferenceFigures
from klimapakt.inventories.enums import ExternalTool, InventoryKind
from klimapakt.inventories.models import ExternalFigures, Inventory
from klimapakt.inventories.presenting.beside import YearBefore, year_beside
from klimapakt.inventories.presenting.improving import suggestions
from klimapakt.inventories.presenting.intensity import shown_intensities
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.inventories.tables import DIESEL, ELECTRICITY, GAS, taken_over

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def before(bakery: Organisation, bruno: Person) -> Inventory:
    return actions.create_inventory(organisation=bakery, year=2023, by=bruno)


def of_2023(row: tuple[str, ...], amount: str, quality: str = "billed") -> tuple[str, ...]:
    return (*row[:2], amount, row[3], "2023-01-01", "2023-12-31", quality, *row[7:])


def of_2024(row: tuple[str, ...], amount: str, quality: str = "billed") -> tuple[str, ...]:
    return (*row[:2], amount, *row[3:6], quality, *row[7:])


def beside(inventory: Inventory) -> YearBefore | None:
    inventory = Inventory.objects.get(pk=inventory.pk)
    return year_beside(queries.calculated(inventory), queries.year_before(inventory))


def shown(inventory: Inventory) -> YearBefore:
    found = beside(inventory)
    assert found is not None
    return found


def test_without_an_earlier_year_there_is_nothing_beside(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    assert beside(inventory) is None


def test_an_earlier_year_without_rows_is_not_compared(
    inventory: Inventory, before: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    assert beside(inventory) is None


def test_another_organisation_is_never_beside(
    inventory: Inventory, bakery: Organisation, carla: Person, carlas_inventory: Inventory, bruno: Person
) -> None:
    theirs = actions.create_inventory(organisation=carlas_inventory.organisation, year=2023, by=carla)
    taken_over(theirs, carla, of_2023(GAS, "1000"))
    taken_over(inventory, bruno, GAS)
    assert beside(inventory) is None


def test_each_figure_stands_then_and_now_with_its_difference(
    inventory: Inventory, before: Inventory, bruno: Person
) -> None:
    taken_over(before, bruno, of_2023(GAS, "240000"))
    taken_over(inventory, bruno, of_2024(GAS, "120000"))
    rows = {row.name: row for row in shown(inventory).rows}
    direct = rows["Direct emissions (scope 1)"]
    assert (direct.before, direct.now) == ("43.5\u202ft\xa0CO₂e", "21.8\u202ft\xa0CO₂e")
    assert direct.change.startswith("\u221221.8")
    assert "(\u221250%)" in direct.change


def test_half_the_gas_with_the_same_factor_is_certainly_less(
    inventory: Inventory, before: Inventory, bruno: Person
) -> None:
    taken_over(before, bruno, of_2023(GAS, "240000"))
    taken_over(inventory, bruno, of_2024(GAS, "120000"))
    assert "less than in 2023. That is more than the uncertainty" in shown(inventory).sentence


def test_a_small_difference_of_guesses_is_not_called_a_reduction(
    inventory: Inventory, before: Inventory, bruno: Person
) -> None:
    taken_over(before, bruno, of_2023(GAS, "130000", "estimated"))
    taken_over(inventory, bruno, of_2024(GAS, "120000", "estimated"))
    assert "not precise enough to call that a reduction" in shown(inventory).sentence


def test_a_small_rise_of_guesses_is_not_called_an_increase(
    inventory: Inventory, before: Inventory, bruno: Person
) -> None:
    taken_over(before, bruno, of_2023(GAS, "120000", "estimated"))
    taken_over(inventory, bruno, of_2024(GAS, "130000", "estimated"))
    assert "not precise enough to call that an increase" in shown(inventory).sentence


def test_what_only_one_year_has_is_named(inventory: Inventory, before: Inventory, bruno: Person) -> None:
    taken_over(before, bruno, of_2023(GAS, "120000"))
    taken_over(inventory, bruno, GAS, DIESEL)
    assert any("Only in 2024" in caveat and "Delivery vans" in caveat for caveat in shown(inventory).caveats)


def test_an_inventory_that_can_still_change_says_so(
    inventory: Inventory, before: Inventory, bruno: Person
) -> None:
    taken_over(before, bruno, of_2023(GAS, "120000"))
    taken_over(inventory, bruno, GAS)
    assert any("not been accepted yet" in caveat for caveat in shown(inventory).caveats)


def test_figures_of_another_tool_are_compared_only_where_it_states_them(
    inventory: Inventory, before: Inventory, bruno: Person
) -> None:
    Inventory.objects.filter(pk=before.pk).update(kind=InventoryKind.EXTERNAL)
    ExternalFigures.objects.create(
        inventory=before, tool=ExternalTool.ECOCOCKPIT, scope1_mg=40_000_000_000, includes_upstream=None
    )
    taken_over(inventory, bruno, GAS)
    found = shown(inventory)
    assert found.is_external
    assert [row.change != "" for row in found.rows] == [True, False, False, False]
    assert [row.before for row in found.rows][1:] == ["not stated"] * 3
    assert any("upstream" in caveat for caveat in found.caveats)


def test_intensities_need_their_reference_figure(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, GAS)
    assert shown_intensities(queries.calculated(inventory), None) == ()
    actions.set_reference_figures(
        inventory=inventory, figures=ReferenceFigures(None, Decimal(10), None), by=bruno
    )
    inventory.refresh_from_db()
    total = Decimal(queries.calculated(inventory).result.totals.location_based_mg)
    (one,) = shown_intensities(queries.calculated(inventory), None)
    assert one.name == "Emissions per full-time position (scopes 1 to 3)"
    assert one.now.startswith(f"{total / 10 / 10**9:.2f}")


def test_the_largest_doubt_comes_first_and_a_bill_is_no_doubt(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY, of_2024(GAS, "120000", "proxy"))
    first = suggestions(queries.calculated(inventory))[0]
    assert first.row is not None
    assert first.row.label == "Natural gas"
    assert first.percent_then < first.percent_now


def test_bills_with_good_factors_leave_nothing_to_improve(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, GAS)
    assert suggestions(queries.calculated(inventory)) == ()
