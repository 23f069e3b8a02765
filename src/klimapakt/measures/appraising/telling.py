"""A result in sentences and rows, for the page and for the report alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from klimapakt.foundation.design import numbers
from klimapakt.measures.appraising import words
from klimapakt.measures.appraising.calculating import Calculated
from klimapakt.methods.appraisal import Appraisal as Found
from klimapakt.methods.appraisal import Sensitivity, Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: with funding, without, and a remark."""

    name: str
    value: str
    without: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Legal:
    """What a test of the law says, in the version of its day."""

    title: str
    is_economic: bool
    answer: str
    reasons: tuple[str, ...]
    since: str
    source: str
    note: str


def sentence(result: Calculated) -> str:
    """Return the answer: whether the investment pays, by the net present value alone."""
    plan, value = result.case.plan, result.found.npv_eur
    values = {
        "years": words.years(plan.horizon_years),
        "value": words.money(abs(value)),
        "rate": words.percent(plan.discount_rate),
    }
    if round(value, 2) > 0:
        text = _(
            "The investment pays: over %(years)s it brings %(value)s more than the same money would bring at "
            "%(rate)s a year."
        )
    elif round(value, 2) < 0:
        text = _(
            "By money alone the investment does not pay: over %(years)s it brings %(value)s less than the "
            "same money would bring at %(rate)s a year."
        )
    else:
        text = _("Over %(years)s the investment brings just as much as the same money at %(rate)s a year.")
    return text % values


def figures(result: Calculated) -> list[Row]:
    """Return the criterion and what stands beside it for information."""
    found, without = result.found, result.without
    rows = [
        Row(_("Net present value"), *_both(found, without, _npv), _("This is the criterion.")),
        Row(_("Annuity"), *_both(found, without, _annuity), _("The same value as an amount a year.")),
        Row(
            _("Paid back, discounted"),
            *_both(found, without, _payback),
            _("For information. What comes after does not count in it."),
        ),
        Row(_("Paid back, not discounted"), *_both(found, without, _static), _("For information.")),
        Row(_("Internal rate of return"), *_both(found, without, _rates), rates_note(result)),
    ]
    if found.has_abatement_cost:
        note = _("Not for ranking: where costs are negative, a measure that saves less looks better.")
        rows.append(Row(_("Cost of a tonne of CO₂e"), *_both(found, without, _abatement), note))
    return rows


def rates_note(result: Calculated) -> str:
    """Say what the rates of return are worth for these payments."""
    found = len(result.found.rates_of_return)
    if found > 1:
        return _(
            "The payments change their sign several times, so several rates fit and none is a criterion."
        )
    if result.changes_of_sign == 0:
        return _("The payments never change their sign, so there is no rate of return.")
    if found == 0:
        return _("No rate fits these payments.")
    return _("For information; the net present value decides.")


def crossing_note(result: Calculated) -> str:
    """Warn where the summed curve passes zero more than once."""
    sums = [round(year.cumulative_eur, 2) > 0 for year in result.found.years]
    passed = sum(one != other for one, other in pairwise(sums))
    if passed > 1:
        return _("The curve passes zero more than once: what was paid back is spent again later.")
    return ""


def sensitivities(result: Calculated) -> list[tuple[str, str, str, str]]:
    """Return name, value with less, value with more, and slope; the largest swing first."""
    return [
        (
            words.parameter(one.parameter),
            _or_dash(one.minus_npv_eur),
            _or_dash(one.plus_npv_eur),
            _or_dash(one.slope_eur_per_percent),
        )
        for one in by_swing(result)
    ]


def by_swing(result: Calculated) -> Sequence[Sensitivity]:
    """Return the assumptions, the one that moves the value farthest first."""
    base = result.found.npv_eur

    def swing(one: Sensitivity) -> float:
        sides = (one.minus_npv_eur, one.plus_npv_eur)
        return max((abs(side - base) for side in sides if side is not None), default=0.0)

    return sorted(result.found.sensitivities, key=swing, reverse=True)


def scenarios(result: Calculated) -> list[tuple[str, str]]:
    """Return the scenarios with their values, the plan itself among them as the most likely."""
    listed = [(_("As planned, the most likely case"), result.found.npv_eur), *result.found.scenarios]
    return [(name, words.money(npv)) for name, npv in sorted(listed, key=lambda one: one[1])]


def legal_tests(result: Calculated) -> list[Legal]:
    """Return the tests of the law with reasons, days and sources."""
    return [_legal(one) for one in result.found.verdicts]


def positions(result: Calculated) -> list[tuple[str, str, str, str, str]]:
    """Return the payments: name, amount and price, when, how its price changes, source."""
    return [
        (
            one.name,
            _("%(sign)s%(quantity)s × %(price)s EUR")
            % {
                "sign": "" if one.sign == 1 else numbers.MINUS,
                "quantity": words.number(one.quantity),
                "price": words.number(one.unit_price_eur),
            },
            timing(one.timing.kind, one.timing.number),
            words.group(one.group),
            _with_loss(one.source or "", one.degradation),
        )
        for one in result.case.plan.positions
    ]


def timing(kind: str, number: int) -> str:
    """Say when a payment falls due."""
    if kind == "yearly":
        return _("every year")
    if kind == "every":
        return _("every %(count)s years") % {"count": number}
    return _("in year %(year)s") % {"year": number}


def _with_loss(source: str, loss: object) -> str:
    if not loss:
        return source
    told = _("gets less by %(percent)s a year") % {"percent": words.percent(float(str(loss)))}
    return f"{told}; {source}" if source else told


def _legal(one: Verdict) -> Legal:
    regime, language = one.regime, words.language()
    return Legal(
        title=regime.title.written(language),
        is_economic=one.is_economic,
        answer=_("economic") if one.is_economic else _("not economic"),
        reasons=tuple(words.reason(message) for message in one.reasons),
        since=_day_range(regime.valid_from, regime.valid_to),
        source=regime.source.written(language),
        note=regime.note.written(language) if regime.note else "",
    )


def _day_range(first: date, last: date | None) -> str:
    values = {"first": numbers.day(first, words.language())}
    if last is None:
        return _("in force since %(first)s") % values
    return _("in force from %(first)s to %(last)s") % {**values, "last": numbers.day(last, words.language())}


def _both(found: Found, without: Found, told: Callable[[Found], str]) -> tuple[str, str]:
    return told(found), told(without)


def _npv(one: Found) -> str:
    return words.money(one.npv_eur)


def _annuity(one: Found) -> str:
    return _or_dash(one.annuity_eur)


def _payback(one: Found) -> str:
    return _years_or_never(one.discounted_payback)


def _static(one: Found) -> str:
    return _years_or_never(one.static_payback)


def _rates(one: Found) -> str:
    return "; ".join(words.percent(rate) for rate in one.rates_of_return) or _("none")


def _abatement(one: Found) -> str:
    return _or_dash(one.abatement_eur_per_t)


def _years_or_never(count: float | None) -> str:
    return _("not within the period") if count is None else words.years(count)


def _or_dash(value: float | None) -> str:
    return numbers.NO_VALUE if value is None else words.money(value)
