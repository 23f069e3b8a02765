"""The sheets of the result and of the sensitivities: every figure a formula on the payments."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from klimapakt.foundation.design.numbers import NO_VALUE
from klimapakt.measures.appraising import telling, words
from klimapakt.measures.appraising.calculating import Calculated
from klimapakt.measures.appraising.workbook_cells import Page, Place
from klimapakt.measures.appraising.workbook_flows import FIRST, Flows
from klimapakt.measures.appraising.workbook_inputs import Entries
from klimapakt.methods.appraisal import Sensitivity

NPV_ROW = 3
"""The row of the net present value on the sheet of the result, in column B."""


@dataclass(frozen=True, slots=True)
class Names:
    """How formulas name what they need."""

    entries: Entries
    flows: Flows

    def cell(self, key: str) -> str:
        """Return an assumption."""
        return str(self.entries.cells[key])

    def column(self, key: str) -> str:
        """Return a column of the payments."""
        return str(self.flows.columns[key])

    @property
    def counted(self) -> str:
        """Return the years that count, as ones and noughts."""
        return f"({self.column('year')}<={self.cell('horizon')})"

    def at(self, years: str) -> str:
        """Return the summed curve at any time, straight between two years."""
        sums, last = self.column("sum"), self.flows.years
        time = f"MIN({years},{last})"
        before = f"INDEX({sums},INT({time})+1)"
        after = f"INDEX({sums},MIN(INT({time})+2,{last + 1}))"
        return f"{before}+({time}-INT({time}))*({after}-{before})"

    def value_of(self, payments: str) -> str:
        """Return what payments add to the net present value."""
        weight, factor = self.column("weight"), self.column("factor")
        return f"SUMPRODUCT({self.counted}*{weight}*{payments}*{factor})"


def write_result(page: Page, name: str, names: Names, result: Calculated) -> Place:
    """Write the sheet of the result and return where the net present value stands."""
    page.text(1, 0, telling.sentence(result), "title")
    npv = Place(name, 1, NPV_ROW)
    row = NPV_ROW
    for label, formula, value, look in _figures(names, str(npv), result):
        page.text(row, 0, label)
        page.formula(row, 1, formula, value, look)
        row += 1
    row = _legal(page, row + 1, names, result)
    _scenarios(page, row + 1, result)
    page.sheet.set_column(0, 0, 58)
    page.sheet.set_column(1, 6, 22)
    return npv


def write_sensitivities(page: Page, names: Names, npv: Place, result: Calculated) -> None:
    """Write the sheet of the sensitivities; each row is tried anew whenever an input changes."""
    page.text(1, 0, _("Net present value when one assumption changes"), "title")
    page.heading(3, [_("Assumption"), _("Value when lower"), _("Value when higher"), _("For each percent")])
    by = names.cell("sensitivity")
    for row, (one, low, high) in enumerate(_tried(names, str(npv), result), start=4):
        page.text(row, 0, words.parameter(one.parameter))
        page.formula(row, 1, low, _or_dash(one.minus_npv_eur))
        page.formula(row, 2, high, _or_dash(one.plus_npv_eur))
        slope = f'IF(OR(B{row}="{NO_VALUE}",C{row}="{NO_VALUE}"),"{NO_VALUE}",(C{row}-B{row})/(200*{by}))'
        page.formula(row, 3, slope, _or_dash(one.slope_eur_per_percent))
    page.sheet.set_column(0, 0, 46)
    page.sheet.set_column(1, 3, 22)


def _figures(names: Names, npv: str, result: Calculated) -> Iterator[tuple[str, str, float | str, str]]:
    found, grant = result.found, names.cell("grant")
    factor, share = names.column("factor"), names.column("share")
    yield (
        _("Net present value in EUR"),
        f"INDEX({names.column('sum')},{names.cell('horizon')}+1)",
        found.npv_eur,
        ("criterion"),
    )
    shield = f"SUMPRODUCT({names.counted}*{share}*{factor})"
    yield (
        _("Net present value without funding in EUR"),
        f"{npv}-{grant}*(1-{shield})",
        result.without.npv_eur,
        "euro",
    )
    year = names.column("year")
    yearly = f"SUMPRODUCT({names.counted}*({year}>0)*{factor})"
    yield _("Annuity in EUR a year"), f"{npv}/{yearly}", _or_dash(found.annuity_eur), "euro"
    back = names.column("back")
    yield (
        _("Paid back, discounted, in years"),
        f'IF(COUNT({back})=0,"{NO_VALUE}",MIN({back}))',
        _or_dash(found.discounted_payback),
        "years",
    )
    if len(found.rates_of_return) == 1:
        net = names.flows.columns["net"]
        whole = Place(net.sheet, net.column, FIRST, FIRST + result.case.plan.horizon_years)
        root = found.rates_of_return[0]
        yield (
            _("Internal rate of return over the period as planned"),
            f"IRR({whole},{root!r})",
            root,
            "percent",
        )
    if found.abatement_eur_per_t is not None:
        priced = names.value_of(names.column("group_co2"))
        tonnes = f"({names.cell('tonnes')}*{names.cell('horizon')})"
        yield (
            _("Cost of a tonne of CO₂e in EUR"),
            f"({priced}-{npv})/{tonnes}",
            found.abatement_eur_per_t,
            "euro",
        )


def _legal(page: Page, row: int, names: Names, result: Calculated) -> int:
    page.heading(
        row,
        [
            _("Test of the law"),
            _("Share of the useful life"),
            _("After years"),
            _("Sum so far in EUR"),
            _("Economic (1) or not (0)"),
            _("Source"),
        ],
    )
    life, horizon = names.cell("life"), names.cell("horizon")
    for one in result.found.verdicts:
        row += 1
        regime = one.regime
        page.text(row, 0, regime.title.written(words.language()))
        page.number(row, 1, float(regime.share_of_life), "percent")
        ends = [f"B{row}*{life}", horizon]
        if regime.longest_assessment_years is not None:
            ends.append(str(regime.longest_assessment_years))
        page.formula(row, 2, f"MIN({','.join(ends)})", one.years, "years")
        page.formula(row, 3, names.at(f"C{row}"), one.npv_at_share_eur)
        asked = [f"ROUND(D{row},2)>0"]
        if regime.longest_life_years is not None:
            asked.append(f"{life}<={regime.longest_life_years}")
        page.formula(row, 4, f"IF(AND({','.join(asked)}),1,0)", int(one.is_economic), "whole")
        page.text(row, 5, regime.source.written(words.language()))
    return row + 1


def _scenarios(page: Page, row: int, result: Calculated) -> None:
    if not result.found.scenarios:
        return
    page.heading(row, [_("Scenario"), _("Net present value in EUR")])
    for name, npv in result.found.scenarios:
        row += 1
        page.text(row, 0, name)
        page.number(row, 1, round(npv, 2), "euro")
    page.text(
        row + 1,
        0,
        _("Scenarios change many assumptions at once: values of the day of the appraisal, no formulas."),
        "muted",
    )


def _tried(names: Names, npv: str, result: Calculated) -> Iterator[tuple[Sensitivity, str, str]]:
    by = names.cell("sensitivity")
    changes = (f"(1-{by})", f"(1+{by})")
    for one in result.found.sensitivities:
        kind, _colon, rest = one.parameter.partition(":")
        if kind == "position":
            at = [position.name for position in result.case.plan.positions].index(rest)
            value = names.value_of(str(names.flows.positions[at]))
            low, high = (f"{npv}+({change}-1)*{value}" for change in changes)
        elif kind == "price_change":
            low, high = (_price_change(names, npv, rest, change) for change in changes)
        else:
            low, high = (_OTHERS[kind](names, npv, change) for change in changes)
        yield one, low, high


def _price_change(names: Names, npv: str, group: str, change: str) -> str:
    """Return the value when prices of a group change otherwise: each year by the ratio of both paths."""
    rate = names.cell(f"change_{group}")
    ratio = f"((1+{rate}*{change})/(1+{rate}))^({names.column('year')}-{names.cell('price_year')})-1"
    moved = names.value_of(f"{names.column(f'group_{group}')}*({ratio})")
    return f'IF({rate}*{change}<=-1,"{NO_VALUE}",{npv}+{moved})'


def _horizon(names: Names, npv: str, change: str) -> str:
    del npv
    return names.at(f"{names.cell('horizon')}*{change}")


def _discount(names: Names, npv: str, change: str) -> str:
    del npv
    rate = f"(1+{names.cell('discount')}*{change}+{names.cell('surcharge')})"
    return f"SUMPRODUCT({names.counted}*{names.column('net')}/{rate}^{names.column('year')})"


def _investment(names: Names, npv: str, change: str) -> str:
    shield = f"SUMPRODUCT({names.counted}*{names.column('share')}*{names.column('factor')})"
    return f"{npv}+({change}-1)*{names.cell('investment')}*({shield}-1)"


_OTHERS = {"horizon": _horizon, "discount": _discount, "capex": _investment}


def _or_dash(value: float | None) -> float | str:
    return NO_VALUE if value is None else value
