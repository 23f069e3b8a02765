"""The inventory as files: all of it as JSON, lines and figures as CSV, with edition and attributions."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from klimapakt.inventories import queries
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.presenting import external, figures, sources, words
from klimapakt.inventories.queries import Calculated
from klimapakt.methods.inventory import Line
from klimapakt.portal.access import MemberRequest, calculated_inventory_for, inventory_for, member_page
from klimapakt.portal.presenting.csv_file import Cell, attachment, csv_response

_MG_PER_KG = Decimal(10) ** 6


@member_page()
def as_json(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Return the result of the calculation as the shell prints it, with where it comes from."""
    inventory = inventory_for(request, pk)
    calculated = queries.calculated(inventory)
    told = {"external": queries.external_figures(inventory)} if calculated.external else _result(calculated)
    exported = {"organisation": inventory.organisation.name, "year": inventory.year, **told}
    text = json.dumps(exported, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = attachment(_name(inventory, "json"))
    return response


@member_page()
def lines(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Return all lines, each with its factor, source and reason."""
    inventory = calculated_inventory_for(request, pk)
    calculated = queries.calculated(inventory)
    heading = [
        _("Row no."),
        _("Site"),
        _("Activity"),
        _("Activity as typed"),
        _("Part"),
        _("Scope"),
        _("Scope 3 category"),
        _("Method"),
        _("Amount"),
        _("Unit"),
        _("kg CO2e per unit"),
        _("kg CO2e"),
        _("Factor"),
        _("Source"),
        _("Reason"),
        _("Evidence"),
        _("Edition of the factors"),
        _("Attribution"),
    ]
    rows = [_line(line, calculated) for line in calculated.result.lines]
    return csv_response(_name(inventory, "csv", _("lines")), [heading, *rows])


@member_page()
def figures_csv(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Return the totals by scope and category, both methods in columns of their own."""
    inventory = inventory_for(request, pk)
    calculated = queries.calculated(inventory)
    rows = _figures(inventory, calculated)
    if calculated.external is not None:
        rows = _stated(inventory, external.shown(calculated.external))
    return csv_response(_name(inventory, "csv", _("figures")), rows)


def _result(calculated: Calculated) -> dict[str, object]:
    return {
        "input": queries.case_of(calculated.inventory, calculated.rows),
        **calculated.result.as_json(),
        "edition_sha256": calculated.result.factors.sha256,
        "attributions": [credited.attribution for credited in sources.used(calculated)],
    }


def _stated(inventory: Inventory, shown: external.Shown) -> Iterator[Sequence[Cell]]:
    """Yield the figures of another tool; a cell stays empty where the report states nothing."""
    yield [_("Scope"), _("kg CO2e")]
    for name, mg in shown.figures:
        yield [name, None if mg is None else mg / _MG_PER_KG]
    yield []
    yield [_("Organisation"), inventory.organisation.name]
    yield [_("Year"), inventory.year]
    yield [_("Figures from another tool"), shown.tool]
    for name, value in shown.details:
        yield [name, value]
    for caveat in shown.caveats:
        yield [_("Keep in mind"), caveat]


def _figures(inventory: Inventory, calculated: Calculated) -> Iterator[Sequence[Cell]]:
    yield [_("Scope and category"), _("Location-based, kg CO2e"), _("Market-based, kg CO2e")]
    for row in figures.by_scope_and_category(calculated.result):
        yield [row.name, row.location_mg / _MG_PER_KG, row.market_mg / _MG_PER_KG]
    yield []
    yield [_("Source"), _("Location-based, kg CO2e"), _("Market-based, kg CO2e")]
    for row in figures.by_source(calculated.result):
        yield [row.name, row.location_mg / _MG_PER_KG, row.market_mg / _MG_PER_KG]
    yield []
    yield [_("Organisation"), inventory.organisation.name]
    yield [_("Year"), inventory.year]
    yield [_("Edition of the factors"), sources.title(calculated.result.factors)]
    for credited in sources.used(calculated):
        yield [_("Attribution"), credited.attribution]


def _line(line: Line, calculated: Calculated) -> Sequence[Cell]:
    row, factors = calculated.row_of[line.activity], calculated.result.factors
    factor = factors.factors.get(line.factor_id)
    attribution = ""
    if factor is not None:
        source = factor.source
        attribution = source.attribution_de if words.is_german() else source.attribution_en
    return [
        row.number,
        str(row.site or ""),
        words.row_name(row, factors),
        row.label,
        str(words.PARTS[line.part]),
        line.scope,
        line.scope3_category,
        "" if line.scope is None else str(words.METHODS[line.method]),
        line.amount,
        line.unit,
        line.kg_per_unit,
        line.co2e_mg / _MG_PER_KG,
        line.factor_id,
        line.source,
        line.reason.translated(_),
        row.evidence,
        factors.name,
        attribution,
    ]


def _name(inventory: Inventory, ending: str, part: str = "") -> str:
    words_of_name = (inventory.organisation.name[:60], str(inventory.year), part)
    return "-".join("_".join(word.split()) for word in words_of_name if word) + f".{ending}"
