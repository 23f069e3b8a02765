"""What is to be expected: measures on one line multiply, and follow the grid where they save electricity."""

from datetime import date
from decimal import Decimal

import pytest

from klimapakt.inventories.models import Inventory
from klimapakt.measures.actions import Move, PlanFacts, SavingFacts, move, plan_measure, state_saving
from klimapakt.measures.estimating import Touched, touched
from klimapakt.measures.models import Measure
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.targets import actions, queries
from klimapakt.targets.actions import About, Assumed
from klimapakt.targets.expecting import Expected, expected_of
from klimapakt.targets.figures import counts
from klimapakt.targets.models import Target
from klimapakt.targets.picture import picture_of
from tests.inventories.versions import accepted, staff
from tests.monitoring.scenes import joined
from tests.targets.promising import LATER, TODAY, decision, promise, promised

pytestmark = pytest.mark.django_db
HALVED = Assumed(grid_now_g=Decimal(400), grid_then_g=Decimal(200), grid_source="Agency 2026, table 4")


@pytest.fixture
def base(inventory: Inventory, bruno: Person) -> Inventory:
    joined(inventory.organisation)
    return accepted(inventory, bruno, staff())


@pytest.fixture
def target(base: Inventory, bakery: Organisation, bruno: Person) -> Target:
    return promised(bakery, bruno)


@pytest.fixture
def line(base: Inventory) -> Touched:
    """Return the row of electricity."""
    return touched(base, base.activities.get(activity="electricity"))


def halving(line: Touched, by: Person, *states: str, counts_from: date = TODAY) -> Measure:
    """Return a measure that would save half of the line alone."""
    facts = PlanFacts(f"Half of it, {Measure.objects.count()}", "electricity", line=line)
    measure = plan_measure(organisation=line.inventory.organisation, facts=facts, by=by)
    for state in states:
        move(measure=measure, move=Move(state, TODAY), today=TODAY, by=by)
    saving = SavingFacts("engineering", line.mg // 2, counts_from=counts_from)
    state_saving(measure=measure, saving=saving, today=TODAY, by=by)
    return measure


def decided(line: Touched, by: Person) -> Measure:
    return halving(line, by, "planned", "decided")


def expected(target: Target) -> Expected:
    (held,) = queries.held_each([target])
    years = queries.accepted_years(target.organisation)
    found = expected_of(picture_of(held, years, None), years, queries.outlook_of(target))
    assert found is not None
    return found


def electricity(target: Target) -> int:
    """Return the electricity that the target is about, in milligrams."""
    (one,) = queries.accepted_years(target.organisation).values()
    return sum(
        line.co2e_mg
        for line in one.result.lines
        if one.row_of[line.activity].activity == "electricity" and counts(line, target.coverage)
    )


def near(mg: float) -> object:
    return pytest.approx(mg, abs=3)


def test_two_halves_of_one_line_leave_a_quarter(target: Target, line: Touched, bruno: Person) -> None:
    decided(line, bruno)
    decided(line, bruno)
    assert expected(target).forecast.measures_mg == near(-electricity(target) * 0.75)


def test_what_is_planned_saves_its_part_of_what_the_decided_ones_leave(
    target: Target, line: Touched, bruno: Person
) -> None:
    decided(line, bruno)
    halving(line, bruno, "planned")
    halving(line, bruno, "planned")
    found = expected(target).forecast
    assert found.measures_mg == near(-electricity(target) / 2)
    assert found.alone_mg == {"planned": near(electricity(target) * 3 / 8), "idea": 0}


def test_a_measure_of_later_years_lowers_nobody_elses_saving(
    target: Target, line: Touched, bruno: Person
) -> None:
    decided(line, bruno)
    halving(line, bruno, "planned", "decided", counts_from=date(LATER + 1, 1, 1))
    assert expected(target).forecast.measures_mg == near(-electricity(target) / 2)


def test_electricity_that_is_saved_counts_less_on_the_assumed_grid_and_the_parts_are_the_change(
    target: Target, line: Touched, bruno: Person
) -> None:
    actions.assume(target=target, assumed=HALVED, seen=0, by=bruno)
    decided(line, bruno)
    decided(line, bruno)
    halving(line, bruno, "planned")
    found = expected(target).forecast
    change = found.expected_mg - found.base_mg
    assert change == near(electricity(target) * (0.25 * 0.5 - 1))
    assert found.activity_mg + found.measures_mg + found.factor_mg == change
    assert found.alone_mg["planned"] == near(electricity(target) * 0.25 * 0.5 * 0.5)


def test_half_of_a_line_is_half_of_it_in_a_market_based_target_too(
    base: Inventory, bakery: Organisation, line: Touched, bruno: Person
) -> None:
    about = About("absolute", "scopes_12_market")
    target = actions.set_target(
        organisation=bakery, about=about, promise=promise(), decision=decision(), by=bruno
    )
    actions.assume(target=target, assumed=HALVED, seen=0, by=bruno)
    decided(line, bruno)
    found = expected(target).forecast
    assert found.measures_mg == near(-electricity(target) / 2)
    assert found.factor_mg == 0
