"""When a float64 division gives the very amount that the loop finds in Decimal.

The loop converts an amount in Decimal and rounds once, to float64. Engines have no Decimal division worth the
name, so here an amount is a whole number of thousandths (a *quantity*), and a conversion is a fraction of
whole numbers. Product and divisor are then exact in float64, IEEE 754 rounds the quotient correctly, and the
result is the loop's. ``docs/methods/bulk.md`` has the proof and its three bounds; what lies beyond them is
not approximated but calculated by the loop.
"""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from klimapakt.methods.units import Conversion

QUANTITIES_PER_UNIT = 1000
EXACT_BELOW = 2**53
_ODD_BELOW = 2**35


class Ratio(NamedTuple):
    """Quantity x numerator / denominator is the amount in the factor's unit. Both are whole numbers."""

    numerator: float
    denominator: float

    @property
    def is_identity(self) -> bool:
        """Return whether the quantity is the amount itself, so that nothing is left to round."""
        return self.numerator == self.denominator == 1

    @property
    def largest(self) -> int:
        """Return the largest quantity whose product with the numerator is exact."""
        return (EXACT_BELOW - 1) // int(self.numerator)


AS_IT_IS = Ratio(1.0, 1.0)


def quantity(amount: Decimal) -> float | None:
    """Return an amount in whole thousandths; None when it is finer or larger than float64 can hold exactly.

    >>> quantity(Decimal("1234.5"))
    1234500.0
    >>> quantity(Decimal("0.0001")) is None
    True
    """
    if amount * QUANTITIES_PER_UNIT >= EXACT_BELOW:
        return None
    whole = int(amount * QUANTITIES_PER_UNIT)
    # Compared with the amount itself, because the product may have been rounded to 28 digits.
    return float(whole) if Decimal(whole) / QUANTITIES_PER_UNIT == amount else None


def exact_ratio(conversion: Conversion) -> Ratio | None:
    """Return the conversion of quantities as a fraction; None when equality with the loop is not proven.

    >>> from klimapakt.methods.units import conversion
    >>> exact_ratio(conversion("GJ", "kWh"))
    Ratio(numerator=5.0, denominator=18.0)
    """
    reduced = Fraction(conversion.numerator) / Fraction(conversion.denominator) / QUANTITIES_PER_UNIT
    if reduced.numerator >= EXACT_BELOW or _odd_part(reduced.denominator) >= _ODD_BELOW:
        return None
    return Ratio(float(reduced.numerator), float(reduced.denominator))


def _odd_part(number: int) -> int:
    return number // (number & -number)
