"""Results are kept, and a change by anybody is seen on the next look."""

from decimal import Decimal

import pytest
from django.utils import translation

from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import ReferenceFigures
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.presenting import figures
from klimapakt.inventories.queries.kept import Kept
from klimapakt.organisations.actions import SiteFacts, change_site
from klimapakt.organisations.models import Site
from klimapakt.people.models import Person
from tests.inventories.tables import ELECTRICITY, GAS, taken_over
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db


def looked_at(inventory: Inventory) -> queries.Calculated:
    """Return the result as another request sees it."""
    return queries.calculated(Inventory.objects.select_related("organisation").get(pk=inventory.pk))


def test_looking_twice_calculates_once(
    inventory: Inventory, bruno: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    first = looked_at(inventory)
    monkeypatch.setattr("klimapakt.inventories.queries.results.calculate", None)
    assert looked_at(inventory).result is first.result


def test_what_is_derived_is_worked_out_once_until_something_changes(
    inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    asked: list[int] = []

    def total(calculated: queries.Calculated) -> int:
        asked.append(len(calculated.rows))
        return calculated.result.totals.location_based_mg

    first = looked_at(inventory).once(total)
    assert looked_at(inventory).once(total) == first
    taken_over(inventory, bruno, GAS)
    assert looked_at(inventory).once(total) > first
    assert asked == [1, 2]


def test_what_is_derived_speaks_the_language_of_whoever_looks(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    told = []
    for language in ("de", "en", "de"):
        with translation.override(language):
            told.append([row.name for row in figures.by_source(looked_at(inventory))])
    assert told[0] == told[2] != told[1]


def test_every_kind_of_change_is_seen_at_once(inventory: Inventory, bakehouse: Site, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    seen = [looked_at(inventory).result]

    def changed() -> None:
        seen.append(looked_at(inventory).result)
        assert seen[-1] is not seen[-2]

    taken_over(inventory, bruno, GAS)
    changed()
    row = Activity.objects.get(number=1)
    actions.remove_row(row=row, by=bruno)
    changed()
    actions.restore_row(inventory=inventory, number=1, by=bruno)
    changed()
    figures = ReferenceFigures(turnover_eur=Decimal(1_000_000))
    actions.set_reference_figures(inventory=inventory, figures=figures, by=bruno)
    changed()
    assert seen[-1].vsme_b3.intensity_t_per_million_eur is not None
    change_site(site=bakehouse, facts=SiteFacts("Bakehouse North"), by=bruno)
    changed()
    assert {entry.site for entry in seen[-1].case.entries} == {"Bakehouse North"}


def test_a_list_of_inventories_is_calculated_once_too(
    inventory: Inventory, bruno: Person, monkeypatch: pytest.MonkeyPatch, query_count: QueryCount
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    looked_at(inventory)
    monkeypatch.setattr("klimapakt.inventories.queries.results.calculate", None)
    listed = list(Inventory.objects.select_related("organisation"))
    assert query_count(lambda: queries.calculated_each(listed)) == 2


def test_what_was_found_in_a_kept_result_is_worked_out_once(inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    assert looked_at(inventory).fingerprints is looked_at(inventory).fingerprints


def test_results_are_kept_up_to_a_weight_and_the_last_one_always() -> None:
    kept: Kept[int] = Kept(10, lambda value: value)
    made = []

    def make(number: int) -> int:
        made.append(number)
        return number

    for number in (4, 5, 4, 6, 4, 5, 99, 99, 4):
        assert kept.get(number, lambda number=number: make(number)) == number  # type: ignore[misc]  # bound early
    assert made == [4, 5, 6, 5, 99, 4]


def test_no_more_than_a_few_results_are_kept() -> None:
    kept: Kept[int] = Kept(2, lambda _value: 1)
    made = []

    def make(number: int) -> int:
        made.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        assert kept.get(number, lambda number=number: make(number)) == number  # type: ignore[misc]  # bound early
    assert made == [1, 2, 3, 2]
