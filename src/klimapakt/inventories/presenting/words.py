"""Words for the keys of the calculation, in the language of the page."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.foundation.templatetags.format import day
from klimapakt.inventories.models import Activity
from klimapakt.methods.catalogue import activities
from klimapakt.methods.factors import Edition, Factor
from klimapakt.methods.inventory import Finding, Line
from klimapakt.methods.messages import Message, gettext_noop

SCOPES: Final[Mapping[int, object]] = {
    1: _("Direct emissions (scope 1)"),
    2: _("Purchased energy (scope 2)"),
    3: _("Upstream and downstream emissions (scope 3)"),
}

CATEGORIES: Final[Mapping[str, object]] = {
    "stationary_combustion": _("Heating and process heat"),
    "mobile_combustion": _("Own vehicles"),
    "fugitive": _("Refrigerants and other gases"),
    "purchased_electricity": _("Purchased electricity"),
    "purchased_heat": _("Purchased heat"),
    "upstream_energy": _("Supply of energy and fuels"),
    "purchased_goods": _("Purchased goods"),
    "paper_it": _("Paper and equipment"),
    "water": _("Water and wastewater"),
    "waste": _("Waste"),
    "freight": _("Freight"),
    "business_travel": _("Business travel"),
    "commuting": _("Commuting"),
    "own_factor": _("With a factor of your own"),
    "biogenic_co2": _("Biogenic CO₂"),
    "flight_non_co2": _("Non-CO₂ effects of flying"),
    "electricity_fed_in_avoided": _("Avoided by electricity fed into the grid"),
    "outside_scopes": _("Gases outside the scopes"),
}

SCOPE3: Final[Mapping[int, object]] = {
    1: _("Purchased goods and services"),
    2: _("Capital goods"),
    3: _("Fuel- and energy-related activities"),
    4: _("Upstream transport"),
    5: _("Waste generated in operations"),
    6: _("Business travel"),
    7: _("Employee commuting"),
    8: _("Leased assets"),
    9: _("Downstream transport"),
    10: _("Processing of sold products"),
    11: _("Use of sold products"),
    12: _("End of life of sold products"),
    13: _("Assets leased to others"),
    14: _("Franchises"),
    15: _("Investments"),
}

PARTS: Final[Mapping[str, object]] = {
    "direct": _("Direct emissions"),
    "location": _("Location-based"),
    "market": _("Market-based"),
    "upstream": _("Supply of the energy"),
    "biogenic": _("Biogenic CO₂, outside the scopes"),
    "memo": _("For information, not in the total"),
    "outside_scopes": _("Outside the scopes"),
}

METHODS: Final[Mapping[str, object]] = {
    "location": _("counts in the location-based total only"),
    "market": _("counts in the market-based total only"),
    "both": _("counts in both totals"),
}

EXTRAS: Final[Mapping[str, object]] = {
    "gas": _("Gas"),
    "country": _("Country"),
    "cabin": _("Cabin class"),
    "purpose": _("Purpose"),
    "calorific_kwh_per_m3": _("Calorific value in kWh per m³"),
    "z_number": _("Z-number"),
    "supplier_kg_per_unit": _("Supplier's factor in kg CO₂e per unit"),
    "supplier_source": _("Source of the supplier's factor"),
    "u_amount_percent": _("Uncertainty of the amount in percent"),
    "u_factor_percent": _("Uncertainty of the factor in percent"),
    "instrument": _("Contract instrument"),
}

_QUOTED = gettext_noop("“%(word)s”")
_ENTRY = gettext_noop("row no. %(number)s")


def is_german() -> bool:
    """Tell whether the page is in German."""
    return (get_language() or "en").startswith("de")


def category(key: str) -> str:
    """Return the name of a kind of source; an unknown key stays readable."""
    return str(CATEGORIES.get(key, key.replace("_", " ")))


def activity_name(slug: str, edition: Edition, factor_id: str = "") -> str:
    """Return the name of an activity or of the exact factor chosen in its place."""
    known = activities().get(slug)
    if known is not None:
        return known.label_de if is_german() else known.label_en
    factor = edition.factors.get(factor_id)
    return factor_name(factor) if factor else factor_id or slug


def row_name(row: Activity, edition: Edition) -> str:
    """Return what a row tells of."""
    return activity_name(row.activity, edition, row.factor_id)


def period_of(row: Activity, year: int) -> str:
    """Return the time a row is about; one without a period is about the whole year."""
    start, end = row.period_start, row.period_end
    if start is None or end is None or (start, end) == (date(year, 1, 1), date(year, 12, 31)):
        return gettext("whole year %(year)s") % {"year": year}
    return gettext("%(start)s to %(end)s") % {"start": day(start), "end": day(end)}


def carrier(key: str) -> str:
    """Return the name of an energy carrier: that of its activity."""
    found = next((known for known in activities().values() if known.carrier == key), None)
    if found is None:
        return key.replace("_", " ")
    return found.label_de if is_german() else found.label_en


def factor_name(factor: Factor) -> str:
    """Return the name of a factor as its edition gives it."""
    return factor.name_de if is_german() else factor.name_en


def edition_title(edition: Edition) -> str:
    """Return the title of an edition."""
    return edition.title_de if is_german() else edition.title_en


def scope_of(line: Line) -> str:
    """Return scope and, in scope 3, the category of a line; where it stands when it is in no scope."""
    if line.scope is None:
        return str(PARTS[line.part])
    if line.scope3_category is None:
        return str(SCOPES[line.scope])
    values = {"number": line.scope3_category, "name": SCOPE3[line.scope3_category]}
    return gettext("Scope 3, category %(number)s: %(name)s") % values


def sentence_of(finding: Finding, edition: Edition) -> str:
    """Return the sentence of a finding; rows and factors go by names that people know."""
    params = dict(finding.message.params)
    if str(params.get("other", "")).isdigit():
        params["other"] = Message("entry", _ENTRY, {"number": params["other"]})
    factor = edition.factors.get(str(params.get("factor")))
    if factor is not None:
        params["factor"] = Message("quoted", _QUOTED, {"word": factor_name(factor)})
    return Message(finding.message.code, finding.message.template, params).translated(gettext)
