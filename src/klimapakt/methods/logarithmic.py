"""The logarithmic mean, which splits a change among its causes without a rest and in whatever order.

L(a, b) = (a - b) / (ln a - ln b), L(a, a) = a, L(a, 0) = 0. Source: Ang, Energy Policy 33 (2005), 867-871.
"""

from fractions import Fraction
from math import log, log1p
from typing import Final

_SERIES_BELOW: Final = 1e-5


def logarithmic_mean(one: float | Fraction, other: float | Fraction) -> float:
    """Return the logarithmic mean of two numbers that are not negative.

    >>> logarithmic_mean(4, 4), logarithmic_mean(4, 0)
    (4.0, 0.0)
    """
    low, high = sorted((Fraction(one), Fraction(other)))
    if low == high or not low:
        return float(low)
    change = (high - low) / low
    if change < _SERIES_BELOW:
        # x / ln(1 + x) loses digits near zero; its series does not.
        near = float(change)
        return float(low) * (1 + near / 2 - near * near / 12)
    return float(high - low) / log_ratio(high, low)


def log_ratio(new: Fraction, old: Fraction) -> float:
    """Return ln(new / old) of two numbers above zero, exact to the last digits also where they are close.

    >>> log_ratio(Fraction(10**9 + 1), Fraction(10**9))
    9.999999995e-10
    """
    change = (new - old) / old
    if -0.5 < change < 1:
        return log1p(float(change))
    ratio = new / old
    # Whole numbers of any length have a logarithm; a quotient may leave the range of a float.
    return log(ratio.numerator) - log(ratio.denominator)
