"""The parts of the form of an appraisal that repeat: further payments and scenarios."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.measures.appraising.entered import GROUP_WORDS, Line, Scenario
from klimapakt.portal.forms.numbers import QuantityField
from klimapakt.portal.forms.rates import RateField

TIMINGS: Final = (
    ("yearly", _("every year, from year 1")),
    ("every", _("every so many years")),
    ("once", _("once, in one year")),
)
SIGNS: Final = (("-1", _("We pay it")), ("1", _("We receive or save it")))


def groups() -> list[tuple[str, object]]:
    """Return the groups whose prices change apart from one another."""
    return [(key, _(words)) for key, words in GROUP_WORDS.items()]


def line_fields() -> dict[str, forms.Field]:
    """Return the fields of one further payment."""
    return {
        "name": forms.CharField(label=_("What"), max_length=200, required=False),
        "sign": forms.ChoiceField(label=_("Direction"), choices=SIGNS, required=False),
        "quantity": QuantityField(label=_("Amount"), required=False),
        "unit_price_eur": QuantityField(label=_("EUR each"), required=False),
        "timing": forms.ChoiceField(label=_("When"), choices=TIMINGS, required=False),
        "number": forms.IntegerField(
            label=_("Number of years, or the year"),
            required=False,
            min_value=0,
            help_text=_("Year 0 is the year of the investment."),
        ),
        "group": forms.ChoiceField(label=_("Its price changes like"), choices=groups, required=False),
        "degradation_percent": QuantityField(label=_("Gets less each year by percent"), required=False),
        "source": forms.CharField(label=_("Source"), max_length=500, required=False),
    }


def scenario_fields() -> dict[str, forms.Field]:
    """Return the fields of one scenario."""
    return {
        "name": forms.CharField(label=_("Name of the scenario"), max_length=60, required=False),
        "investment_eur": QuantityField(label=_("Investment in EUR"), required=False),
        "discount_percent": RateField(label=_("Discount rate in percent"), required=False),
        "energy_percent": RateField(label=_("Energy prices change a year by percent"), required=False),
        "other_percent": RateField(label=_("Other prices change a year by percent"), required=False),
        "horizon_years": forms.IntegerField(label=_("Years looked at"), required=False, min_value=0),
        "saving_percent": QuantityField(
            label=_("Savings and receipts, percent of the plan"),
            required=False,
            help_text=_("For example 80."),
        ),
    }


PARTS: Final[Mapping[str, Callable[[], dict[str, forms.Field]]]] = {
    "line": line_fields,
    "scenario": scenario_fields,
}


def line_of(given: Mapping[str, Any], place: int) -> Line | None:
    """Return the payment at a place; None where nothing was entered."""
    values = _values("line", given, place)
    if not any(values[name] for name in ("name", "quantity", "unit_price_eur", "source")):
        return None
    return Line(
        name=values["name"].strip(),
        sign=int(values["sign"] or -1),
        quantity=values["quantity"],
        unit_price_eur=values["unit_price_eur"],
        group=values["group"] or "other",
        timing=values["timing"] or "yearly",
        number=values["number"],
        degradation_percent=values["degradation_percent"] or type(values["quantity"])(0),
        source=values["source"].strip(),
    )


def scenario_of(given: Mapping[str, Any], place: int) -> Scenario | None:
    """Return the scenario at a place; None where nothing was entered."""
    values = _values("scenario", given, place)
    if not any(value not in (None, "") for value in values.values()):
        return None
    return Scenario(**{**values, "name": values["name"].strip()})


def moved(data: Mapping[str, Any], kind: str, removed: int | None) -> dict[str, Any]:
    """Return what was entered with one more part of a kind at the end, or without the one at a place.

    >>> moved({"line_count": "2", "line-0-name": "a", "line-1-name": "b"}, "line", 0)["line-0-name"]
    'b'
    """
    found = {key: data[key] for key in data if not key.startswith(f"{kind}-")}
    count = counted(data, kind)
    kept = [place for place in range(count) if place != removed]
    for new, old in enumerate(kept):
        start = f"{kind}-{old}-"
        found |= {
            f"{kind}-{new}-{key.removeprefix(start)}": data[key] for key in data if key.startswith(start)
        }
    found[f"{kind}_count"] = len(kept) + (1 if removed is None else 0)
    return found


def counted(data: Mapping[str, Any], kind: str) -> int:
    """Return how many parts of a kind stand in the form."""
    text = str(data.get(f"{kind}_count") or "0")
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def _values(kind: str, given: Mapping[str, Any], place: int) -> dict[str, Any]:
    return {name: given.get(f"{kind}-{place}-{name}") for name in PARTS[kind]()}
