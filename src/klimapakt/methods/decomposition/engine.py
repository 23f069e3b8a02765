"""LMDI-I, additive and multiplicative, with the analytic limits for zero values.

Additive: sum over rows of L(V_T, V_0) * ln(x_T / x_0). Multiplicative: exp of the same sum over
L(total_T, total_0). Source: Ang, Energy Policy 33 (2005), 867-871, eq. 4 and 5; limits: Ang, Zhang, Choi
(1998), table 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, fsum, prod

from klimapakt.methods.logarithmic import log_ratio, logarithmic_mean
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

Row = Sequence[Fraction]


@dataclass(frozen=True, slots=True)
class Case:
    """Factors by name, and their values in each row of the base year and of the current year."""

    factors: tuple[str, ...]
    base: tuple[Row, ...]
    current: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Decomposition:
    """What each factor contributed, in the unit of the product and as a multiplier.

    ``terms`` are the additive contributions by row and factor. A multiplier is None where a total is zero.
    """

    factors: tuple[str, ...]
    terms: tuple[tuple[float, ...], ...]
    multipliers: tuple[float | None, ...]
    base_total: float
    current_total: float

    @property
    def additive(self) -> tuple[float, ...]:
        """Return each factor's contribution over all rows; together they are the whole change."""
        return tuple(fsum(row[at] for row in self.terms) for at in range(len(self.factors)))

    def as_json(self) -> dict[str, object]:
        """Return the answer as the contract prints it."""
        return {
            "additive": dict(zip(self.factors, self.additive, strict=True)),
            "multiplicative": dict(zip(self.factors, self.multipliers, strict=True)),
            "terms": [list(row) for row in self.terms],
            "base_total": self.base_total,
            "current_total": self.current_total,
        }


def decompose(case: Case) -> Decomposition:
    """Return the contributions of every factor. Raises Refused when a product leaves the range of a float.

    >>> double = Case(("amount", "factor"), ((Fraction(2), Fraction(3)),), ((Fraction(4), Fraction(3)),))
    >>> [round(part, 9) for part in decompose(double).additive]
    [6.0, 0.0]
    """
    try:
        before, after = _total(case.base), _total(case.current)
        terms = tuple(terms_of(then, now) for then, now in zip(case.base, case.current, strict=True))
        multipliers = _multipliers(terms, logarithmic_mean(after, before), len(case.factors))
        return Decomposition(case.factors, terms, multipliers, float(before), float(after))
    except OverflowError as error:
        template = gettext_noop("These numbers are too large to be multiplied. Check them and their units.")
        raise Refused("", Message("overflow", template)) from error


def _total(rows: Sequence[Row]) -> Fraction:
    return sum((prod(row, start=Fraction(1)) for row in rows), Fraction(0))


def terms_of(before: Row, after: Row) -> tuple[float, ...]:
    """Return the additive contributions of one row, which together are its change.

    A row that appears (or disappears) owes it to the factors that were (or became) zero, equally:

    >>> terms_of((Fraction(0), Fraction(5)), (Fraction(2), Fraction(7)))
    (14.0, 0.0)
    """
    then, now = prod(before, start=Fraction(1)), prod(after, start=Fraction(1))
    if not then and not now:
        return (0.0,) * len(before)
    if not then or not now:
        return _limit(before if not then else after, float(now - then))
    mean = logarithmic_mean(now, then)
    return tuple(mean * log_ratio(new, old) for old, new in zip(before, after, strict=True))


def _limit(zeros_in: Row, change: float) -> tuple[float, ...]:
    count = sum(1 for value in zeros_in if not value)
    return tuple(0.0 if value else change / count for value in zeros_in)


def _multipliers(terms: Sequence[Sequence[float]], mean: float, count: int) -> tuple[float | None, ...]:
    if not mean:
        return (None,) * count
    return tuple(exp(fsum(row[at] for row in terms) / mean) for at in range(count))
