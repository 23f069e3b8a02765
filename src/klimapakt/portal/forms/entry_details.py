"""The fields that only some rows have: gas, country, calorific value, contract, a factor of one's own."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.drafts import amount_text
from klimapakt.inventories.presenting import words
from klimapakt.methods.factors import Edition
from klimapakt.methods.inventory.case import CRITERIA
from klimapakt.portal.forms.numbers import QuantityField
from klimapakt.portal.presenting.choices import Choice

BEFORE_AMOUNT: Final = (
    "gas",
    "factor_source",
    "factor_kg_per_unit",
    "factor_scope",
    "factor_scope3_category",
)
BESIDE_AMOUNT: Final = ("calorific_kwh_per_m3", "z_number", "country", "cabin", "purpose")
FOLDED: Final = frozenset({"u_amount_percent", "instrument_kind", "instrument_amount"}) | {
    "instrument_kg_per_unit",
    "instrument_criteria",
}
UNIT_HINTS: Final[Mapping[str, Promise]] = {
    "natural_gas": _(
        "Gas bills state kWh by the gross calorific value (Brennwert, Hs). "
        "Cubic metres need two more numbers of the bill."
    ),
}
_TRAVEL: Final = frozenset(
    {"car_average", "car_electric", "rail_local", "rail_long_distance", "bus_local"}
) | {
    "tram_metro",
    "e_bike",
}
_NUMBERS: Final = ("calorific_kwh_per_m3", "z_number", "supplier_kg_per_unit", "u_amount_percent")
_TEXTS: Final = ("gas", "country", "cabin", "purpose", "supplier_source")
_CRITERIA_WORDS: Final[Mapping[str, Promise]] = {
    "conveys_attributes": _("The contract says which plants the electricity comes from."),
    "sole_claim": _("Nobody else may claim the same electricity."),
    "redeemed_for_reporter": _("The guarantees of origin were cancelled for us (statement at hand)."),
    "vintage_close": _("They are from the same time as the consumption."),
    "same_market": _("They are from the same electricity market."),
    "supplier_rate_excludes_sold_certificates": _("The supplier does not count what it sold to others."),
    "direct_attributes_transferred_once": _("With a direct line: the attributes were passed on once only."),
    "residual_mix_used_or_absence_disclosed": _("What is not covered is counted with the residual mix."),
}


def fields_for(choice: Choice, edition: Edition) -> dict[str, forms.Field]:
    """Return the further fields of a row about this."""
    makers = _MAKERS.get(choice.activity, ())
    fields: dict[str, forms.Field] = _own_factor() if choice.is_own else {}
    for make in makers:
        fields.update(make(edition))
    fields["u_amount_percent"] = QuantityField(
        label=_("Uncertainty of the amount in percent"),
        required=False,
        help_text=_("Only if you know it; otherwise it follows from where the amount comes from."),
    )
    return fields


def missing(choice: Choice, entered: Mapping[str, Any]) -> Iterator[tuple[str, Promise]]:
    """Yield the fields that are needed because of what was entered in others, with the sentence."""
    if choice.activity == "natural_gas" and entered.get("unit") == "m3":
        for name in ("calorific_kwh_per_m3", "z_number"):
            if entered.get(name) is None:
                yield name, _("Cubic metres need this number of the bill.")
    if entered.get("supplier_kg_per_unit") is not None and not entered.get("supplier_source"):
        yield "supplier_source", _("Please say where the supplier states it.")
    if choice.is_own and entered.get("factor_scope") == "3" and not entered.get("factor_scope3_category"):
        yield "factor_scope3_category", _("Please choose the category of scope 3.")


def extras_of(choice: Choice, entered: Mapping[str, Any]) -> dict[str, object]:
    """Return the optional fields of the calculation's contract, numbers as text."""
    extras: dict[str, object] = {name: entered[name] for name in _TEXTS if entered.get(name)}
    for name in _NUMBERS:
        if entered.get(name) is not None:
            extras[name] = amount_text(entered[name])
    if entered.get("unit") != "m3":
        extras.pop("calorific_kwh_per_m3", None)
        extras.pop("z_number", None)
    kind = entered.get("instrument_kind")
    if kind:
        extras["instrument"] = _instrument(kind, entered)
    if choice.is_own:
        extras["factor"] = _factor(entered)
    return extras


def initial_of(extras: Mapping[str, Any]) -> dict[str, object]:
    """Return the fields of a stored row's further details."""
    found: dict[str, object] = {name: extras[name] for name in _TEXTS if name in extras}
    found |= {name: Decimal(str(extras[name])) for name in _NUMBERS if name in extras}
    factor, instrument = extras.get("factor"), extras.get("instrument")
    if factor:
        found |= {
            "factor_source": factor["source"],
            "factor_kg_per_unit": Decimal(str(factor["kg_per_unit"])),
            "factor_scope": str(factor["scope"]),
            "factor_scope3_category": str(factor.get("scope3_category") or ""),
        }
    if instrument:
        found["instrument_kind"] = instrument["kind"]
        found["instrument_criteria"] = [key for key, met in instrument.get("criteria", {}).items() if met]
        for name in ("amount", "kg_per_unit"):
            if instrument.get(name) is not None:
                found[f"instrument_{name}"] = Decimal(str(instrument[name]))
    return found


def _instrument(kind: str, entered: Mapping[str, Any]) -> dict[str, object]:
    met = set(entered.get("instrument_criteria") or ())
    made: dict[str, object] = {"kind": kind, "criteria": {name: name in met for name in CRITERIA}}
    for name in ("amount", "kg_per_unit"):
        value = entered.get(f"instrument_{name}")
        if value is not None:
            made[name] = amount_text(value)
    return made


def _factor(entered: Mapping[str, Any]) -> dict[str, object]:
    scope = int(entered["factor_scope"])
    made: dict[str, object] = {
        "kg_per_unit": amount_text(entered["factor_kg_per_unit"]),
        "unit": entered["unit"],
        "scope": scope,
        "source": entered["factor_source"],
    }
    if scope == 3:
        made["scope3_category"] = int(entered["factor_scope3_category"])
    return made


def _own_factor() -> dict[str, forms.Field]:
    return {
        "factor_source": forms.CharField(
            label=_("Source of the factor"),
            max_length=250,
            help_text=_(
                "Who published it, where and in which year. Without a source a factor is not counted."
            ),
        ),
        "factor_kg_per_unit": QuantityField(label=_("Factor in kg CO₂e per unit")),
        "factor_scope": forms.ChoiceField(
            label=_("Where the emissions arise"),
            choices=[(str(key), word) for key, word in words.SCOPES.items()],
        ),
        "factor_scope3_category": forms.ChoiceField(
            label=_("Category, only for upstream and downstream emissions (scope 3)"),
            required=False,
            choices=[("", _("None")), *((str(key), f"{key}. {word}") for key, word in words.SCOPE3.items())],
        ),
    }


def _gas(edition: Edition) -> dict[str, forms.Field]:
    names = sorted(gas.name for gas in edition.gases.values() if gas.ar5 is not None)
    choice = forms.ChoiceField(
        label=_("Which gas was refilled"),
        choices=[("", _("Please choose")), *((name, name) for name in names)],
        help_text=_("It stands on the label of the machine and in the service report."),
    )
    return {"gas": choice}


def _country(edition: Edition) -> dict[str, forms.Field]:
    countries = _countries(edition)
    return {"country": forms.ChoiceField(label=_("Country"), choices=countries, initial="DE", required=False)}


def _cabin(edition: Edition) -> dict[str, forms.Field]:
    del edition
    choices = list(_CABINS.items())
    return {"cabin": forms.ChoiceField(label=_("Cabin class"), required=False, choices=choices)}


def _purpose(edition: Edition) -> dict[str, forms.Field]:
    del edition
    return {"purpose": forms.ChoiceField(label=_("Purpose"), required=False, choices=_PURPOSES)}


def _gas_conversion(edition: Edition) -> dict[str, forms.Field]:
    del edition
    return {
        "calorific_kwh_per_m3": QuantityField(
            label=_("Calorific value in kWh per m³"),
            required=False,
            help_text=_("Only for cubic metres. On the bill: “Abrechnungsbrennwert”, about 10 to 12."),
        ),
        "z_number": QuantityField(
            label=_("Z-number"),
            required=False,
            help_text=_("Only for cubic metres. On the bill: “Zustandszahl”, about 0.9 to 1."),
        ),
    }


def _supplier(edition: Edition) -> dict[str, forms.Field]:
    del edition
    return {
        "supplier_kg_per_unit": QuantityField(
            label=_("Factor of your heat supplier in kg CO₂e per unit"),
            required=False,
            help_text=_("It is more exact than the general value. You find it on the supplier's website."),
        ),
        "supplier_source": forms.CharField(
            label=_("Where the supplier states it"), required=False, max_length=250
        ),
    }


def _contract(edition: Edition) -> dict[str, forms.Field]:
    del edition
    return {
        "instrument_kind": forms.ChoiceField(
            label=_("Green electricity with evidence"), required=False, choices=_INSTRUMENTS
        ),
        "instrument_amount": QuantityField(
            label=_("How much of it the contract covers"),
            required=False,
            help_text=_("In the unit of the amount. Empty means all of it."),
        ),
        "instrument_kg_per_unit": QuantityField(
            label=_("Factor of the contract in kg CO₂e per unit"), required=False
        ),
        "instrument_criteria": forms.MultipleChoiceField(
            label=_("What your evidence shows"),
            required=False,
            choices=[(name, _CRITERIA_WORDS[name]) for name in CRITERIA],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("All eight have to be met; otherwise the contract is not counted."),
        ),
    }


def _countries(edition: Edition) -> list[tuple[str, str]]:
    keys = [key for key in edition.series if key.startswith("desnz-hotel-") and key.endswith("-night")]
    codes = sorted({key.removeprefix("desnz-hotel-").removesuffix("-night").upper() for key in keys})
    return [(code, code) for code in codes if len(code) == 2]


_CABINS: Final[Mapping[str, Promise]] = {
    "average": _("Average or not known"),
    "economy": _("Economy"),
    "premium_economy": _("Premium economy"),
    "business": _("Business"),
    "first": _("First"),
}
_PURPOSES: Final = [
    ("", _("Business trip")),
    ("commute", _("Way to work")),
    ("own_fleet", _("With vehicles of our own")),
]
_INSTRUMENTS: Final = [
    ("", _("No, an ordinary contract")),
    ("guarantee_of_origin", _("Guarantees of origin cancelled for us")),
    ("ppa", _("Contract with a plant (PPA)")),
    ("supplier_factor", _("Tariff with a factor stated by the supplier")),
]
_MAKERS: Final[Mapping[str, tuple[Callable[[Edition], dict[str, forms.Field]], ...]]] = {
    "natural_gas": (_gas_conversion,),
    "refrigerant": (_gas,),
    "hotel_night": (_country,),
    "flight_domestic": (_cabin,),
    "flight_short_haul": (_cabin,),
    "flight_long_haul": (_cabin,),
    "district_heat": (_supplier,),
    "electricity": (_contract,),
    **dict.fromkeys(_TRAVEL, (_purpose,)),
}
