"""What a review counts by itself: every site inside the boundary, and both figures of bought energy."""

import pytest

from klimapakt.inventories import queries
from klimapakt.inventories.enums import Boundary
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.reviewing import Fact, facts_of, is_inside
from klimapakt.methods.inventory.case import CRITERIA
from klimapakt.organisations.actions import SiteFacts, create_site
from klimapakt.organisations.models import Organisation, Site
from klimapakt.people.models import Person
from tests.inventories.tables import DIESEL, ELECTRICITY, GAS, taken_over
from tests.inventories.versions import fresh

pytestmark = pytest.mark.django_db

GREEN = {"instrument": {"kind": "guarantee_of_origin", "criteria": dict.fromkeys(CRITERIA, True)}}


def fact(inventory: Inventory, key: str) -> Fact:
    """Return what the program counted about an inventory."""
    inventory = fresh(inventory)
    return facts_of(queries.calculated(inventory), (), (), queries.sites_inside(inventory))[key]


def counted(inventory: Inventory) -> tuple[object, object]:
    """Return how many sites have electricity, and of how many."""
    params = fact(inventory, "scope_2").message.params
    return params["have"], params["all"]


def test_a_site_without_any_row_is_missed(inventory: Inventory, bakery: Organisation, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    create_site(organisation=bakery, facts=SiteFacts("Shop in the station"), by=bruno)
    assert counted(inventory) == (1, 2)


def test_a_site_that_others_run_is_not_missed(
    inventory: Inventory, bakery: Organisation, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    create_site(organisation=bakery, facts=SiteFacts("Leased out", is_operated=False), by=bruno)
    assert counted(inventory) == (1, 1)


@pytest.mark.parametrize(
    ("boundary", "held", "inside"),
    [
        (Boundary.OPERATIONAL_CONTROL, {"is_operated": False}, False),
        (Boundary.FINANCIAL_CONTROL, {"is_operated": False}, True),
        (Boundary.FINANCIAL_CONTROL, {"financial_control": "none"}, False),
        (Boundary.FINANCIAL_CONTROL, {"financial_control": "joint"}, True),
        (Boundary.EQUITY_SHARE, {"equity_share_percent": 0}, False),
        (Boundary.EQUITY_SHARE, {"financial_control": "none"}, True),
    ],
)
def test_the_boundary_says_which_sites_belong(boundary: str, held: dict[str, object], inside: bool) -> None:
    assert is_inside(Site(**held), boundary) is inside


def test_a_row_without_site_is_the_only_site_s(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ("", *ELECTRICITY[1:]))
    assert counted(inventory) == (1, 1)


def test_a_row_without_site_proves_nothing_for_two(
    inventory: Inventory, bakery: Organisation, bruno: Person
) -> None:
    taken_over(inventory, bruno, ("", *ELECTRICITY[1:]))
    create_site(organisation=bakery, facts=SiteFacts("Shop in the station"), by=bruno)
    assert fact(inventory, "scope_2").is_fine is False


def test_fed_in_electricity_is_no_bought_electricity(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, (ELECTRICITY[0], "Electricity fed into the grid", *ELECTRICITY[2:]))
    assert counted(inventory)[0] == 0


def test_nothing_bought_needs_no_second_figure(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, GAS, DIESEL)
    assert fact(inventory, "scope_2_both").is_fine


def test_both_figures_of_electricity_are_in_order(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    assert fact(inventory, "scope_2_both").is_fine


def test_a_market_based_zero_by_contract_is_in_order(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    _change(inventory, extras=GREEN)
    assert queries.calculated(fresh(inventory)).result.totals.scope2_market_mg == 0
    assert fact(inventory, "scope_2_both").is_fine


def test_electricity_with_one_figure_only_is_looked_at(
    inventory: Inventory, bruno: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    calculated = queries.calculated(fresh(inventory))
    lines = [line for line in calculated.result.lines if line.part != "market"]
    monkeypatch.setattr(type(calculated.result), "lines", lines, raising=False)
    found = facts_of(calculated, (), (), queries.sites_inside(inventory))["scope_2_both"]
    assert (found.is_fine, found.message.params["count"]) == (False, 1)


def _change(inventory: Inventory, **values: object) -> None:
    Activity.objects.filter(inventory=inventory).update(**values)
    Inventory.objects.filter(pk=inventory.pk).update(revision=inventory.revision + 7)
