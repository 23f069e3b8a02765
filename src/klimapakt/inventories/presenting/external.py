"""The figures of an inventory from another tool with what has to be said beside them.

The caveats on ecocockpit follow its own help page (https://tool.ecocockpit.de/faq): factors mainly of ProBas
and GEMIS, counted from cradle to gate, so that its scopes 1 and 2 may hold upstream emissions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimapakt.foundation.templatetags.format import day
from klimapakt.inventories import queries
from klimapakt.inventories.enums import ExternalTool
from klimapakt.inventories.external import FIGURES, LOCATION, MARKET, SCOPE1, SCOPE3, stated
from klimapakt.inventories.models import EvidenceFile, ExternalFigures, Inventory

NAMES: Final[Mapping[str, object]] = {
    SCOPE1: gettext_lazy("Direct emissions (scope 1)"),
    LOCATION: gettext_lazy("Purchased energy (scope 2), location-based"),
    MARKET: gettext_lazy("Purchased energy (scope 2), market-based"),
    SCOPE3: gettext_lazy("Upstream and downstream emissions (scope 3)"),
}
_IN_A_SENTENCE: Final[Mapping[str, object]] = {
    SCOPE1: gettext_lazy("direct emissions (scope 1)"),
    LOCATION: gettext_lazy("purchased energy (scope 2), location-based"),
    MARKET: gettext_lazy("purchased energy (scope 2), market-based"),
    SCOPE3: gettext_lazy("upstream and downstream emissions (scope 3)"),
}
_MISSING: Final[Mapping[str, object]] = {
    **_IN_A_SENTENCE,
    LOCATION: gettext_lazy("purchased energy (scope 2)"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a report states, with None for figures it does not state, and what to keep in mind.

    ``counted`` says in words what the total holds, ``missing`` what the report does not state.
    """

    tool: str
    total_mg: int
    counted: str
    missing: tuple[str, ...]
    figures: tuple[tuple[str, int | None], ...]
    details: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    file: EvidenceFile | None


def figures_of(inventory: Inventory) -> Shown | None:
    """Return the figures of another tool; None for inventories calculated here."""
    found = queries.external_figures_of([inventory]).get(inventory.pk)
    return shown(found) if found else None


def shown(found: ExternalFigures) -> Shown:
    """Return recorded figures as pages show them."""
    total = stated(found)
    return Shown(
        tool=str(found),
        total_mg=total.mg,
        counted=", ".join(str(_IN_A_SENTENCE[name]) for name in total.counted),
        missing=tuple(str(_MISSING[name]) for name in total.missing),
        figures=tuple((str(NAMES[name]), getattr(found, name)) for name in FIGURES),
        details=tuple(_details(found)),
        caveats=tuple(_caveats(found)),
        file=found.file,
    )


def upstream_word(includes_upstream: bool | None) -> str:
    """Return whether scopes 1 and 2 hold upstream emissions, in a word."""
    if includes_upstream is None:
        return _("not stated")
    return _("included") if includes_upstream else _("not included")


def _details(found: ExternalFigures) -> Iterator[tuple[str, str]]:
    """Yield what else is known; a dash says that the report does not tell."""
    yield _("Method"), found.method or _("not stated")
    yield _("What is included"), found.boundary_note or _("not stated")
    yield _("Upstream emissions in scopes 1 and 2"), upstream_word(found.includes_upstream)
    yield _("Date of the report"), day(found.calculated_on) if found.calculated_on else _("not stated")
    if found.note:
        yield _("Note"), found.note


def _caveats(found: ExternalFigures) -> Iterator[str]:
    """Yield what somebody who reads, compares or adds the figures has to know, the gravest first."""
    yield _upstream(found)
    yield _(
        "The tool used factors and rules of its own. A difference to a year that is calculated here may come "
        "from them alone, so do not read it as a saving."
    )
    if found.tool == ExternalTool.ECOCOCKPIT:
        yield _("ecocockpit takes its factors mainly from ProBas and GEMIS.")
    if (found.scope2_location_mg is None) != (found.scope2_market_mg is None):
        yield _("Purchased energy is stated in one way only. Compare it only with figures of the same way.")
    yield _("The rows behind the figures are not here. Nobody can follow how they were calculated.")


def _upstream(found: ExternalFigures) -> str:
    if found.includes_upstream:
        return _(
            "Scopes 1 and 2 hold upstream emissions as well (cradle to gate). Here these stand in scope 3. "
            "Do not add scopes 1 and 2 to those of other members or to the balance of the city."
        )
    if found.includes_upstream is not None:
        return _("Scopes 1 and 2 are stated without upstream emissions, as they are here.")
    if found.tool == ExternalTool.ECOCOCKPIT:
        return _(
            "Scopes 1 and 2 may hold upstream emissions: ecocockpit counts from cradle to gate unless "
            "somebody chose otherwise. Do not add them to those of other members or to the balance of the "
            "city."
        )
    return _(
        "It is not known whether scopes 1 and 2 hold upstream emissions. Do not add them to those of other "
        "members or to the balance of the city."
    )
