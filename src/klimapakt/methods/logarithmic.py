"""The logarithmic mean, which splits a change among its causes without a rest and in whatever order.

L(a, b) = (a - b) / (ln a - ln b), L(a, a) = a, L(a, 0) = 0. Source: Ang, Energy Policy 33 (2005), 867-871.
"""

from math import log, log1p

_SERIES_BELOW = 1e-4


def logarithmic_mean(one: float, other: float) -> float:
    """Return the logarithmic mean of two numbers that are not negative.

    >>> logarithmic_mean(4, 4), logarithmic_mean(4, 0)
    (4.0, 0.0)
    """
    low, high = sorted((float(one), float(other)))
    if low == high:
        return low
    if not low:
        return 0.0
    ratio = (high - low) / low
    if ratio < _SERIES_BELOW:
        # x / ln(1 + x) loses digits near zero; its series does not.
        return low * (1 + ratio / 2 - ratio * ratio / 12 + ratio**3 / 24)
    # Far apart, the difference of logarithms is exact and the ratio may leave the range of a float.
    return (high - low) / (log1p(ratio) if ratio < 1 else log(high) - log(low))
