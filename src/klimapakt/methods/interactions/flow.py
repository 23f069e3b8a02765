"""One energy flow and the measures that act on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, log1p

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.splitting import split_exactly


@dataclass(frozen=True, slots=True)
class Joint:
    """What measures save together on one flow, in whole milligrams.

    ``parts`` is each measure's part; together they are ``saved_mg``. ``overlap_mg`` is what adding up the
    single savings would have counted too much.
    """

    left_mg: int
    saved_mg: int
    parts: Mapping[str, int]
    overlap_mg: int


def interact(flow_mg: int, shares: Mapping[str, Decimal]) -> Joint:
    """Return what measures save together when each takes a share of what the others leave.

    ``shares`` says by measure which part of the flow it would save alone. Raises Refused for a share outside
    0 to 1. Two halves leave a quarter, not nothing:

    >>> found = interact(1000, {"insulation": Decimal("0.5"), "boiler": Decimal("0.5")})
    >>> found.left_mg, found.parts, found.overlap_mg
    (250, {'insulation': 375, 'boiler': 375}, 250)
    """
    for name, share in shares.items():
        if not share.is_finite() or not 0 <= share <= 1:
            template = gettext_noop("The saving of a measure on a flow is a share between 0 and 1.")
            raise Refused(f"shares.{name}", Message("not_a_share", template))
    left = Fraction(flow_mg)
    for share in shares.values():
        left *= 1 - Fraction(share)
    left_mg = floor(left + Fraction(1, 2))
    alone = sum((Fraction(share) for share in shares.values()), Fraction(0)) * flow_mg
    return Joint(
        left_mg=left_mg,
        saved_mg=flow_mg - left_mg,
        parts=split_exactly(flow_mg - left_mg, _weights(shares)),
        overlap_mg=floor(alone + Fraction(1, 2)) - (flow_mg - left_mg),
    )


def _weights(shares: Mapping[str, Decimal]) -> dict[str, Fraction]:
    """Return -ln(1 - s) by measure; where some save everything, they alone count, equally (the limit)."""
    everything = {name for name, share in shares.items() if float(share) >= 1}
    if everything:
        return {name: Fraction(int(name in everything)) for name in shares}
    return {name: Fraction(-log1p(-float(share))) for name, share in shares.items()}
