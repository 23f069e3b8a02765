"""The year before beside the result: what changed, whether that is more than doubt, what does not compare."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimapakt.foundation.templatetags.format import mass, percent
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import ExternalFigures, Inventory
from klimapakt.inventories.presenting import words
from klimapakt.inventories.presenting.versions import percent_of, signed_mass
from klimapakt.inventories.queries import Before, Calculated
from klimapakt.methods.inventory import Totals
from klimapakt.methods.inventory.doubts import uncertain_lines_of
from klimapakt.methods.uncertainty import Spread, spread_of, uncertainty_of_difference

CERTAIN_FROM: Final = 1.645
"""Standard uncertainties a difference must reach to count as evidenced: 95 %, one-sided (methods.md)."""

_ROWS: Final[tuple[tuple[object, Callable[[Totals], int], str], ...]] = (
    (words.SCOPES[1], lambda totals: totals.scope1_mg, "scope1_mg"),
    (
        gettext_lazy("Purchased energy (scope 2), location-based"),
        lambda totals: totals.scope2_location_mg,
        "scope2_location_mg",
    ),
    (
        gettext_lazy("Purchased energy (scope 2), market-based"),
        lambda totals: totals.scope2_market_mg,
        "scope2_market_mg",
    ),
    (words.SCOPES[3], lambda totals: totals.scope3_total_mg, "scope3_mg"),
)


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure then and now; ``change`` is empty where it cannot be said."""

    name: str
    before: str
    now: str
    change: str
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class YearBefore:
    """The comparison with the year before: a sentence, the figures, and what to bear in mind."""

    inventory: Inventory
    sentence: str
    rows: tuple[Beside, ...]
    caveats: tuple[str, ...]
    is_external: bool


def year_beside(calculated: Calculated, before: Before | None) -> YearBefore | None:
    """Return the year before beside an inventory; None when there is none."""
    if before is None:
        return None
    if before.calculated is None:
        return _external(calculated, before)
    now, then = calculated.result, before.calculated.result
    return YearBefore(
        before.inventory,
        _sentence(calculated, before.calculated),
        (
            *(_row(name, of(then.totals), of(now.totals)) for name, of, _field in _ROWS),
            _row(
                _("All scopes, location-based"),
                then.totals.location_based_mg,
                now.totals.location_based_mg,
                is_sum=True,
            ),
            _row(
                _("All scopes, market-based"),
                then.totals.market_based_mg,
                now.totals.market_based_mg,
                is_sum=True,
            ),
        ),
        tuple(_caveats(calculated, before.calculated)),
        is_external=False,
    )


def _sentence(now: Calculated, then: Calculated) -> str:
    """Say by how much the total moved, and whether that is more than the uncertainty."""
    year, total_then = then.inventory.year, then.result.totals.location_based_mg
    difference = now.result.totals.location_based_mg - total_then
    share = percent_of(abs(difference), total_then)
    if difference == 0 or share is None:
        return _("The location-based total is the same as in %(year)s.") % {"year": year}
    u = uncertainty_of_difference(now.once(_spread), then.once(_spread)).u
    is_certain = abs(difference) > CERTAIN_FROM * u
    sentences: Mapping[tuple[bool, bool], Callable[[], str]] = {
        (True, True): lambda: _(
            "%(mass)s (%(share)s) less than in %(year)s. That is more than the uncertainty of the figures."
        ),
        (True, False): lambda: _(
            "%(mass)s (%(share)s) less than in %(year)s. "
            "The figures are not precise enough to call that a reduction."
        ),
        (False, True): lambda: _(
            "%(mass)s (%(share)s) more than in %(year)s. That is more than the uncertainty of the figures."
        ),
        (False, False): lambda: _(
            "%(mass)s (%(share)s) more than in %(year)s. "
            "The figures are not precise enough to call that an increase."
        ),
    }
    values = {"mass": mass(abs(difference)), "year": year, "share": percent(share)}
    return sentences[difference < 0, is_certain]() % values


def _spread(calculated: Calculated) -> Spread:
    return spread_of(uncertain_lines_of(calculated.result))


def _caveats(now: Calculated, then: Calculated) -> Iterable[str]:
    """Say what makes the two years differ although nobody emitted less or more."""
    year = {"year": then.inventory.year}
    if then.inventory.status != InventoryStatus.ACCEPTED:
        yield _("The inventory of %(year)s has not been accepted yet and can still change.") % year
    if now.inventory.edition != then.inventory.edition:
        yield _("The two years were calculated with different editions of the factors.")
    if now.inventory.boundary != then.inventory.boundary:
        yield _("The two years have different organisational boundaries.")
    only_now, only_then = _only(now, then), _only(then, now)
    if only_now:
        yield _("Only in %(year)s: %(names)s.") % {"year": now.inventory.year, "names": only_now}
    if only_then:
        yield _("Only in %(year)s: %(names)s.") % {"year": then.inventory.year, "names": only_then}


def _only(here: Calculated, there: Calculated) -> str:
    """Return what only one of two years has: categories of scope 3, then sites."""
    mine, theirs = here.result.totals.scope3_mg, there.result.totals.scope3_mg
    categories = [str(words.SCOPE3[key]) for key, mg in mine.items() if mg and not theirs[key]]
    others = there.once(_site_names)
    sites = sorted(here.once(_site_names) - others) if others else []
    return ", ".join((*categories, *sites))


def _site_names(calculated: Calculated) -> frozenset[str]:
    return frozenset(row.site.name for row in calculated.rows if row.site)


def _external(calculated: Calculated, before: Before) -> YearBefore | None:
    figures, totals = before.figures, calculated.result.totals
    if figures is None:
        return None
    rows = []
    for name, of, field in _ROWS:
        then: int | None = getattr(figures, field)
        if then is None:
            rows.append(Beside(str(name), _("not stated"), mass(of(totals)), ""))
        else:
            rows.append(_row(name, then, of(totals)))
    sentence = _("The figures of %(year)s come from another tool: %(tool)s.") % {
        "year": before.inventory.year,
        "tool": str(figures),
    }
    return YearBefore(before.inventory, sentence, tuple(rows), tuple(_tool_caveats(figures)), True)


def _tool_caveats(figures: ExternalFigures) -> Iterable[str]:
    yield _(
        "Another tool uses other factors and other boundaries: the change shown may come from that alone."
    )
    if figures.includes_upstream is not False:
        yield _("Its scopes 1 and 2 may hold upstream emissions, which stand in scope 3 here.")


def _row(name: object, before_mg: int, now_mg: int, *, is_sum: bool = False) -> Beside:
    difference = now_mg - before_mg
    share = percent_of(difference, before_mg)
    told = signed_mass(difference)
    if share is not None and difference:
        told = f"{told} ({_signed_percent(share)})"
    return Beside(str(name), mass(before_mg), mass(now_mg), told, is_sum)


def _signed_percent(share: Decimal) -> str:
    return f"+{percent(share)}" if share > 0 else percent(share)
