"""Figures of another tool: what may be recorded of a report, what it adds up to, what stays unknown.

Nothing is calculated here. A figure that the report does not state stays unknown and is never zero, and the
two ways of counting purchased energy are never added to each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final
from uuid import UUID

from klimapakt.inventories.enums import ExternalTool, InventoryKind
from klimapakt.inventories.models import ExternalFigures
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.messages import Message, gettext_noop

SCOPE1, LOCATION, MARKET, SCOPE3 = "scope1_mg", "scope2_location_mg", "scope2_market_mg", "scope3_mg"
FIGURES: Final = (SCOPE1, LOCATION, MARKET, SCOPE3)
"""The figures that a report may state, in the order in which they are shown."""

MOST_T: Final = 999_999_999
"""Tonnes that a figure may have at most: more than any city of Germany causes in a year."""


class FiguresRefused(NotPossible):
    """The figures cannot be recorded; ``field`` names what is wrong in them."""

    def __init__(self, message: Message, field: str) -> None:
        super().__init__(message)
        self.field = field


class FiguresChanged(NotPossible):
    """Somebody else changed the inventory since the person looked."""

    def __init__(self) -> None:
        template = gettext_noop(
            "Somebody else has changed this inventory in the meantime. Nothing was overwritten. "
            "Compare both versions and decide."
        )
        super().__init__(Message("figures_changed", template))


class InventoryExternal(NotPossible):
    """The figures come from another tool, so no row belongs here; ``inventory`` says which, if known."""

    def __init__(self, inventory: UUID | None = None) -> None:
        template = gettext_noop(
            "The figures of this year come from another tool, so nothing is entered, loaded or answered. "
            "To calculate the year yourself, replace the figures first."
        )
        super().__init__(Message("inventory_external", template))
        self.inventory = inventory


class NotExternal(NotPossible):
    """The inventory is calculated here; ``inventory`` says which."""

    def __init__(self, inventory: UUID) -> None:
        template = gettext_noop(
            "This inventory is calculated here from your own rows. Figures of another tool can be recorded "
            "only while it is empty."
        )
        super().__init__(Message("not_external", template))
        self.inventory = inventory


@dataclass(frozen=True, slots=True)
class ExternalFacts:
    """What the report of another tool states; None where it states nothing."""

    tool: str
    tool_name: str = ""
    method: str = ""
    boundary_note: str = ""
    scope1_mg: int | None = None
    scope2_location_mg: int | None = None
    scope2_market_mg: int | None = None
    scope3_mg: int | None = None
    includes_upstream: bool | None = None
    calculated_on: date | None = None
    note: str = ""

    @classmethod
    def of(cls, figures: ExternalFigures) -> "ExternalFacts":
        """Return the facts as they are recorded."""
        return cls(**{field.name: getattr(figures, field.name) for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Stated:
    """What the stated figures add up to, which they are, and which are not stated."""

    mg: int
    counted: tuple[str, ...]
    missing: tuple[str, ...]


def ensure_recordable(facts: ExternalFacts, year: int, today: date) -> None:
    """Raise FiguresRefused for figures that say nothing or cannot be true."""
    if facts.tool == ExternalTool.OTHER and not facts.tool_name:
        raise _refused("tool_unnamed", "tool_name")
    if all(getattr(facts, name) is None for name in FIGURES):
        raise _refused("no_figure", SCOPE1)
    for name in FIGURES:
        mg = getattr(facts, name)
        if mg is not None and not 0 <= mg <= MOST_T * 10**9:
            raise _refused("figure_out_of_range", name)
    if facts.calculated_on is not None and facts.calculated_on > today:
        raise _refused("report_in_future", "calculated_on")
    if facts.calculated_on is not None and facts.calculated_on.year < year:
        raise _refused("report_too_old", "calculated_on")


def stated(facts: ExternalFacts | ExternalFigures) -> Stated:
    """Return the total of a report: scope 1, one way of counting scope 2, scope 3, as far as stated.

    Location-based stands for scope 2 where the report states both ways.

    >>> stated(ExternalFacts("other", scope1_mg=5, scope2_location_mg=2, scope2_market_mg=9))
    Stated(mg=7, counted=('scope1_mg', 'scope2_location_mg'), missing=('scope3_mg',))
    >>> stated(ExternalFacts("other", scope2_market_mg=9)).missing
    ('scope1_mg', 'scope2_location_mg', 'scope3_mg')
    """
    known = {name: mg for name in FIGURES if (mg := getattr(facts, name)) is not None}
    counted = tuple(name for name in known if name != MARKET or LOCATION not in known)
    missing = tuple(name for name in (SCOPE1, LOCATION, SCOPE3) if name not in known)
    return Stated(sum(known[name] for name in counted), counted, missing)


def ensure_own(kind: str, inventory: UUID | None = None) -> None:
    """Raise InventoryExternal for an inventory that takes no rows."""
    if kind == InventoryKind.EXTERNAL:
        raise InventoryExternal(inventory)


def ensure_external(kind: str, inventory: UUID) -> None:
    """Raise NotExternal for an inventory that is calculated here."""
    if kind != InventoryKind.EXTERNAL:
        raise NotExternal(inventory)


def ensure_can_give_up(*, is_first: bool, was_submitted: bool) -> None:
    """Raise NotPossible unless nobody but the member has ever seen the inventory."""
    if not is_first:
        template = gettext_noop("This is a correction. Give the correction up instead.")
        raise NotPossible(Message("is_correction", template))
    if was_submitted:
        template = gettext_noop(
            "The pact office has seen this inventory, so it stays. Change its figures, or calculate the year "
            "yourself."
        )
        raise NotPossible(Message("was_submitted", template))


_SENTENCES: Final[Mapping[str, str]] = {
    "tool_unnamed": gettext_noop("Please say which tool or adviser made the report."),
    "no_figure": gettext_noop("Enter at least one figure. Leave empty what the report does not state."),
    "figure_out_of_range": gettext_noop("This figure cannot be right. Please check it and its unit."),
    "report_in_future": gettext_noop("This day is in the future. Please check the date of the report."),
    "report_too_old": gettext_noop(
        "The report is older than the year it is about. Please check the date of the report."
    ),
}


def _refused(code: str, field: str) -> FiguresRefused:
    return FiguresRefused(Message(code, _SENTENCES[code]), field)
