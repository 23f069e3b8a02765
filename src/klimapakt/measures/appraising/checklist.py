"""The checklist at the end of the report: what the standard asks of an appraisal, in our own words.

The text of DIN EN 17463 was not read; the points follow public descriptions of its clauses (6 to 9, annexes
A, C, E, F), as the page of the method says. Each says whether it is done in this appraisal, and where.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from klimapakt.measures.appraising.calculating import Calculated
from klimapakt.measures.models import Appraisal


@dataclass(frozen=True, slots=True)
class Point:
    """One point: what is asked, whether it is done, and where it stands or what is missing."""

    asked: str
    is_done: bool
    where: str

    @property
    def answer(self) -> str:
        """Return in a word whether it is done."""
        return _("done") if self.is_done else _("open")


def checklist(appraisal: Appraisal, result: Calculated) -> list[Point]:
    """Return the fifteen points."""
    return [*_payments(appraisal, result), *_assumptions(appraisal, result), *_evaluation(appraisal, result)]


def _payments(appraisal: Appraisal, result: Calculated) -> Iterator[Point]:
    plan, told = result.case.plan, appraisal.told
    yield Point(
        _("Benefits and burdens are those against the case without the investment."),
        is_done=True,
        where=_("Every payment is what changes because of the investment; chapter Payments."),
    )
    yield Point(
        _("Every payment says when it falls due."), is_done=True, where=_("Chapter Payments, column When.")
    )
    has_burden = any(one.sign < 0 for one in plan.positions)
    yield Point(
        _("Running costs and replacements are looked at."),
        has_burden,
        _("Chapter Payments.") if has_burden else _("No payment out after the investment was entered."),
    )
    fading = [one for one in plan.positions if one.degradation]
    yield Point(
        _("What gets less over the years says by how much and from where that is known."),
        all(one.source for one in fading),
        _("Chapter Payments, column Source.") if fading else _("Nothing gets less over the years."),
    )
    has_value = "residual" in told.get("deviations", [])
    yield Point(
        _("No value is counted at the end but payments that will be made."),
        not has_value,
        _("Departs: a value at the end is counted, with its reason.") if has_value else _("None is counted."),
    )


def _assumptions(appraisal: Appraisal, result: Calculated) -> Iterator[Point]:
    plan, sources = result.case.plan, appraisal.told.get("sources", {})
    has_rate = "discount" not in appraisal.told.get("assumed", [])
    yield Point(
        _("The discount rate is stated and reasoned."),
        has_rate,
        _("Chapter Assumptions.") if has_rate else _("It is the assumption of the form; enter your own."),
    )
    yield Point(
        _(
            "Prices of energy and other prices change apart, each with its source, and the year of prices is "
            "named."
        ),
        any(name in sources for name in plan.price_changes),
        _("Chapter Assumptions; where no source is named, prices stay as they are."),
    )
    yield Point(_("The period is named and fits the useful life."), *_period(result))
    yield Point(
        _("Risk is counted as a surcharge or as a deduction, or its absence is named."),
        is_done=True,
        where=_("Chapter Assumptions."),
    )
    yield Point(
        _("It is said whether tax is counted; writing off is no payment."),
        is_done=True,
        where=_("Chapter Assumptions."),
    )


def _period(result: Calculated) -> tuple[bool, str]:
    plan = result.case.plan
    fits = plan.useful_life_years is None or plan.horizon_years <= plan.useful_life_years
    return fits, (
        _("Chapter Assumptions.")
        if fits
        else _("The period is longer than the useful life; check replacements.")
    )


def _evaluation(appraisal: Appraisal, result: Calculated) -> Iterator[Point]:
    yield Point(
        _("The net present value is the criterion; other figures are for information."),
        is_done=True,
        where=_("First page and chapter Result."),
    )
    yield Point(
        _("The influence of every assumption was tried, with slope and picture."),
        is_done=True,
        where=_("Chapter Sensitivities."),
    )
    count = len(result.found.scenarios)
    yield Point(
        _("A worst, a best and the most likely case were calculated."),
        count > 1,
        _("Chapter Scenarios.") if count > 1 else _("A worst and a best case are missing."),
    )
    yield Point(
        _("Effects without a price are named and stand outside the value."),
        bool(appraisal.effects),
        _("Chapter Effects that have no price.") if appraisal.effects else _("None was named."),
    )
    yield Point(
        _("Whoever checks can follow the calculation in a spreadsheet with formulas."),
        is_done=True,
        where=_("The spreadsheet of this appraisal, and its input attached to this file."),
    )
