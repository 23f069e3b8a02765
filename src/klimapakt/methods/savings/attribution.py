"""Who counts which part of a saving that several made together: shares of at most one in sum."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.savings.states import (
    Annual,
    Cumulative,
    Evidenced,
    Implemented,
    Planned,
    Saving,
    Verified,
)
from klimapakt.methods.splitting import split_exactly

StateT = TypeVar("StateT", Planned, Implemented, Evidenced, Verified)
PeriodT = TypeVar("PeriodT", Annual, Cumulative)
NOBODY = ""
"""The key of the part that nobody counts."""


def attributed(
    saving: Saving[StateT, PeriodT], shares: Mapping[str, Decimal]
) -> dict[str, Saving[StateT, PeriodT]]:
    """Return each member's part of a shared saving; together never more than the saving.

    What the shares leave over stays with nobody. Raises Refused for a share below zero or a sum above one.

    >>> parts = attributed(Saving(100, Evidenced, Annual), {"a": Decimal("0.5"), "b": Decimal("0.25")})
    >>> parts["a"].mg, parts["b"].mg
    (50, 25)
    """
    ensure_shares(shares)
    left = 1 - sum(shares.values(), Decimal(0))
    weights = {**{name: Fraction(share) for name, share in shares.items()}, NOBODY: Fraction(left)}
    parts = split_exactly(saving.mg, weights)
    return {name: Saving(parts[name], saving.state, saving.period, saving.years) for name in shares}


def ensure_shares(shares: Mapping[str, Decimal]) -> None:
    """Refuse a share that is no number from 0 to 1, a member without a name, and a sum above one."""
    for name, share in shares.items():
        if name == NOBODY or not share.is_finite() or not 0 <= share <= 1:
            template = gettext_noop("Each share needs a member and lies between 0 and 1.")
            raise Refused(f"shares.{name}", Message("not_a_share", template))
    if sum(shares.values(), Decimal(0)) > 1:
        template = gettext_noop("The shares add up to more than the whole saving. Lower one of them.")
        raise Refused("shares", Message("shares_above_one", template))


def is_effect_of_pact(implemented_on: date, joined_on: date) -> bool:
    """Return whether a measure may count as an effect of the pact: done on the day of joining or later.

    >>> is_effect_of_pact(date(2023, 5, 1), date(2024, 1, 1))
    False
    """
    return implemented_on >= joined_on
