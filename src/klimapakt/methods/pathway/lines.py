"""Straight lines between points, exact, and the area below them."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from math import floor


def straight(points: Mapping[int, Fraction], year: int) -> Fraction:
    """Return the value of a year on the straight lines between points, level before and after them.

    >>> straight({2020: Fraction(10), 2030: Fraction(5)}, 2024)
    Fraction(8, 1)
    """
    if year in points:
        return points[year]
    years = sorted(points)
    if year < years[0] or year > years[-1]:
        return points[years[0] if year < years[0] else years[-1]]
    before = max(one for one in years if one < year)
    after = min(one for one in years if one > year)
    return points[before] + (points[after] - points[before]) * Fraction(year - before, after - before)


def rounded(value: Fraction) -> int:
    """Return whole milligrams, halves upwards.

    >>> rounded(Fraction(5, 2))
    3
    """
    return floor(value + Fraction(1, 2))


def doubled_area(values: Mapping[int, int]) -> int:
    """Return twice the area below yearly values (trapezoids), which is a whole number.

    >>> doubled_area({2020: 10, 2021: 8, 2022: 8})
    34
    """
    return sum(one + other for one, other in pairwise(values[year] for year in sorted(values)))
