"""The inventory as a workbook: lines that multiply, totals that add up, and a sheet that compares them.

A hidden sheet carries the record, so that ``klimapakt verify`` needs nothing but the file.
"""

import io
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from klimapakt.inventories.documents.carried import SCHEMA, SHEET, Carried, packed
from klimapakt.inventories.documents.chapters import outside
from klimapakt.inventories.documents.chapters.annex import numbered
from klimapakt.inventories.documents.lines_of_workbook import COLUMNS, FIRST_ROW, PLACES, formula_of
from klimapakt.inventories.documents.pages_of_workbook import Page
from klimapakt.inventories.documents.subject import Subject
from klimapakt.inventories.documents.sums_of_workbook import Sums, totals_of
from klimapakt.inventories.presenting import figures, sources, words
from klimapakt.inventories.presenting.figures import BothWays
from klimapakt.methods.inventory import Line

_MG_PER_KG: Final = 1_000_000
_WIDTHS: Final[Mapping[str, int]] = {
    "id": 16,
    "site": 20,
    "name": 28,
    "label": 28,
    "part_word": 22,
    "group": 30,
    "category": 22,
    "counts_in": 30,
    "amount": 16,
    "unit": 12,
    "co2e_mg": 20,
    "co2e_kg": 18,
    "factor_id": 28,
    "source": 50,
    "reason": 50,
    "evidence": 24,
}
_LOOKS: Final[Mapping[str, Mapping[str, object]]] = {
    "text": {"valign": "top"},
    "wrapped": {"valign": "top", "text_wrap": True},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "bottom": 1, "bottom_color": "#1b1e1a", "text_wrap": True, "valign": "top"},
    "bold": {"bold": True},
    "muted": {"font_color": "#565a50", "text_wrap": True, "valign": "top"},
    "number": {"num_format": "#,##0.############", "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "count": {"num_format": "0", "valign": "top"},
    "kilograms": {"num_format": "#,##0.000000", "valign": "top"},
    "sum": {"num_format": "#,##0.000000", "bold": True},
}


def workbook(subject: Subject, language: str) -> bytes:
    """Return the workbook in German ("de") or English ("en")."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with override(language):
        book = xlsxwriter.Workbook(stream, options)
        _describe(book, subject)
        looks = {name: book.add_format({"font_size": 11, **look}) for name, look in _LOOKS.items()}
        pages = _pages(book, subject, looks)
        _carry(book, subject, pages)
        book.close()
    return stream.getvalue()


def _describe(book: Workbook, subject: Subject) -> None:
    inventory = subject.inventory
    values = {"name": inventory.organisation.name, "year": inventory.year}
    book.set_properties(
        {
            "title": _("Greenhouse-gas inventory %(year)s, %(name)s") % values,
            "author": inventory.organisation.name,
            "comments": subject.state,
            "created": subject.stands_at.replace(tzinfo=None),
        }
    )
    book.set_custom_property("klimapakt-record", subject.record.sha256)
    book.set_custom_property("klimapakt-edition", inventory.edition)
    book.set_calc_mode("auto")


def _pages(book: Workbook, subject: Subject, looks: Mapping[str, Format]) -> dict[str, Page]:
    """Write the sheets that people see and return them by their role."""
    roles: dict[str, tuple[str, Callable[[Page, Subject, Sums], None]]] = {
        "results": (_("Result"), _external if subject.inventory.is_external else _results),
        "lines": (_("Lines"), _lines),
        "check": (_("Comparison"), _check),
        "factors": (_("Factors and sources"), _factors),
        "about": (_("About this file"), _about),
    }
    if subject.inventory.is_external:
        roles = {role: roles[role] for role in ("results", "about")}
    sums = Sums(_("Lines"), len(subject.result.lines))
    pages = {role: Page(book.add_worksheet(name), looks) for role, (name, _write) in roles.items()}
    for role, (_name, write) in roles.items():
        write(pages[role], subject, sums)
        pages[role].sheet.set_landscape()
        pages[role].sheet.set_paper(9)
        pages[role].sheet.fit_to_pages(1, 0)
    return pages


def _results(page: Page, subject: Subject, sums: Sums) -> None:
    row = _top(page, subject)
    row = _table_head(page, row, _("Scope and category"))
    scope = 0
    for one in figures.by_scope_and_category(subject.calculated):
        if not one.is_sum:
            formulas = sums.both(scope=str(scope), group=f"$A{row + 1}")
        elif scope < 3:
            scope += 1
            formulas = sums.both(scope=str(scope))
        else:
            formulas = sums.everything()
        row = _both_ways(page, row, one, formulas)
    row = _table_head(page, row + 1, _("Site"))
    for one in figures.by_site(subject.calculated):
        row = _both_ways(page, row, one, sums.of_site(f"$A{row + 1}"))
    page.sheet.set_column(0, 0, 58)
    page.sheet.set_column(1, 2, 26)


def _external(page: Page, subject: Subject, sums: Sums) -> None:
    del sums
    row = _top(page, subject)
    page.row(row, [_("Scope"), _("kg CO₂e, as the report states it")], "heading")
    told = outside.stated(subject)
    for place, (key, name) in enumerate(outside.names().items(), start=row + 1):
        page.text(place, 0, name)
        if told[key] is None:
            page.text(place, 1, _("not stated"))
        else:
            page.number(place, 1, Decimal(told[key]) / _MG_PER_KG, "kilograms")
    page.sheet.set_column(0, 0, 58)
    page.sheet.set_column(1, 1, 34)


def _top(page: Page, subject: Subject) -> int:
    """Write whose inventory it is and where it stands; return the first free row."""
    inventory = subject.inventory
    values = {"name": inventory.organisation.name, "year": inventory.year}
    page.text(0, 0, _("Greenhouse-gas inventory %(year)s, %(name)s") % values, "title")
    page.text(1, 0, subject.state, "text")
    return 3


def _table_head(page: Page, row: int, name: str) -> int:
    headings = [name, _("Location-based, kg CO2e"), _("Market-based, kg CO2e")]
    page.row(row, headings, "heading")
    return row + 1


def _both_ways(page: Page, row: int, one: BothWays, formulas: tuple[str, str]) -> int:
    page.text(row, 0, one.name, "bold" if one.is_sum else "text")
    for column, (formula, mg) in enumerate(zip(formulas, (one.location_mg, one.market_mg), strict=True), 1):
        page.formula(row, column, f"{formula}/1000000", mg / _MG_PER_KG, "sum" if one.is_sum else "kilograms")
    return row + 1


def _lines(page: Page, subject: Subject, sums: Sums) -> None:
    del sums
    page.row(0, [_heading(name) for name in COLUMNS], "heading")
    for row, line in enumerate(subject.result.lines, start=FIRST_ROW):
        _line(page, row, line, subject)
    for name, width in _WIDTHS.items():
        page.sheet.set_column(PLACES[name], PLACES[name], width)
    page.sheet.freeze_panes(1, 0)
    page.sheet.repeat_rows(0)
    if subject.result.lines:
        page.sheet.autofilter(0, 0, len(subject.result.lines), len(COLUMNS) - 1)


def _line(page: Page, number: int, line: Line, subject: Subject) -> None:
    """Write a line into a row as the spreadsheet counts."""
    factors, row = subject.result.factors, subject.calculated.row_of[line.activity]
    texts = {
        "id": line.id,
        "site": row.site.name if row.site else _("Without a site"),
        "name": words.row_name(row, factors),
        "label": row.label,
        "part_word": words.PARTS[line.part],
        "part": line.part,
        "group": "" if line.scope is None else figures.name_in_scope(line),
        "category": line.category,
        "counts_in": _("in no total") if line.scope is None else words.METHODS[line.method],
        "unit": line.unit,
        "factor_id": line.factor_id,
        "source": line.source,
        "reason": line.reason.translated(_),
        "evidence": row.evidence,
    }
    for name, text in texts.items():
        page.text(number - 1, PLACES[name], text)
    page.number(number - 1, PLACES["row"], row.number, "count")
    for name, count in (("scope", line.scope), ("scope3_category", line.scope3_category)):
        if count is not None:
            page.number(number - 1, PLACES[name], count, "count")
    page.number(number - 1, PLACES["amount"], line.amount)
    page.number(number - 1, PLACES["kg_per_unit"], line.kg_per_unit)
    formula = formula_of(number, line.amount, line.kg_per_unit, line.co2e_mg)
    page.formula(number - 1, PLACES["co2e_mg"], formula, line.co2e_mg, "whole")
    page.formula(number - 1, PLACES["co2e_kg"], f"P{number}/1000000", line.co2e_mg / _MG_PER_KG, "kilograms")


def _check(page: Page, subject: Subject, sums: Sums) -> None:
    """Compare the totals of the record with the sums of the lines, by formula."""
    page.text(0, 0, _("Do the lines still add up to the record?"), "title")
    page.text(1, 0, _("Milligrams CO₂e. Change an amount on the sheet of the lines and look here."), "muted")
    headings = [_("Total"), _("Key"), _("In the record"), _("From the lines"), _("Difference"), _("Verdict")]
    page.row(3, headings, "heading")
    equal, differs = _("equal"), _("differs")
    names = _names_of_totals()
    for place, (key, mg, formula) in enumerate(totals_of(sums, subject.content["result"]["totals"]), 4):
        page.text(place, 0, names[key])
        page.text(place, 1, key, "muted")
        page.number(place, 2, mg, "whole")
        page.formula(place, 3, formula, mg, "whole")
        page.formula(place, 4, f"D{place + 1}-C{place + 1}", 0, "whole")
        page.formula(place, 5, f'IF(E{place + 1}=0,"{equal}","{differs}")', equal, "text")
    page.sheet.set_column(0, 0, 58)
    page.sheet.set_column(1, 5, 24)


def _factors(page: Page, subject: Subject, sums: Sums) -> None:
    del sums
    headings = [_("Factor"), _("Name"), _("Part"), _("kg CO2e per unit"), _("Unit"), _("Validity")]
    page.row(0, [*headings, _("Quality"), _("Source"), _("Licence"), _("Address")], "heading")
    for row, used in enumerate(numbered(subject), start=1):
        page.text(row, 0, used.factor_id)
        page.text(row, 2, words.PARTS[used.part])
        page.number(row, 3, used.kg_per_unit)
        page.text(row, 4, used.unit)
        page.text(row, 7, used.source, "wrapped")
        factor = subject.result.factors.factors.get(used.factor_id)
        if factor is not None:
            page.text(row, 1, words.factor_name(factor), "wrapped")
            page.text(row, 5, factor.validity())
            page.number(row, 6, factor.quality, "count")
            page.text(row, 8, _(factor.source.licence), "wrapped")
            page.text(row, 9, factor.source.url)
    for column, width in enumerate((28, 40, 22, 18, 12, 12, 10, 60, 30, 40)):
        page.sheet.set_column(column, column, width)
    page.sheet.freeze_panes(1, 0)


def _about(page: Page, subject: Subject, sums: Sums) -> None:
    del sums
    inventory, factors = subject.inventory, subject.result.factors
    page.text(0, 0, _("About this file"), "title")
    rows: Iterable[tuple[str, object]] = (
        (_("Organisation"), inventory.organisation.name),
        (_("Year"), inventory.year),
        (_("Version"), inventory.version),
        (_("State"), subject.state),
        (_("Organisational boundary"), inventory.get_boundary_display()),
        (_("Edition of the factors"), f"{words.edition_title(factors)} ({factors.name})"),
        (_("Hash of the edition (SHA-256)"), subject.content["edition_sha256"]),
        (_("Hash of the record (SHA-256)"), subject.record.sha256),
        (_("How to verify this file"), _how_to_verify()),
        *((_("Attribution"), source.attribution) for source in sources.used(subject.calculated)),
    )
    for row, (name, value) in enumerate(rows, start=2):
        page.text(row, 0, name, "muted")
        page.text(row, 1, value, "wrapped")
    page.sheet.set_column(0, 0, 34)
    page.sheet.set_column(1, 1, 90)


def _carry(book: Workbook, subject: Subject, pages: Mapping[str, Page]) -> None:
    """Write the hidden sheet."""
    names = {role: page.sheet.get_name() for role, page in pages.items()}
    digests = {page.sheet.get_name(): page.digests() for page in pages.values()}
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 0, _("This sheet holds the record of the inventory for “klimapakt verify”."))
    sheet.write_string(1, 0, f"{SCHEMA} {subject.record.sha256}")
    for row, piece in enumerate(packed(Carried(subject.record.text, names, digests)), start=2):
        sheet.write_string(row, 0, piece)
    sheet.hide()


def _heading(name: str) -> str:
    headings: Mapping[str, Any] = {
        "id": _("Line"),
        "row": _("Row no."),
        "site": _("Site"),
        "name": _("Activity"),
        "label": _("Activity as typed"),
        "part_word": _("Part"),
        "part": _("Part (key)"),
        "scope": _("Scope"),
        "scope3_category": _("Scope 3 category"),
        "group": _("Group in the result"),
        "category": _("Source (key)"),
        "counts_in": _("Method"),
        "amount": _("Amount"),
        "unit": _("Unit"),
        "kg_per_unit": _("kg CO2e per unit"),
        "co2e_mg": _("mg CO2e"),
        "co2e_kg": _("kg CO2e"),
        "factor_id": _("Factor"),
        "source": _("Source"),
        "reason": _("Reason"),
        "evidence": _("Evidence"),
    }
    return str(headings[name])


def _names_of_totals() -> dict[str, str]:
    plain = {
        "scope1_mg": _("Scope 1"),
        "scope2_location_mg": _("Scope 2, location-based"),
        "scope2_market_mg": _("Scope 2, market-based"),
        "scope3_mg": _("Scope 3"),
        "location_based_mg": _("All scopes together, location-based"),
        "market_based_mg": _("All scopes together, market-based"),
        "biogenic_co2_mg": _("Biogenic CO₂, outside the scopes"),
    }
    categories = {
        f"scope3_mg.{number}": _("Scope 3, category %(number)s: %(name)s") % {"number": number, "name": name}
        for number, name in words.SCOPE3.items()
    }
    return plain | categories


def _how_to_verify() -> str:  # a sentence
    return _(
        "“klimapakt verify” with the name of this file compares every line and total with the record on "
        "the hidden sheet, calculates it again and names every cell that was changed. Of an accepted "
        "inventory the platform shows the hash of the record; it has to be the one above."
    )
