"""Formulas that add up the lines, and the totals they have to give. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from klimapakt.inventories.documents.cells import column_letters
from klimapakt.inventories.documents.lines_of_workbook import FIRST_ROW, PLACES

_NOT_MARKET: Final = '"<>market"'
_NOT_LOCATION: Final = '"<>location"'
_ANY_SCOPE: Final = '">0"'


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the sheet of the lines; every method returns a formula in milligrams."""

    sheet: str
    count: int

    def over(self, **conditions: str) -> str:
        """Return the sum of the lines that meet all conditions, each a criterion for a column."""
        criteria = "".join(f",{self._range(name)},{wanted}" for name, wanted in conditions.items())
        return f"SUMIFS({self._range('co2e_mg')}{criteria})"

    def both(self, **conditions: str) -> tuple[str, str]:
        """Return the location-based and the market-based sum."""
        return self.over(**conditions, part=_NOT_MARKET), self.over(**conditions, part=_NOT_LOCATION)

    def everything(self) -> tuple[str, str]:
        """Return both sums of all scopes."""
        return self.both(scope=_ANY_SCOPE)

    def of_site(self, cell: str) -> tuple[str, str]:
        """Return both sums of the site whose name stands in a cell.

        Names are compared letter by letter: as a criterion, a name with an asterisk would mean many names.
        """
        first, second = (
            f"SUMPRODUCT(EXACT({self._range('site')},{cell})*({self._range('scope')}>0)"
            f'*({self._range("part")}<>"{part}")*{self._range("co2e_mg")})'
            for part in ("market", "location")
        )
        return first, second

    def _range(self, name: str) -> str:
        letters = column_letters(PLACES[name])
        last = FIRST_ROW + max(self.count, 1) - 1
        return f"'{self.sheet}'!${letters}${FIRST_ROW}:${letters}${last}"


def totals_of(sums: Sums, printed: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Yield key, value and formula of every total; ``printed`` are the totals as the record holds them."""
    location, market = sums.everything()
    formulas = {
        "scope1_mg": sums.over(part='"direct"', scope="1"),
        "scope2_location_mg": sums.over(part='"location"'),
        "scope2_market_mg": sums.over(part='"market"'),
        "scope3_mg": sums.over(scope="3"),
        "location_based_mg": location,
        "market_based_mg": market,
        "biogenic_co2_mg": sums.over(part='"biogenic"'),
    }
    values = stored_totals(printed)
    for key, formula in formulas.items():
        yield key, values[key], formula
    for number in range(1, 16):
        key = f"scope3_mg.{number}"
        yield key, values[key], sums.over(scope="3", scope3_category=str(number))


def stored_totals(printed: Mapping[str, Any]) -> dict[str, int]:
    """Return the totals of a record by the keys that documents use."""
    plain = "scope1_mg scope2_location_mg scope2_market_mg location_based_mg market_based_mg biogenic_co2_mg"
    found = {key: int(printed[key]) for key in plain.split()}
    found["scope3_mg"] = int(printed["scope3_mg"]["total"])
    return found | {f"scope3_mg.{number}": int(printed["scope3_mg"][str(number)]) for number in range(1, 16)}
