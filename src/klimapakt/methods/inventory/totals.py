"""Sums of lines: integers, so exact and independent of order. Location- and market-based are never added."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klimapakt.methods.inventory.lines import INT64_MAX, Line
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

MEMO_KEYS = ("flight_non_co2", "electricity_fed_in_avoided", "outside_scopes")


@dataclass(frozen=True, slots=True)
class Totals:
    """Whole milligrams CO2e. Both totals hold scope 1 and scope 3; they differ in scope 2 only."""

    scope1_mg: int
    scope2_location_mg: int
    scope2_market_mg: int
    scope3_mg: Mapping[int, int]
    biogenic_co2_mg: int
    memo_mg: Mapping[str, int]

    @property
    def scope3_total_mg(self) -> int:
        """Return the sum of the 15 categories."""
        return sum(self.scope3_mg.values())

    @property
    def location_based_mg(self) -> int:
        """Return scope 1, scope 2 location-based and scope 3."""
        return self.scope1_mg + self.scope2_location_mg + self.scope3_total_mg

    @property
    def market_based_mg(self) -> int:
        """Return scope 1, scope 2 market-based and scope 3."""
        return self.scope1_mg + self.scope2_market_mg + self.scope3_total_mg

    def as_json(self) -> dict[str, object]:
        """Return the totals as the contract prints them."""
        return {
            "scope1_mg": self.scope1_mg,
            "scope2_location_mg": self.scope2_location_mg,
            "scope2_market_mg": self.scope2_market_mg,
            "scope3_mg": {
                **{str(key): value for key, value in self.scope3_mg.items()},
                "total": self.scope3_total_mg,
            },
            "location_based_mg": self.location_based_mg,
            "market_based_mg": self.market_based_mg,
            "biogenic_co2_mg": self.biogenic_co2_mg,
            "memo_mg": dict(self.memo_mg),
        }


def totals_of(lines: Iterable[Line]) -> Totals:
    """Return the totals of lines. Raises Refused when a sum leaves 64 bits."""
    by_part: Counter[str] = Counter()
    scope3: Counter[int] = Counter()
    memo: Counter[str] = Counter()
    scope1 = 0
    for line in lines:
        applied = line.applied
        if applied.scope == 3 and applied.scope3_category:
            scope3[applied.scope3_category] += line.co2e_mg
        elif applied.part == "direct":
            scope1 += line.co2e_mg
        elif applied.part in ("memo", "outside_scopes"):
            memo[applied.category] += line.co2e_mg
        else:
            by_part[applied.part] += line.co2e_mg
    totals = Totals(
        scope1_mg=scope1,
        scope2_location_mg=by_part["location"],
        scope2_market_mg=by_part["market"],
        scope3_mg={category: scope3[category] for category in range(1, 16)},
        biogenic_co2_mg=by_part["biogenic"],
        memo_mg={key: memo[key] for key in MEMO_KEYS},
    )
    _ensure_64_bits(totals)
    return totals


def counts_location_based(line: Line) -> bool:
    """Return whether a line is part of the location-based total."""
    return line.applied.scope is not None and line.applied.part != "market"


def _ensure_64_bits(totals: Totals) -> None:
    largest = max(
        totals.location_based_mg, totals.market_based_mg, totals.biogenic_co2_mg, *totals.memo_mg.values()
    )
    if largest > INT64_MAX:
        template = gettext_noop(
            "The sum is larger than any inventory can be. Check the amounts and their units."
        )
        raise Refused("activities", Message("overflow", template))
