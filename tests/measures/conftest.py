"""A bakery in the pact with an accepted inventory, and a measure on its line of electricity."""

import pytest

from klimapakt.inventories.models import Inventory
from klimapakt.measures import queries
from klimapakt.measures.actions import PlanFacts, plan_measure
from klimapakt.measures.estimating import Touched, touched
from klimapakt.measures.models import Measure
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.duties.owing import member
from tests.inventories.versions import accepted, with_rows


@pytest.fixture
def power(bakery: Organisation, bruno: Person, ada: Person, inventory: Inventory) -> Touched:
    """Return a line of electricity in an accepted inventory of a member."""
    member(bakery)
    found = accepted(with_rows(inventory), bruno, ada)
    row = next(one for one in queries.lines_of(found) if one.activity == "electricity")
    return touched(found, row)


@pytest.fixture
def led(bakery: Organisation, bruno: Person, power: Touched) -> Measure:
    """Return an idea on that line."""
    facts = PlanFacts("Lamps to LED", "electricity", line=power)
    return plan_measure(organisation=bakery, facts=facts, by=bruno)
