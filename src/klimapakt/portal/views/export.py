"""The inventory as files: report, workbook, tables and record, each with edition, sources and hash.

``klimapakt verify`` compares every one of them with the record.
"""

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from klimapakt.inventories.documents.names import file_name, name_of_report
from klimapakt.inventories.documents.record_file import record_file
from klimapakt.inventories.documents.report import LANGUAGES, language_of_page, report
from klimapakt.inventories.documents.seals import checks_of
from klimapakt.inventories.documents.subject import ListedMeasure, Subject, subject_of
from klimapakt.inventories.documents.workbook import workbook
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.presenting import external, figures, sources, words
from klimapakt.inventories.queries import Calculated
from klimapakt.measures import queries as measures
from klimapakt.methods.inventory import Line
from klimapakt.organisations.models import Mandate
from klimapakt.portal.access import MemberRequest, calculated_inventory_for, inventory_for, member_page
from klimapakt.portal.presenting.csv_file import (
    BYTE_ORDER_MARK,
    Cell,
    csv_text,
    download,
    joined,
    written,
)

_MG_PER_KG = Decimal(10) ** 6
_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@member_page()
def as_report(request: MemberRequest, pk: UUID, language: str) -> HttpResponse:
    """Return the report as PDF in the language of the address."""
    subject = _with_measures(inventory_for(request, pk), request.mandate)
    if language not in LANGUAGES:
        raise Http404
    with override(language):
        name = name_of_report(subject)
    return download(report(subject, language), name, "application/pdf")


@member_page()
def as_workbook(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Return the workbook whose lines multiply themselves, in the language of the page."""
    subject = subject_of(inventory_for(request, pk))
    return download(workbook(subject, language_of_page()), file_name(subject.inventory, "xlsx"), _XLSX)


@member_page()
def as_json(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Return the record with its hash and the attributions of its sources."""
    subject = subject_of(inventory_for(request, pk))
    content = record_file(
        subject.record,
        state=subject.inventory.status,
        attributions=[credited.attribution for credited in sources.used(subject.calculated)],
    )
    return download(content, file_name(subject.inventory, "json", _("record")), "application/json")


@member_page()
def lines(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Return all lines, each with its factor, source, reason, and a check that binds it to the record."""
    subject = subject_of(calculated_inventory_for(request, pk))
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
        _("Line no."),
        _("Record (SHA-256)"),
        _("Check of the row"),
    ]
    rows = [
        written([*_line(line, subject.calculated), number, subject.record.sha256])
        for number, line in enumerate(subject.result.lines, start=1)
    ]
    checks = checks_of(rows, subject.record.sha256)
    text = joined([heading, *([*row, check] for row, check in zip(rows, checks, strict=True))])
    return download(text.encode(), file_name(subject.inventory, "csv", _("lines")), _CSV)


@member_page()
def figures_csv(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Return the totals by scope and category, both methods in columns of their own, a check as last row."""
    subject = subject_of(inventory_for(request, pk))
    stated = subject.calculated.external
    rows = _figures(subject) if stated is None else _stated(subject.inventory, external.shown(stated))
    text = csv_text(rows)
    check = hashlib.sha256(text.removeprefix(BYTE_ORDER_MARK).encode()).hexdigest()
    last = csv_text([[_("Check of all rows above (SHA-256)"), check]]).removeprefix(BYTE_ORDER_MARK)
    return download(f"{text}{last}".encode(), file_name(subject.inventory, "csv", _("figures")), _CSV)


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


def _with_measures(inventory: Inventory, mandate: Mandate | None) -> Subject:
    """Return the inventory with the list of measures, unless only a mandate without them leads here."""
    if mandate is not None and not mandate.handles_measures:
        return subject_of(inventory, [])
    listed = [
        ListedMeasure(one.title, str(one.get_field_display()), one.year, one.note)
        for one in measures.existing_of(inventory.organisation)
        if one.year is not None
    ]
    return subject_of(inventory, listed)


def _figures(subject: Subject) -> Iterator[Sequence[Cell]]:
    inventory, calculated = subject.inventory, subject.calculated
    yield [_("Scope and category"), _("Location-based, kg CO2e"), _("Market-based, kg CO2e")]
    for row in figures.by_scope_and_category(calculated):
        yield [row.name, row.location_mg / _MG_PER_KG, row.market_mg / _MG_PER_KG]
    yield []
    yield [_("Source"), _("Location-based, kg CO2e"), _("Market-based, kg CO2e")]
    for row in figures.by_source(calculated):
        yield [row.name, row.location_mg / _MG_PER_KG, row.market_mg / _MG_PER_KG]
    yield []
    yield [_("Organisation"), inventory.organisation.name]
    yield [_("Year"), inventory.year]
    yield [_("State"), subject.state_word]
    yield [_("Edition of the factors"), sources.title(calculated.result.factors)]
    yield [_("Record (SHA-256)"), subject.record.sha256]
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
