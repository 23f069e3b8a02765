"""The result of an appraisal with its funding and without. Pure but for reading the rows it is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from klimapakt.measures.models import Appraisal
from klimapakt.methods import appraisal as method
from klimapakt.methods.appraisal.model import Case

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Calculated:
    """A case as it was read, its result, and the result without the grant (the same where there is none)."""

    case: Case
    found: method.Appraisal
    without: method.Appraisal

    @property
    def has_grant(self) -> bool:
        """Tell whether funding makes a difference."""
        return self.case.plan.grant_eur > 0

    @property
    def changes_of_sign(self) -> int:
        """Return how often the payments change their sign; after one, a rate of return says little."""
        signs = [year.cash_flow_eur > 0 for year in self.found.years if round(year.cash_flow_eur, 2)]
        return sum(one != other for one, other in pairwise(signs))


def calculated(case: Mapping[str, Any]) -> Calculated:
    """Return the result of a case in the shape of the contract. Raises Refused."""
    read = _read(case)
    found = method.appraise(read)
    bare = dict(case) | {"grant_eur": "0"}
    without = method.appraise(_read(bare)) if read.plan.grant_eur else found
    return Calculated(read, found, without)


def of_appraisal(appraisal: Appraisal) -> Calculated:
    """Return the result of a stored appraisal, calculated again from its input."""
    return calculated(appraisal.case)


def euros(value: float) -> Decimal:
    """Return euros in whole cents.

    >>> euros(-0.001), euros(12.345)
    (Decimal('0.00'), Decimal('12.35'))
    """
    return Decimal(repr(round(value, 2) + 0.0)).quantize(_CENT)


def _read(case: Mapping[str, Any]) -> Case:
    read = method.read_case(dict(case))
    if not isinstance(read, Case):
        raise TypeError(type(read))
    return read
