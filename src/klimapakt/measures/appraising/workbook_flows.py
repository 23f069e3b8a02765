"""The sheet of the payments: a row for each year, a column for each payment, all as formulas."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import Final

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from klimapakt.measures.appraising import words
from klimapakt.measures.appraising.calculating import Calculated
from klimapakt.measures.appraising.workbook_cells import Page, Place
from klimapakt.measures.appraising.workbook_inputs import Entries
from klimapakt.methods.appraisal import flows

_HEAD: Final = 3
FIRST: Final = _HEAD + 1
"""The row of year 0."""
_BEYOND: Final = 10
"""Years that stand ready beyond the longest one needed, so that a longer period can be tried."""


@dataclass(frozen=True, slots=True)
class Flows:
    """Where the columns of the years stand, and how far the years go."""

    years: int
    columns: dict[str, Place]
    positions: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its key, its heading, the formula of a row and the values it has."""

    key: str
    heading: str
    formulas: Sequence[str]
    values: Sequence[float | str]
    look: str = "euro"


def write(page: Page, name: str, entries: Entries, result: Calculated) -> Flows:
    """Write the sheet and return where its columns stand."""
    plan = result.case.plan
    longest = ceil(plan.horizon_years * (1 + result.case.sensitivity_percent / 100)) + _BEYOND
    series = flows.payments(plan, longest)
    page.text(1, 0, _("Payments year by year"), "title")
    page.text(_HEAD, 0, _("Year"), "heading")
    for year in range(longest + 1):
        page.number(FIRST + year, 0, year, "whole")
    places = []
    for at, (position, one) in enumerate(zip(plan.positions, series, strict=True)):
        column = at + 1
        page.text(_HEAD, column, position.name, "heading")
        for year in range(longest + 1):
            formula = _payment(entries, at, FIRST + year)
            page.formula(FIRST + year, column, formula, one[year])
        places.append(Place(name, column, FIRST, FIRST + longest))
    columns = {"year": Place(name, 0, FIRST, FIRST + longest)}
    for offset, one_column in enumerate(_columns(entries, result, series, longest)):
        column = len(series) + 1 + offset
        page.text(_HEAD, column, one_column.heading, "heading")
        for year in range(longest + 1):
            formula, value = one_column.formulas[year], one_column.values[year]
            page.formula(FIRST + year, column, formula, value, one_column.look)
        columns[one_column.key] = Place(name, column, FIRST, FIRST + longest)
    page.sheet.freeze_panes(_HEAD, 1)
    page.sheet.set_column(0, 0, 8)
    page.sheet.set_column(1, len(series) + 12, 17)
    return Flows(longest, columns, tuple(places))


def _payment(entries: Entries, at: int, row: int) -> str:
    """Return the formula of one payment in one year: due or not, price, loss."""
    of, year = entries.positions[at], f"$A{row}"
    due = (
        f"OR(AND({of['kind']}=3,{year}={of['number']}),"
        f"AND({of['kind']}=2,{year}>0,MOD({year},MAX({of['number']},1))=0),"
        f"AND({of['kind']}=1,{year}>0))"
    )
    price = f"(1+{of['change']})^({year}-{entries.cells['price_year']})"
    left = f"IF({year}>1,(1-{of['loss']})^({year}-1),1)"
    return f"IF({due},{of['sign']}*{of['quantity']}*{of['price']}*{price}*{left},0)"


def _columns(
    entries: Entries, result: Calculated, series: Sequence[Sequence[float]], longest: int
) -> list[_Column]:
    """Return what follows from the payments, from left to right."""
    plan, cells = result.case.plan, entries.cells
    rows = range(FIRST, FIRST + longest + 1)
    count = len(series)
    letter = [xl_col_to_name(count + 1 + offset) for offset in range(11)]
    gross, weight, share, net, factor, worth, total = letter[:7]
    gross_values = flows.sums_of(series, longest)
    kept, shares = flows.kept_share(plan), flows.shielded_shares(plan, longest)
    net_values = flows.net_payments(plan, gross_values)
    factors = flows.discount_factors(flows.rate_of(plan), longest)
    worths = [value * one for value, one in zip(net_values, factors, strict=True)]
    sums = list(accumulate(worths))
    kept_formula = f"(1-{cells['loss']}*{cells['probability']})*(1-{cells['tax']})"
    share_formula = "{0}/{1}*MAX(0,MIN(1,{1}-$A{2}+1))"
    rate = f"(1+{cells['discount']}+{cells['surcharge']})"
    found = [
        _Column(
            "gross",
            _("Sum of payments"),
            [f"SUM($B{row}:${xl_col_to_name(count)}{row})" if count else "0" for row in rows],
            gross_values,
        ),
        _Column(
            "weight",
            _("Part left after risk and tax"),
            ["1", *(kept_formula for _row in rows[1:])],
            [1.0, *([kept] * longest)],
            "factor",
        ),
        _Column(
            "share",
            _("Tax saved by writing off, for each euro"),
            ["0", *(share_formula.format(cells["tax"], cells["depreciation"], row) for row in rows[1:])],
            shares,
            "factor",
        ),
        _Column(
            "net",
            _("Payment of the year"),
            [
                f"{gross}{FIRST}-{cells['investment']}+{cells['grant']}",
                *(
                    f"{gross}{row}*{weight}{row}+{share}{row}*({cells['investment']}-{cells['grant']})"
                    for row in rows[1:]
                ),
            ],
            net_values,
        ),
        _Column("factor", _("Discount factor"), [f"1/{rate}^$A{row}" for row in rows], factors, "factor"),
        _Column("worth", _("Worth today"), [f"{net}{row}*{factor}{row}" for row in rows], worths),
        _Column(
            "sum",
            _("Sum so far"),
            [f"{worth}{FIRST}", *(f"{total}{row - 1}+{worth}{row}" for row in rows[1:])],
            sums,
        ),
        _Column(
            "back",
            _("Paid back after years"),
            [
                f'IF({total}{FIRST}>=0,0,"")',
                *(
                    f"IF(AND({total}{row}>=0,{total}{row - 1}<0,$A{row}<={cells['horizon']}),"
                    f'$A{row}-1-{total}{row - 1}/{worth}{row},"")'
                    for row in rows[1:]
                ),
            ],
            _back(sums, worths, plan.horizon_years),
            "years",
        ),
    ]
    return [*found, *_groups(result, series, rows)]


def _back(sums: Sequence[float], worths: Sequence[float], horizon: int) -> list[float | str]:
    found: list[float | str] = [0.0 if sums[0] >= 0 else ""]
    for year in range(1, len(sums)):
        is_back = sums[year] >= 0 > sums[year - 1] and year <= horizon
        found.append(year - 1 - sums[year - 1] / worths[year] if is_back else "")
    return found


def _groups(result: Calculated, series: Sequence[Sequence[float]], rows: range) -> list[_Column]:
    """Return for each group of prices the sum of its payments."""
    plan, found = result.case.plan, []
    for group in plan.price_changes:
        places = [at for at, one in enumerate(plan.positions) if one.group == group]
        letters = [xl_col_to_name(at + 1) for at in places]
        found.append(
            _Column(
                f"group_{group}",
                _("Sum of payments: %(group)s") % {"group": words.group(group)},
                ["+".join(f"{letter}{row}" for letter in letters) or "0" for row in rows],
                [sum(series[at][row - FIRST] for at in places) for row in rows],
            )
        )
    return found
