"""Filters that write numbers, units and days in the language of the page; the rules are in ``design/``."""

import datetime

from django import template
from django.utils.translation import get_language, gettext

from klimapakt.foundation.design import numbers, units
from klimapakt.methods.messages import Message

register = template.Library()


@register.filter
def mass(mg_co2e: int) -> str:
    """Write whole milligrams CO2e with three digits in the fitting unit: "412 t CO₂e"."""
    return numbers.mass(mg_co2e, _language())


@register.filter
def exact_mass(mg_co2e: int) -> str:
    """Write whole milligrams CO2e in kilograms with every digit."""
    return numbers.exact_mass(mg_co2e, _language())


@register.filter
def number(value: numbers.Number) -> str:
    """Write a number with every digit."""
    return numbers.number(value, _language())


@register.filter
def significant(value: numbers.Number) -> str:
    """Write a number with three significant digits."""
    return numbers.significant(value, _language())


@register.filter
def energy(mwh: numbers.Number) -> str:
    """Write an amount of energy given in MWh."""
    return numbers.energy(mwh, _language())


@register.filter
def percent(value: numbers.Number) -> str:
    """Write a percentage; 12.3 is 12.3 %."""
    return numbers.percent(value, _language())


@register.filter
def share(part: int, whole: int) -> str:
    """Write which percentage of the whole the part is."""
    return numbers.share(part, whole, _language())


@register.filter(expects_localtime=True)
def day(on: datetime.date) -> str:
    """Write a day with its month as a word."""
    return numbers.day(on, _language())


@register.filter
def unit(name: str) -> str:
    """Write a unit of the calculation in words: kWh_Hs is "kWh (gross calorific value)"."""
    return units.unit(name)


@register.filter
def amount(value: numbers.Number, unit_name: str) -> str:
    """Write an amount with every digit and its unit: "48.000 kWh"."""
    return f"{numbers.number(value, _language())}{numbers.NARROW_SPACE}{units.unit(unit_name)}"


@register.filter
def factor(kg_per_unit: numbers.Number, unit_name: str) -> str:
    """Write an emission factor with every digit: "0,361 kg CO₂e je kWh"."""
    values = {"kilograms": numbers.number(kg_per_unit, _language()), "unit": units.unit(unit_name)}
    return gettext("%(kilograms)s\u202fkg CO₂e per %(unit)s") % values


@register.filter
def translated(message: Message) -> str:
    """Say a message of the calculation methods in the language of the page."""
    return message.translated(gettext)


def _language() -> str:
    return get_language() or "en"
