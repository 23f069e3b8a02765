"""Advice in words: the data as it was sent, and the colours of states."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klimapakt.advice.bundles import Bundle
from klimapakt.advice.enums import Part, RequestState
from klimapakt.foundation.design import numbers
from klimapakt.measures.enums import Field, MeasureState, SavingState
from klimapakt.organisations.enums import OrganisationKind, RoleKind, StaffBand

Words = str | Promise
BADGES: Final[Mapping[str, str]] = {
    RequestState.OPEN: "info",
    RequestState.ANSWERED: "success",
    RequestState.APPOINTMENT: "success",
    RequestState.CLOSED: "neutral",
    RequestState.WITHDRAWN: "neutral",
}


def shown(bundle: Bundle) -> list[tuple[Words, list[tuple[Words, str]]]]:
    """Return the data of a bundle as headings with names and values, in the language of the page."""
    return [
        (Part(part).label, [(_NAMES[name], _said(name, value)) for name, value in told.items()])
        for part in Part.values
        if (told := bundle.get(part)) is not None
    ]


def _said(name: str, value: Any) -> str:  # noqa: ANN401  (whatever JSON holds)
    if value in (None, "", []):
        return "–"
    if name.endswith("_mg"):
        return numbers.mass(int(value), get_language() or "en")
    if name == "sites":
        return ", ".join(value)
    label = _LABELS.get(name)
    return str(label(value)) if label else str(value)


def _label(choices: Any) -> Callable[[str], Words]:  # noqa: ANN401  (a class of choices)
    labels = dict(choices.choices)
    return lambda value: labels.get(value, value)


_LABELS: Final[Mapping[str, Callable[[str], Words]]] = {
    "role": _label(RoleKind),
    "kind": _label(OrganisationKind),
    "staff_band": _label(StaffBand),
    "field": _label(Field),
    "state": _label(MeasureState),
    "saving_state": _label(SavingState),
}
_NAMES: Final[Mapping[str, Words]] = {
    "name": _("Name"),
    "email": _("E-mail address"),
    "role": _("Role"),
    "city": _("City"),
    "kind": _("Kind of organisation"),
    "legal_form": _("Legal form"),
    "sector": _("Sector"),
    "staff_band": _("Number of staff"),
    "sites": _("Sites"),
    "year": _("Year"),
    "version": _("Version"),
    "scope1_mg": _("Scope 1"),
    "scope2_location_mg": _("Scope 2, location-based"),
    "scope2_market_mg": _("Scope 2, market-based"),
    "scope3_mg": _("Scope 3, as far as recorded"),
    "title": _("Measure"),
    "field": _("Field of action"),
    "state": _("State"),
    "investment_eur": _("Investment in EUR"),
    "saving_state": _("State of the saving"),
    "saving_mg": _("Saving a year"),
}
