"""Units as people read them; the calculation's own names (``kWh_Hs``) stay in files and exports."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

_WORDS: Final[Mapping[str, object]] = {
    "kWh_Hs": _("kWh (gross calorific value)"),
    "kWh_Hi": _("kWh (net calorific value)"),
    "MWh_Hs": _("MWh (gross calorific value)"),
    "MWh_Hi": _("MWh (net calorific value)"),
    "m3": "m³",
    "m2": "m²",
    "pkm": _("passenger km"),
    "tkm": _("tonne km"),
    "night": _("nights"),
    "h": _("hours"),
    "piece": _("pieces"),
    "meal": _("meals"),
    "EUR": "€",
}


def unit(name: str) -> str:
    """Return the unit in the words of the page's language; symbols that everybody knows stay as they are.

    >>> unit("kWh"), unit("m3")
    ('kWh', 'm³')
    """
    return str(_WORDS.get(name, name))
