"""What an appraisal rests on, as names and values with sources; for page, report and workbook alike."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import mass
from klimapakt.measures.appraising import words
from klimapakt.measures.appraising.calculating import Calculated
from klimapakt.measures.models import Appraisal
from klimapakt.methods.appraisal import Plan


def inputs(appraisal: Appraisal, result: Calculated) -> list[tuple[str, str, str]]:
    """Return name, value and source of every assumption but the payments."""
    plan, sources = result.case.plan, appraisal.told.get("sources", {})
    return [*_money(plan), *_period(plan, sources), *_prices(plan, sources), *_rest(plan, sources)]


def _money(plan: Plan) -> Iterator[tuple[str, str, str]]:
    yield _("Investment"), words.money(plan.investment_eur), _("As entered")
    grant = words.money(plan.grant_eur) if plan.grant_eur else _("none")
    yield _("Funding"), grant, _("As entered")


def _period(plan: Plan, sources: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    yield _("Years looked at"), words.years(plan.horizon_years), ""
    if plan.useful_life_years is not None:
        yield _("Useful life"), words.years(plan.useful_life_years), _("As entered")
    assumed = _("Assumption of the form")
    yield _("Discount rate"), words.percent(plan.discount_rate), sources.get("discount", assumed)
    year = (
        _("the year of the investment (year 0)")
        if plan.price_year == 0
        else _("the first year of use (year 1)")
    )
    yield _("Prices are those of"), year, ""


def _prices(plan: Plan, sources: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    assumed = _("Assumption: prices stay as they are")
    for name, rate in plan.price_changes.items():
        label = _("Price change a year: %(group)s") % {"group": words.group(name)}
        yield label, words.percent(rate), sources.get(name, assumed if not rate else "")


def _rest(plan: Plan, sources: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    yield _("Risk"), _risk(plan), ""
    yield _("Tax"), _tax(plan), ""
    saved = _("%(mass)s a year") % {"mass": mass(plan.saved_mg[-1])} if plan.saved_mg else _("not stated")
    yield _("Emissions saved"), saved, ""
    residual = sources.get("residual")
    told = _("counted; this departs from the standard") if residual else _("none, as the standard asks")
    yield _("Value at the end"), told, residual or ""


def _risk(plan: Plan) -> str:
    risk = plan.risk
    if risk is None:
        return _("none counted")
    if risk.surcharge:
        return _("surcharge of %(points)s on the discount rate") % {"points": words.percent(risk.surcharge)}
    values = {"loss": words.percent(risk.loss_share), "probability": words.percent(risk.probability)}
    return _("%(loss)s of every year may be lost, with a probability of %(probability)s") % values


def _tax(plan: Plan) -> str:
    if plan.tax is None:
        return _("before tax")
    values = {"rate": words.percent(plan.tax.rate), "years": words.years(plan.tax.depreciation_years)}
    return _("%(rate)s on income, written off over %(years)s; losses are set off at once") % values
