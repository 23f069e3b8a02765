"""What members have promised together rests on the lines that were frozen."""

import pytest

from klimapakt.inventories import queries
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.queries import sums
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.targets.enums import Coverage
from klimapakt.targets.figures import figure_of
from klimapakt.targets.models import Target, TargetVersion
from klimapakt.targets.summing import promised_by
from tests.inventories.versions import accepted, staff
from tests.strictness.rows import QueryCount
from tests.targets.promising import TODAY, target_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def base(inventory: Inventory, bruno: Person) -> Inventory:
    """The bakery's inventory of 2024, accepted."""
    return accepted(inventory, bruno, staff())


@pytest.mark.parametrize("coverage", Coverage.values)
def test_the_lines_come_to_what_the_calculation_says(
    base: Inventory, bakery: Organisation, coverage: str
) -> None:
    target_of(bakery)
    Target.objects.update(coverage=coverage)
    together = promised_by([bakery.pk]).together
    totals = queries.calculated(base).result.totals
    assert [one.base_sum_mg for one in together] == [figure_of(totals, coverage)]


def test_a_baseline_is_the_first_accepted_year(
    base: Inventory, bakery: Organisation, metalworks: Organisation
) -> None:
    found = sums.baselines([bakery.pk, metalworks.pk])
    assert [(one.inventory, one.organisation, one.is_own) for one in found] == [(base.pk, bakery.pk, True)]


def test_more_members_with_targets_take_no_more_queries(
    base: Inventory, bakery: Organisation, metalworks: Organisation, query_count: QueryCount
) -> None:
    target_of(bakery)
    few = query_count(lambda: promised_by([bakery.pk]))
    target_of(metalworks)
    assert query_count(lambda: promised_by([bakery.pk, metalworks.pk])) == few


def test_where_a_baseline_has_no_lines_the_base_year_of_the_target_stands_for_it(
    base: Inventory, bakery: Organisation
) -> None:
    target_of(bakery)
    found = promised_by([bakery.pk], known={})
    assert found.covered_mg == found.known_mg == found.together[0].base_sum_mg > 0


def test_a_baseline_with_lines_counts_as_it_is(base: Inventory, bakery: Organisation) -> None:
    target_of(bakery)
    found = promised_by([bakery.pk], known={bakery.pk: 7})
    assert (found.covered_mg, found.known_mg) == (7, 7)


def follows(target: Target, act: str, percent: int) -> None:
    """Write down a second version of a target."""
    (first,) = target.versions.all()
    TargetVersion.objects.create(
        target=target,
        number=2,
        act=act,
        base_year=first.base_year,
        base_inventory=first.base_inventory,
        target_year=first.target_year,
        percent=percent,
        decided_by="Management",
        decided_on=TODAY,
        reason="We know better now.",
        at=first.at,
    )


def test_the_newest_version_of_a_target_counts(base: Inventory, bakery: Organisation) -> None:
    follows(target_of(bakery), "revised", 10)
    (found,) = promised_by([bakery.pk]).targets
    assert (found.number, found.percent) == (2, 10)


def test_a_target_that_was_withdrawn_counts_nowhere(base: Inventory, bakery: Organisation) -> None:
    follows(target_of(bakery), "withdrawn", 42)
    found = promised_by([bakery.pk])
    assert (found.targets, found.together, found.with_target) == ((), (), frozenset())


def test_the_target_of_somebody_who_is_no_member_counts_nowhere(
    base: Inventory, bakery: Organisation, metalworks: Organisation
) -> None:
    target_of(bakery)
    found = promised_by([metalworks.pk])
    assert (found.targets, found.together, found.with_target) == ((), (), frozenset())
