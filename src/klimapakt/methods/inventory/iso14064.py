"""The same lines in the six categories of ISO 14064-1:2018.

Mapping: scope 1 -> 1; scope 2 -> 2; scope 3 by GHG Protocol category. Upstream emissions of energy (3.3)
stand with the products used (4), as fuel and energy that the organisation buys.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from klimapakt.methods.inventory.lines import Line
from klimapakt.methods.inventory.totals import counts_location_based
from klimapakt.methods.messages import gettext_noop

CATEGORIES = {
    1: gettext_noop("Direct emissions and removals"),
    2: gettext_noop("Imported energy"),
    3: gettext_noop("Transport"),
    4: gettext_noop("Products used by the organisation"),
    5: gettext_noop("Use of the organisation's products"),
    6: gettext_noop("Other sources"),
}
_SCOPE3 = {1: 4, 2: 4, 3: 4, 4: 3, 5: 4, 6: 3, 7: 3, 8: 4, 9: 3, 10: 5, 11: 5, 12: 5, 13: 5, 14: 5, 15: 6}


def iso_14064(lines: Iterable[Line]) -> Mapping[int, int]:
    """Return milligrams CO2e (location-based) by ISO 14064-1 category 1 to 6."""
    sums: Counter[int] = Counter()
    for line in lines:
        if counts_location_based(line):
            sums[iso_category(line)] += line.co2e_mg
    return {category: sums[category] for category in CATEGORIES}


def iso_category(line: Line) -> int:
    """Return the ISO 14064-1 category of a line that has a scope."""
    if line.scope in (1, 2):
        return line.scope
    return _SCOPE3[line.scope3_category or 15]
