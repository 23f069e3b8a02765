"""The pictures of an appraisal: the summed curve, the sensitivities, and all measures of a member."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from klimapakt.foundation.design.charts import Course, Cumulated, Part, Swing, Tornado
from klimapakt.measures.appraising import telling, words
from klimapakt.measures.appraising.calculating import Calculated
from klimapakt.methods.appraisal import Sensitivity


def curve(result: Calculated) -> Cumulated:
    """Return the discounted payments summed up year by year, with funding and without."""
    sums = [year.cumulative_eur for year in result.found.years]
    courses = [Course(_("with funding") if result.has_grant else _("sum"), tuple(sums))]
    if result.has_grant:
        bare = tuple(year.cumulative_eur for year in result.without.years)
        courses.append(Course(_("without funding"), bare, "neutral"))
    everything = [0.0, *(value for one in courses for value in one.values)]
    back = result.found.discounted_payback
    said = (
        _("After %(years)s the investment has come back, interest included.") % {"years": words.years(back)}
        if back is not None
        else _("Within the period the investment does not come back, interest included.")
    )
    return Cumulated(
        key="summed-curve",
        title=_("Payments summed up, each worth what it is today"),
        sentence=said,
        parts=tuple(
            Part(_("Year %(year)s") % {"year": year.year}, 0, words.money(year.cumulative_eur))
            for year in result.found.years
        ),
        label_heading=_("Year"),
        value_heading=_("Sum so far"),
        courses=tuple(courses),
        lowest=words.money(min(everything)),
        highest=words.money(max(everything)),
        zero=words.money(0),
        first=_("Year %(year)s") % {"year": 0},
        last=_("Year %(year)s") % {"year": len(sums) - 1},
        crossing=back,
    )


def tornado(result: Calculated) -> Tornado:
    """Return how far the value moves when one assumption after the other changes."""
    tried = telling.by_swing(result)
    ends = [result.found.npv_eur, *_sides(tried)]
    values = {"percent": words.number(result.case.sensitivity_percent)}
    largest = {**values, "name": words.parameter(tried[0].parameter)} if tried else values
    return Tornado(
        key="sensitivities",
        title=_("Net present value when one assumption is %(percent)s %% lower or higher") % values,
        sentence=_("“%(name)s” moves the value farthest. Upper half of a bar: lower; lower half: higher.")
        % largest,
        parts=tuple(
            Part(words.parameter(one.parameter), 0, f"{minus} / {plus}")
            for one, (_name, minus, plus, _slope) in zip(tried, telling.sensitivities(result), strict=True)
        ),
        label_heading=_("Assumption"),
        value_heading=_("Value with less / with more"),
        base=result.found.npv_eur,
        base_words=words.money(result.found.npv_eur),
        lowest=words.money(min(ends)),
        highest=words.money(max(ends)),
        swings=tuple(
            Swing(words.parameter(one.parameter), one.minus_npv_eur, one.plus_npv_eur)
            for one in tried
            if one.slope_eur_per_percent != 0
        ),
    )


def _sides(tried: Sequence[Sensitivity]) -> list[float]:
    return [side for one in tried for side in (one.minus_npv_eur, one.plus_npv_eur) if side is not None]
