"""The sheet on which everything is entered: one cell for each assumption, one row for each payment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from klimapakt.measures.appraising import telling, words
from klimapakt.measures.appraising.calculating import Calculated
from klimapakt.measures.appraising.workbook_cells import Page, Place
from klimapakt.measures.models import Appraisal
from klimapakt.methods.appraisal import Plan

_FIRST: Final = 5
_KINDS: Final = {"yearly": 1, "every": 2, "once": 3}
_MG_PER_TONNE: Final = 10**9
_PERCENTS: Final = frozenset({"discount", "surcharge", "loss", "probability", "tax", "sensitivity"})


@dataclass(frozen=True, slots=True)
class Entries:
    """Where each assumption stands, and the columns of each payment by its place."""

    cells: Mapping[str, Place]
    positions: tuple[Mapping[str, Place], ...] = field(default=())


def write(page: Page, name: str, appraisal: Appraisal, result: Calculated) -> Entries:
    """Write the sheet and return where everything stands."""
    sources = appraisal.told.get("sources", {})
    page.text(1, 0, appraisal.measure.title, "title")
    page.text(2, 0, _("Change the shaded cells; everything else follows."), "muted")
    page.heading(_FIRST - 1, [_("Assumption"), _("Value"), _("Source")])
    cells: dict[str, Place] = {}
    for row, (key, label, value, source) in enumerate(_assumptions(result, sources), start=_FIRST):
        is_percent = key in _PERCENTS or key.startswith("change_")
        page.text(row, 0, label)
        page.number(row, 1, value, "entered_percent" if is_percent else "entered")
        page.text(row, 2, source)
        cells[key] = Place(name, 1, row)
    positions = _positions(page, name, _FIRST + len(cells) + 2, result.case.plan, cells)
    page.sheet.set_column(0, 0, 46)
    page.sheet.set_column(1, 1, 18)
    page.sheet.set_column(2, 9, 20)
    return Entries(cells, positions)


def _assumptions(result: Calculated, sources: Mapping[str, str]) -> list[tuple[str, str, float, str]]:
    plan = result.case.plan
    risk, tax = plan.risk, plan.tax
    tonnes = plan.saved_mg[-1] / _MG_PER_TONNE if plan.saved_mg else 0
    found: list[tuple[str, str, Decimal | float, str]] = [
        ("horizon", _("Years looked at"), plan.horizon_years, ""),
        ("discount", _("Discount rate"), plan.discount_rate, sources.get("discount", "")),
        ("surcharge", _("Surcharge for risk"), risk.surcharge if risk else 0, ""),
        ("investment", _("Investment in EUR"), plan.investment_eur, ""),
        ("grant", _("Funding in EUR"), plan.grant_eur, ""),
        ("price_year", _("Prices are those of year (0 or 1)"), plan.price_year, ""),
        ("loss", _("Part of every year that may be lost"), risk.loss_share if risk else 0, ""),
        ("probability", _("Probability of that loss"), risk.probability if risk else 0, ""),
        ("tax", _("Tax on income"), tax.rate if tax else 0, ""),
        ("depreciation", _("Written off over years"), tax.depreciation_years if tax else 1, ""),
        ("life", _("Useful life in years"), plan.useful_life_years or plan.horizon_years, ""),
        ("tonnes", _("Tonnes CO₂e saved a year"), tonnes, ""),
        ("sensitivity", _("Sensitivities vary by"), result.case.sensitivity_percent / 100, ""),
    ]
    for group, rate in plan.price_changes.items():
        label = _("Price change a year: %(group)s") % {"group": words.group(group)}
        found.append((f"change_{group}", label, rate, sources.get(group, "")))
    return [(key, label, float(value), source) for key, label, value, source in found]


def _positions(
    page: Page, name: str, top: int, plan: Plan, cells: Mapping[str, Place]
) -> tuple[Mapping[str, Place], ...]:
    page.heading(
        top,
        [
            _("Payment"),
            _("Amount"),
            _("EUR each"),
            _("1 received, -1 paid"),
            _("1 yearly, 2 every n years, 3 once"),
            _("n, or the year"),
            _("Gets less each year by"),
            _("Its price changes like"),
            _("When"),
            _("Source"),
        ],
    )
    found = []
    for row, one in enumerate(plan.positions, start=top + 1):
        page.text(row, 0, one.name)
        page.number(row, 1, float(one.quantity), "entered")
        page.number(row, 2, float(one.unit_price_eur), "entered")
        page.number(row, 3, one.sign, "entered")
        page.number(row, 4, _KINDS[one.timing.kind], "entered")
        page.number(row, 5, one.timing.number, "entered")
        page.number(row, 6, float(one.degradation), "entered_percent")
        page.text(row, 7, words.group(one.group))
        page.text(row, 8, telling.timing(one.timing.kind, one.timing.number))
        page.text(row, 9, one.source or "")
        columns = ("quantity", "price", "sign", "kind", "number", "loss")
        places = {key: Place(name, column, row) for column, key in enumerate(columns, start=1)}
        found.append({**places, "change": cells[f"change_{one.group}"]})
    return tuple(found)
