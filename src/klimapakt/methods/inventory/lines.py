"""Step two of an inventory: multiply. A line is a whole number of milligrams, rounded once, at the line.

``floor(amount * mg_per_unit + 0.5)`` in float64 is the same on every engine; ``klimapakt.methods.bulk``
states it as an expression.
"""

from decimal import Decimal
from math import floor, isfinite
from typing import NamedTuple

from klimapakt.methods.inventory.parts import Part, PartName
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

INT64_MAX = 2**63 - 1


class Line(NamedTuple):
    """One emission line: ``co2e_mg`` = amount x factor, where the factor comes from and why it was chosen.

    ``amount`` is in the unit of the applied factor; what the line shares with others of its kind is in
    ``applied``. A named tuple, because inventories have many lines and tuples are made three times as fast as
    frozen dataclasses.
    """

    id: str
    activity: str
    amount: Decimal
    co2e_mg: int
    applied: Part

    @property
    def part(self) -> PartName:
        """Return which part of the activity this is."""
        return self.applied.part

    @property
    def scope(self) -> int | None:
        """Return the scope; None for memos, biogenic CO2 and gases outside the scopes."""
        return self.applied.scope

    @property
    def scope3_category(self) -> int | None:
        """Return the category of scope 3."""
        return self.applied.scope3_category

    @property
    def category(self) -> str:
        """Return the kind of source, such as stationary_combustion."""
        return self.applied.category

    @property
    def method(self) -> str:
        """Return location, market or both."""
        return self.applied.method

    @property
    def factor_id(self) -> str:
        """Return the id of the applied factor."""
        return self.applied.factor_id

    @property
    def kg_per_unit(self) -> Decimal:
        """Return the factor in kilograms CO2e per unit."""
        return self.applied.kg_per_unit

    @property
    def unit(self) -> str:
        """Return the unit of amount and factor."""
        return self.applied.unit

    @property
    def source(self) -> str:
        """Return publisher, title and year of the factor."""
        return self.applied.source

    @property
    def reason(self) -> Message:
        """Return why this factor was chosen."""
        return self.applied.reason

    @property
    def quality(self) -> int:
        """Return the quality of the factor from 5 (best) to 1."""
        return self.applied.quality

    def as_json(self) -> dict[str, object]:
        """Return the line as the contract prints it."""
        return {
            "id": self.id,
            "activity": self.activity,
            "part": self.part,
            "scope": self.scope,
            "scope3_category": self.scope3_category,
            "category": self.category,
            "method": self.method,
            "factor_id": self.factor_id,
            "kg_per_unit": json_number(self.kg_per_unit),
            "amount": json_number(self.amount),
            "unit": self.unit,
            "co2e_mg": self.co2e_mg,
            "source": self.source,
            "reason": self.reason.text(),
        }


def milligrams(amount: float, mg_per_unit: float) -> int:
    """Return the line in whole milligrams CO2e, half a milligram up. Raises OverflowError beyond 64 bits.

    >>> milligrams(1000.0, 361000.0)
    361000000
    """
    product = floor(amount * mg_per_unit + 0.5)
    if product > INT64_MAX:
        raise OverflowError(product)
    return product


def line_of(part: Part, activity: str, name: str, amount: Decimal, path: str) -> Line:
    """Return the line for a part; ``amount`` is in the unit of the activity, before the part's conversion."""
    converted = part.conversion.apply(amount)
    try:
        co2e_mg = milligrams(float(converted), part.mg_per_unit)
    except OverflowError as error:
        template = gettext_noop(
            "Amount times factor is larger than any inventory can be. Check the amount and its unit."
        )
        raise Refused(f"{path}.amount", Message("overflow", template)) from error
    return Line(name, activity, converted, co2e_mg, part)


def json_number(value: Decimal) -> int | float:
    """Return a Decimal as a JSON number: whole numbers without a point, all others as the nearest float64."""
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    found = float(value)
    if not isfinite(found):
        raise OverflowError(value)
    return found
