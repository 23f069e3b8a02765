"""An inventory from another tool: its figures as its report states them, and what to mind."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import day, exact_mass, mass
from klimapakt.inventories.documents.blocks import Block, Column, Facts, Heading, Points, Table, Text
from klimapakt.inventories.documents.subject import Subject
from klimapakt.inventories.enums import ExternalTool

FIGURES: Final = ("scope1_mg", "scope2_location_mg", "scope2_market_mg", "scope3_mg")


def stated(subject: Subject) -> Mapping[str, Any]:
    """Return the figures as the record holds them."""
    found: Mapping[str, Any] = subject.content["external"]
    return found


def figures(subject: Subject) -> Iterator[Block]:
    """Yield what the other tool's report states."""
    told = stated(subject)
    yield Heading(_("Figures from another tool"))
    yield Text(_("These figures were calculated elsewhere. They are recorded as the report states them."))
    yield Table(
        _("Emissions as the report states them"),
        (Column(_("Scope"), width=1), Column(_("Emissions"), "right"), Column(_("Exact value"), "right")),
        [
            (
                str(name),
                *((_("not stated"), "–") if (mg := told[key]) is None else (mass(mg), exact_mass(mg))),
            )
            for key, name in names().items()
        ],
    )
    yield Heading(_("Where the figures come from"), level=2)
    yield Facts(tuple(_origin(subject)))
    yield Heading(_("What to mind"), level=2)
    yield Points(tuple(_caveats(told)))


def names() -> Mapping[str, object]:
    """Return the names of the figures."""
    return {
        "scope1_mg": _("Direct emissions (scope 1)"),
        "scope2_location_mg": _("Purchased energy (scope 2), location-based"),
        "scope2_market_mg": _("Purchased energy (scope 2), market-based"),
        "scope3_mg": _("Upstream and downstream emissions (scope 3)"),
    }


def _origin(subject: Subject) -> Iterator[tuple[str, str]]:
    told = stated(subject)
    yield _("Tool"), told["tool_name"] or str(ExternalTool(told["tool"]).label)
    yield _("Method"), told["method"] or _("not stated")
    yield _("What is included"), told["boundary_note"] or _("not stated")
    on = told["calculated_on"]
    yield _("Date of the report"), day(date.fromisoformat(on)) if on else _("not stated")
    file = told["file"]
    yield _("Report"), f"{file['name']} (SHA-256 {file['sha256']})" if file else _("not stated")
    if told["note"]:
        yield _("Note"), told["note"]


def _caveats(told: Mapping[str, Any]) -> Iterator[str]:
    yield _("No line can be checked here: amounts and factors stand in the other tool.")
    yield _("Figures that the report does not state are unknown, not zero. Nothing is added up here.")
    if told["includes_upstream"]:
        yield _(
            "Scopes 1 and 2 hold upstream emissions as well (cradle to gate). They are higher than scopes "
            "1 and 2 by the GHG Protocol and must not be compared with them."
        )
    elif told["includes_upstream"] is None:
        yield _(
            "The report does not say whether scopes 1 and 2 hold upstream emissions. Compare them with other "
            "inventories only after asking."
        )
