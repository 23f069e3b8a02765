"""The life of an inventory in words: states, timeline, what another edition or a new version changes."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimapakt.foundation.audit import Happened
from klimapakt.foundation.design.numbers import MINUS
from klimapakt.foundation.templatetags.format import amount, day, exact_mass, factor, mass
from klimapakt.inventories.comparing import Comparison, RowChange
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.presenting import words
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.inventory import Line
from klimapakt.methods.inventory.impact import Impact, LineChange

BADGES: Final[Mapping[str, str]] = {
    InventoryStatus.DRAFT: "neutral",
    InventoryStatus.SUBMITTED: "info",
    InventoryStatus.RETURNED: "warning",
    InventoryStatus.ACCEPTED: "success",
}

FIELD_NAMES: Final[Mapping[str, object]] = {
    "site": gettext_lazy("Site"),
    "label": gettext_lazy("Activity"),
    "amount": gettext_lazy("Amount"),
    "unit": gettext_lazy("Unit"),
    "period": gettext_lazy("Period"),
    "quality": gettext_lazy("Data quality"),
    "extras": gettext_lazy("Further details"),
    "evidence": gettext_lazy("Evidence"),
    "note": gettext_lazy("Note"),
}

_EVENTS: Final[Mapping[str, object]] = {
    "inventory.created": gettext_lazy("Begun"),
    "inventory.correction_begun": gettext_lazy("Correction begun"),
    "inventory.submitted": gettext_lazy("Submitted"),
    "inventory.withdrawn": gettext_lazy("Submission withdrawn"),
    "inventory.returned": gettext_lazy("Returned with questions"),
    "inventory.checked": gettext_lazy("Checks of the review answered"),
    "inventory.letter_sent": gettext_lazy("Letter about the review sent"),
    "inventory.accepted": gettext_lazy("Accepted and frozen"),
    "inventory.edition_adopted": gettext_lazy("Newer factors adopted"),
    "inventory.figures_recorded": gettext_lazy("Figures of another tool recorded"),
    "inventory.report_kept": gettext_lazy("Report chosen or taken off"),
    "inventory.made_own": gettext_lazy("Figures of another tool given up, calculated here from now on"),
    "inventory.findings_accepted": gettext_lazy("Findings accepted with a reason"),
    "inventory.acceptance_withdrawn": gettext_lazy("Accepted findings taken back"),
}

_LINE_KINDS: Final[Mapping[str, object]] = {
    "value": gettext_lazy("The same source gives a new value."),
    "source": gettext_lazy("The value comes from a newer source."),
    "factor": gettext_lazy("Another factor fits better in this edition."),
    "gone": gettext_lazy("This line no longer exists in this edition."),
    "new": gettext_lazy("This line is new in this edition."),
}

_ROW_KINDS: Final[Mapping[str, object]] = {
    "added": gettext_lazy("Added"),
    "removed": gettext_lazy("Removed"),
    "changed": gettext_lazy("Changed"),
    "recalculated": gettext_lazy("Other factor"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the timeline: what happened, when, and who did it."""

    what: str
    on: datetime.date
    by: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One line that another edition would change."""

    name: str
    part: str
    row: Activity
    before: str
    after: str
    why: str
    difference: str
    exact: str
    change: LineChange


@dataclass(frozen=True, slots=True)
class ShownRowChange:
    """One row that differs between two versions."""

    name: str
    kind: str
    details: tuple[tuple[str, str, str], ...]
    change: RowChange


def state_sentence(inventory: Inventory) -> str:
    """Return where an inventory stands as a sentence."""
    sentences: Mapping[str, Callable[[], str]] = {
        InventoryStatus.DRAFT: lambda: _("Only your organisation sees it. You can change everything."),
        InventoryStatus.SUBMITTED: lambda: _(
            "It is with the pact office since %(day)s. Until it is accepted you can take it back."
        ),
        InventoryStatus.RETURNED: lambda: _(
            "The pact office has questions. Answer them, correct rows where necessary, and submit it again."
        ),
        InventoryStatus.ACCEPTED: lambda: _(
            "The pact office accepted it on %(day)s. The figures do not change any more."
        ),
    }
    at = inventory.accepted_at or inventory.submitted_at
    return sentences[inventory.status]() % {"day": _day(at) if at else ""}


def timeline(events: Iterable[Happened]) -> tuple[Step, ...]:
    """Return the events that people care about, in their words."""
    steps = []
    for event in events:
        if event.what in _EVENTS:
            name = str(getattr(event.by, "name", ""))
            steps.append(Step(str(_EVENTS[event.what]), timezone.localdate(event.at), name))
    return tuple(steps)


def signed_mass(mg_co2e: int) -> str:
    """Return a difference of masses with its sign, zero without one."""
    return _signed(mg_co2e, mass(abs(mg_co2e)))


def percent_of(difference_mg: int, whole_mg: int) -> Decimal | None:
    """Return a difference in percent of what was before; None when there was nothing."""
    return None if whole_mg == 0 else Decimal(difference_mg) * 100 / whole_mg


def shown_impact(found: Impact, calculated: Calculated) -> tuple[ShownChange, ...]:
    """Return the lines that an edition would change, the largest difference first."""
    return tuple(_shown_change(change, found, calculated) for change in found.changed)


def shown_rows(found: Comparison) -> tuple[ShownRowChange, ...]:
    """Return the rows that differ between two versions, each with its fields before and after."""
    return tuple(
        ShownRowChange(
            name=words.row_name(change.row, found.after.result.factors),
            kind=str(_ROW_KINDS[change.kind]),
            details=tuple(_details(change, found.after.inventory.year)),
            change=change,
        )
        for change in found.changed
    )


def _signed(mg_co2e: int, told: str) -> str:
    sign = "+" if mg_co2e > 0 else MINUS
    return f"{sign}{told}" if mg_co2e else told


def _shown_change(change: LineChange, found: Impact, calculated: Calculated) -> ShownChange:
    row, line = calculated.row_of[change.activity], change.after or change.before
    return ShownChange(
        name=words.row_name(row, found.newer),
        part=str(words.PARTS[line.part]) if line else "",
        row=row,
        before=_factor(change.before),
        after=_factor(change.after),
        why=str(_LINE_KINDS[change.kind]),
        difference=signed_mass(change.difference_mg),
        exact=_signed(change.difference_mg, exact_mass(abs(change.difference_mg))),
        change=change,
    )


def _factor(line: Line | None) -> str:
    return factor(line.kg_per_unit, line.unit) if line else ""


def _details(change: RowChange, year: int) -> Iterable[tuple[str, str, str]]:
    if change.before is None or change.after is None:
        yield str(FIELD_NAMES["amount"]), _amount(change.before), _amount(change.after)
        return
    for name in change.fields:
        told = [_told(name, row, year) for row in (change.before, change.after)]
        yield str(FIELD_NAMES[name]), told[0], told[1]


def _told(name: str, row: Activity, year: int) -> str:
    tellers: Mapping[str, Callable[[], str]] = {
        "site": lambda: row.site.name if row.site else "",
        "amount": lambda: _amount(row),
        "period": lambda: words.period_of(row, year),
        "quality": row.get_quality_display,
        "extras": lambda: ", ".join(f"{words.EXTRAS.get(key, key)}: {row.extras[key]}" for key in row.extras),
    }
    return tellers[name]() if name in tellers else str(getattr(row, name))


def _amount(row: Activity | None) -> str:
    return amount(row.amount, row.unit) if row else ""


def _day(at: datetime.datetime) -> str:
    return day(timezone.localdate(at))
