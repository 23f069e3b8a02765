"""Appraisals for tests: a small one whose value is known, and one on a measure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from klimapakt.measures import actions
from klimapakt.measures.appraising.entered import Entered
from klimapakt.measures.models import Appraisal, Measure
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.measures.planning import plan_of

DAY = date(2026, 11, 26)
NAMES = {"saving": "Energy saved", "upkeep": "Upkeep", "co2": "Price on CO₂", "residual": "Value at the end"}


def entered(**changes: object) -> Entered:
    """Return the worked example of the method page: -1,013.65 EUR with its grant."""
    one = Entered(
        investment_eur=Decimal(10000),
        quantity=Decimal(15000),
        unit_price_eur=Decimal("0.08"),
        life_years=Decimal(8),
        horizon_years=8,
        upkeep_eur=Decimal(200),
        grant_eur=Decimal(2000),
        changes={"energy": Decimal(2)},
        sources={"energy": "Offer of the supplier"},
        tonnes=Decimal("2.7"),
        names=NAMES,
    )
    return replace(one, **changes)  # type: ignore[arg-type]  # fields by name


def appraised(measure: Measure, by: Person | None = None, **changes: object) -> Appraisal:
    """Appraise a measure; anew where it was appraised already."""
    return actions.appraise(measure=measure, entered=entered(**changes), reason="New offer", on=DAY, by=by)


def appraisal_of(organisation: Organisation) -> Appraisal:
    """Return the newest appraisal of the organisation's measure."""
    measure = plan_of(organisation)
    return measure.appraisals.order_by("-number").first() or appraised(measure)
