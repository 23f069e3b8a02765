"""The figures of an inventory as rows and charts; location- and market-based never share a bar."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from klimapakt.foundation.design.charts import Bars, Part, StackedBar
from klimapakt.foundation.templatetags.format import mass
from klimapakt.inventories.presenting import words
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.inventory import ISO_CATEGORIES, Inventory, Line, iso_14064

Key = TypeVar("Key", bound=int | str)
_Sums = Mapping[Key, tuple[int, int]]
"""Location- and market-based milligrams of each key."""
MOST_BARS = 10
_TONES = {1: "one", 2: "two", 3: "three"}
_WIDTH_OF_BAND = 2
"""Standard uncertainties to either side: covers about 95 of 100 cases."""


@dataclass(frozen=True, slots=True)
class BothWays:
    """One row of a table of emissions, in whole milligrams; the two columns answer two questions."""

    name: str
    location_mg: int
    market_mg: int
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Between which masses the true value lies in about 95 of 100 cases."""

    low_mg: int
    high_mg: int
    percent: Decimal
    word: str


@dataclass(frozen=True, slots=True)
class Memo:
    """An amount that stands beside the inventory and in none of its totals."""

    name: str
    mg: int


def band(result: Inventory) -> Band | None:
    """Return the band around the location-based total; None where there is nothing to be uncertain about."""
    uncertainty = result.uncertainty.total_location
    if uncertainty.percent is None:
        return None
    total, reach = result.totals.location_based_mg, _WIDTH_OF_BAND * uncertainty.u
    percent = Decimal(str(_WIDTH_OF_BAND * uncertainty.percent))
    return Band(max(0, round(total - reach)), round(total + reach), percent, _word_for(percent))


def by_scope_and_category(calculated: Calculated) -> tuple[BothWays, ...]:
    """Return each scope with its categories, and the totals last."""
    totals, sums_of = calculated.result.totals, calculated.once(_in_scopes)
    sums = {
        1: (totals.scope1_mg, totals.scope1_mg),
        2: (totals.scope2_location_mg, totals.scope2_market_mg),
        3: (totals.scope3_total_mg, totals.scope3_total_mg),
    }
    rows: list[BothWays] = []
    for scope, (location, market) in sums.items():
        rows.append(BothWays(str(words.SCOPES[scope]), location, market, is_sum=True))
        rows += _largest_first(_named(sums_of[scope], _name_in_scope))
    return (
        *rows,
        BothWays(_("All scopes together"), totals.location_based_mg, totals.market_based_mg, is_sum=True),
    )


def by_site(calculated: Calculated) -> tuple[BothWays, ...]:
    """Return the emissions of each site, the largest first."""
    nowhere = _("Without a site")
    return tuple(_largest_first(_named(calculated.once(_at_sites), lambda name: name or nowhere)))


def by_iso_category(calculated: Calculated) -> tuple[tuple[int, str, int], ...]:
    """Return number, name and location-based emissions of the six categories of ISO 14064-1:2018."""
    return tuple(
        (number, _(ISO_CATEGORIES[number]), mg) for number, mg in calculated.once(_in_iso_categories).items()
    )


def memos(result: Inventory) -> tuple[Memo, ...]:
    """Return what stands beside the totals, without what is zero."""
    totals = result.totals
    found = [Memo(words.category("biogenic_co2"), totals.biogenic_co2_mg)]
    found += [Memo(words.category(key), mg) for key, mg in totals.memo_mg.items()]
    return tuple(memo for memo in found if memo.mg)


def energy_by_carrier(result: Inventory) -> tuple[tuple[str, Decimal], ...]:
    """Return the megawatt hours of each energy carrier, the largest first."""
    carriers = [(words.carrier(key), mwh) for key, mwh in result.energy.by_carrier.items()]
    return tuple(sorted(carriers, key=lambda found: (-found[1], found[0])))


def scope_chart(result: Inventory, year: int) -> StackedBar | None:
    """Return the three scopes of the location-based total as one bar; None without emissions."""
    totals = result.totals
    values = {1: totals.scope1_mg, 2: totals.scope2_location_mg, 3: totals.scope3_total_mg}
    if totals.location_based_mg == 0:
        return None
    largest = max(values, key=lambda scope: values[scope])
    sentence = _("The largest part is “%(name)s” with %(mass)s.") % {
        "name": words.SCOPES[largest],
        "mass": mass(values[largest]),
    }
    return StackedBar(
        key="scopes",
        title=_("Emissions %(year)s by scope, location-based") % {"year": year},
        sentence=sentence,
        parts=tuple(
            Part(str(words.SCOPES[scope]), mg, mass(mg), tone=_TONES[scope])  # type: ignore[arg-type]  # our own keys
            for scope, mg in values.items()
        ),
        total=mass(totals.location_based_mg),
        label_heading=_("Scope"),
        value_heading=_("Emissions"),
    )


def by_source(calculated: Calculated) -> tuple[BothWays, ...]:
    """Return the emissions of each kind of source, whatever its scope, the largest first."""
    return tuple(_largest_first(_named(calculated.once(_by_category), words.category)))


def category_chart(calculated: Calculated, year: int) -> Bars | None:
    """Return the kinds of sources as bars, the smallest together; None without emissions."""
    rows = [row for row in by_source(calculated) if row.location_mg]
    if not rows:
        return None
    shown, rest = rows[:MOST_BARS], rows[MOST_BARS:]
    parts = [Part(row.name, row.location_mg, mass(row.location_mg)) for row in shown]
    if rest:
        mg = sum(row.location_mg for row in rest)
        parts.append(Part(_("All others"), mg, mass(mg), tone="neutral"))
    sentence = _("Most comes from “%(name)s”: %(mass)s.") % {"name": rows[0].name, "mass": parts[0].text}
    return Bars(
        key="categories",
        title=_("Emissions %(year)s by source, location-based") % {"year": year},
        sentence=sentence,
        parts=tuple(parts),
        label_heading=_("Source"),
        value_heading=_("Emissions"),
    )


def name_in_scope(line: Line) -> str:
    """Return under which name of the table by scope and category a line counts."""
    return _name_in_scope(_key_in_scope(line))


def _word_for(percent: Decimal) -> str:
    bands: tuple[tuple[int, Callable[[], str]], ...] = (
        (5, lambda: _("very precise")),
        (15, lambda: _("precise")),
        (30, lambda: _("usable, with clear uncertainty")),
    )
    return next((word() for limit, word in bands if percent <= limit), _("rough"))


def _key_in_scope(line: Line) -> int | str:
    return line.applied.scope3_category or line.applied.category


def _name_in_scope(key: int | str) -> str:
    return str(words.SCOPE3[key]) if isinstance(key, int) else words.category(key)


def _in_scopes(calculated: Calculated) -> Mapping[int, _Sums[int | str]]:
    lines = calculated.result.lines
    return {
        scope: _sums((line for line in lines if line.applied.scope == scope), _key_in_scope)
        for scope in words.SCOPES
    }


def _at_sites(calculated: Calculated) -> _Sums[str]:
    """Return both sums of each site by its name, which is empty where a row has none."""
    sites = {name: row.site.name if row.site else "" for name, row in calculated.row_of.items()}
    return _sums(_counting(calculated), lambda line: sites[line.activity])


def _by_category(calculated: Calculated) -> _Sums[str]:
    return _sums(_counting(calculated), lambda line: line.applied.category)


def _in_iso_categories(calculated: Calculated) -> Mapping[int, int]:
    return iso_14064(calculated.result.lines)


def _counting(calculated: Calculated) -> Iterable[Line]:
    return (line for line in calculated.result.lines if line.scope is not None)


def _sums(lines: Iterable[Line], key_of: Callable[[Line], Key]) -> _Sums[Key]:
    location: defaultdict[Key, int] = defaultdict(int)
    market: defaultdict[Key, int] = defaultdict(int)
    for line in lines:
        key, part = key_of(line), line.applied.part
        location[key] += 0 if part == "market" else line.co2e_mg
        market[key] += 0 if part == "location" else line.co2e_mg
    return {key: (mg, market[key]) for key, mg in location.items()}


def _named(sums: _Sums[Key], name_of: Callable[[Key], str]) -> _Sums[str]:
    """Return the sums by names in the language of the page; two keys of one name stand together."""
    named: dict[str, tuple[int, int]] = {}
    for key, (location, market) in sums.items():
        name = name_of(key)
        before = named.get(name, (0, 0))
        named[name] = (before[0] + location, before[1] + market)
    return named


def _largest_first(sums: _Sums[str]) -> list[BothWays]:
    rows = [BothWays(name, location, market) for name, (location, market) in sums.items()]
    return sorted(rows, key=lambda row: (-row.location_mg, -row.market_mg, row.name))
