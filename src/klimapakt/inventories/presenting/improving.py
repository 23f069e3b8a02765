"""What would improve the data most: the largest doubts, what to do about each, and what that brings."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.inventories.models import Activity
from klimapakt.inventories.presenting import words
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.inventory.doubts import Improvement, improvements

MOST: Final = 3
WORTHWHILE_PERCENT: Final = 0.5
"""Points of the standard uncertainty below which an improvement is not worth anybody's time."""
_BAND: Final = 2
_COMMUTE: Final = "commute_"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to do: about what, why it matters, the band (±, 95 %) now and then; the row if it is one."""

    name: str
    doubt: str
    advice: str
    percent_now: Decimal
    percent_then: Decimal
    row: Activity | None


def suggestions(calculated: Calculated) -> tuple[Suggestion, ...]:
    """Return the few things that would make the location-based total more certain, the best first.

    Factors of upstream emissions are left out: no company can ask anybody for a better one.
    """
    now = calculated.result.uncertainty.total_location.percent
    if now is None:
        return ()
    return tuple(_suggestion(calculated, one, now) for one in calculated.once(_worthwhile))


def _worthwhile(calculated: Calculated) -> tuple[Improvement, ...]:
    result = calculated.result
    in_reach = {line.factor_id for line in result.lines if line.part != "upstream"}
    worthwhile = (
        one
        for one in improvements(result)
        if one.gain_percent >= WORTHWHILE_PERCENT
        and (one.contribution.kind == "amount" or one.contribution.key in in_reach)
    )
    return tuple(islice(worthwhile, MOST))


def _suggestion(calculated: Calculated, one: Improvement, now: float) -> Suggestion:
    part = one.contribution
    then = Decimal(str(_BAND * one.percent))
    told = _of_amount if part.kind == "amount" else _of_factor
    name, doubt, advice, row = told(calculated, part.key)
    return Suggestion(name, doubt, advice, Decimal(str(_BAND * now)), then, row)


def _of_amount(calculated: Calculated, activity: str) -> tuple[str, str, str, Activity]:
    row = calculated.row_of[activity]
    name = words.row_name(row, calculated.result.factors)
    doubt = _("The amount is only known roughly (data quality: %(quality)s).") % {
        "quality": row.get_quality_display()
    }
    if not row.quality:
        doubt = _("Nothing is said about how the amount was found, so it counts as estimated.")
    advice = _("Look for the bill or the meter reading and enter that amount.")
    if row.activity.startswith(_COMMUTE):
        advice = _("Ask your staff with the commuting survey how far they come and by what means.")
    return name, doubt, advice, row


def _of_factor(calculated: Calculated, factor_id: str) -> tuple[str, str, str, Activity | None]:
    result = calculated.result
    activities = {line.activity for line in result.lines if line.factor_id == factor_id}
    factor = result.factors.factors.get(factor_id)
    name = words.factor_name(factor) if factor else _("Your own emission factor")
    doubt = ngettext(
        "The emission factor is an average that %(count)d row uses.",
        "The emission factor is an average that %(count)d rows use.",
        len(activities),
    ) % {"count": len(activities)}
    advice = _("Ask the supplier for the value of this product or tariff, or choose a more precise activity.")
    row = calculated.row_of[min(activities, key=int)] if len(activities) == 1 else None
    return name, doubt, advice, row
