"""A monitoring as member and office read it: the years beside each other, targets, what was carried."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import mass
from klimapakt.inventories.presenting import sources, words
from klimapakt.inventories.presenting.versions import percent_of, signed_mass
from klimapakt.methods.inventory.totals import Totals
from klimapakt.monitoring.beside import Beside
from klimapakt.monitoring.enums import Outcome, RowLeft
from klimapakt.monitoring.journey import Journey
from klimapakt.monitoring.models import Explanation
from klimapakt.monitoring.rules import Judged
from klimapakt.targets.enums import Coverage, Per

BADGES: Final[Mapping[str, str]] = {
    Outcome.MET: "success",
    Outcome.MISSED: "error",
    Outcome.NOT_DUE: "info",
    Outcome.NO_BASE: "warning",
    Outcome.NOT_COMPARABLE: "warning",
}


@dataclass(frozen=True, slots=True)
class YearRow:
    """One line of two years beside each other, in whole milligrams."""

    name: str
    before_mg: int
    now_mg: int
    is_sum: bool = False

    @property
    def difference(self) -> str:
        """Return the difference with its sign."""
        return signed_mass(self.now_mg - self.before_mg)

    @property
    def percent(self) -> Decimal | None:
        """Return the difference in percent of what was before."""
        return percent_of(self.now_mg - self.before_mg, self.before_mg)


@dataclass(frozen=True, slots=True)
class ShownTarget:
    """A target with how it stands, in words, and why it was missed."""

    one: Judged
    badge: str
    promise: str
    explanation: Explanation | None = None

    @property
    def per(self) -> str:
        """Return by what the figures are divided, in words; nothing where they are tonnes as such."""
        return str(Per(self.one.target.per).label) if self.one.target.per else ""


def year_rows(beside: Beside) -> tuple[YearRow, ...]:
    """Return scopes and categories of both years on one method, the totals last; none where none compare."""
    before, now = beside.before_totals, beside.now_totals
    if now is None:
        return ()
    rows: list[YearRow] = []
    for scope, name in words.SCOPES.items():
        rows.append(YearRow(str(name), _scope_mg(before, scope), _scope_mg(now, scope), is_sum=True))
        of_scope = [one for one in beside.differences if one.scope == scope]
        rows += [YearRow(name_of(one.key), one.before_mg, one.now_mg) for one in of_scope]
    location = (before.location_based_mg, now.location_based_mg)
    market = (before.market_based_mg, now.market_based_mg)
    return (
        *rows,
        YearRow(_("All scopes together, location-based"), *location, is_sum=True),
        YearRow(_("All scopes together, market-based"), *market, is_sum=True),
    )


def name_of(key: int | str) -> str:
    """Return what a category is called; numbers are those of scope 3."""
    return str(words.SCOPE3[key]) if isinstance(key, int) else words.category(key)


def method_told(beside: Beside) -> str:
    """Return in words on which factors the years stand beside each other."""
    values = {
        "base": beside.before.inventory.year,
        "year": beside.now.inventory.year,
        "old": sources.title(beside.before.result.factors),
        "new": sources.title(beside.now.result.factors),
    }
    if not beside.is_recalculated:
        return _("Both years are calculated with the same factors: %(new)s.") % values
    return (
        _(
            "%(year)s is reported with %(new)s. For this comparison it was calculated once more with "
            "%(old)s, the factors of %(base)s, so that new factors are no saving and no increase."
        )
        % values
    )


def heading_of(beside: Beside | None) -> str:
    """Return the answer in a sentence: by how much the total fell or rose on one method."""
    if beside is None or beside.now_totals is None:
        return ""
    before, now = beside.before_totals.location_based_mg, beside.now_totals.location_based_mg
    values = {
        "mass": mass(beside.now_totals.location_based_mg),
        "year": beside.now.inventory.year,
        "base": beside.before.inventory.year,
        "difference": mass(abs(now - before)),
    }
    if now < before:
        return _("%(mass)s in %(year)s, %(difference)s less than in %(base)s") % values
    if now > before:
        return _("%(mass)s in %(year)s, %(difference)s more than in %(base)s") % values
    return _("%(mass)s in %(year)s, as much as in %(base)s") % values


def shown_targets(journey: Journey) -> list[ShownTarget]:
    """Return the targets of a cycle as pages show them."""
    return [
        ShownTarget(one, BADGES[one.outcome], promise_of(one), journey.explanations.get(one.target.key))
        for one in journey.judged
    ]


def promise_of(one: Judged) -> str:
    """Return what a target asks for, as a sentence."""
    target = one.target
    asked = promise(target.coverage, target.percent, target.base_year, target.target_year)
    return f"{asked}, {Per(target.per).label}" if target.per else asked


def promise(coverage: str, percent: Decimal, base_year: int, target_year: int) -> str:
    """Return the same from its parts.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     promise("total_location", Decimal("20.00"), 2024, 2025)
    '20 % less in 2025 than in 2024 (All scopes, location-based)'
    """
    return _("%(percent)s %% less in %(year)s than in %(base)s (%(coverage)s)") % {
        "percent": f"{percent.normalize():f}",
        "year": target_year,
        "base": base_year,
        "coverage": Coverage(coverage).label,
    }


def carried_told(journey: Journey) -> list[str]:
    """Return the rows whose number is that of last time, for the office to see."""
    factors = journey.now.result.factors if journey.now else None
    return [
        _("Row no. %(number)s, %(name)s: carried over from %(year)s, an estimate")
        % {
            "number": row.number,
            "name": words.row_name(row, factors),
            "year": journey.cycle.source.year if journey.cycle else "",
        }
        for row in journey.carried
        if factors is not None
    ]


def gone_told(journey: Journey) -> list[str]:
    """Return the rows of last time that are no longer there."""
    if journey.cycle is None:
        return []
    year = journey.cycle.source.year
    return [
        _("%(name)s (row no. %(number)s of %(year)s)")
        % {"name": one.row.label, "number": one.row.number, "year": year}
        for one in journey.rows
        if one.left == RowLeft.GONE
    ]


def _scope_mg(totals: Totals, scope: int) -> int:
    return {1: totals.scope1_mg, 2: totals.scope2_location_mg, 3: totals.scope3_total_mg}[scope]
