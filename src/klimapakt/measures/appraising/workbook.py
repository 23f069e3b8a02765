"""An appraisal as a workbook that calculates: change the discount rate, and the net present value follows."""

import io

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from klimapakt.measures.appraising import workbook_flows, workbook_inputs, workbook_results
from klimapakt.measures.appraising.calculating import of_appraisal
from klimapakt.measures.appraising.workbook_cells import Page, looks_of
from klimapakt.measures.appraising.workbook_results import Names
from klimapakt.measures.models import Appraisal


def workbook(appraisal: Appraisal, language: str) -> bytes:
    """Return the workbook in German ("de") or English ("en")."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with override(language):
        book = xlsxwriter.Workbook(stream, options)
        book.set_properties(
            {
                "title": _("Appraisal: %(title)s") % {"title": appraisal.measure.title},
                "author": appraisal.measure.organisation.name,
                "created": appraisal.at.replace(tzinfo=None),
            }
        )
        book.set_calc_mode("auto")
        _write(book, appraisal)
        book.close()
    return stream.getvalue()


def _write(book: xlsxwriter.Workbook, appraisal: Appraisal) -> None:
    result, looks = of_appraisal(appraisal), looks_of(book)
    titles = [_("Result"), _("Inputs"), _("Payments"), _("Sensitivities")]
    shown, entered, paid, tried = (Page(book.add_worksheet(title), looks) for title in titles)
    entries = workbook_inputs.write(entered, titles[1], appraisal, result)
    names = Names(entries, workbook_flows.write(paid, titles[2], entries, result))
    npv = workbook_results.write_result(shown, titles[0], names, result)
    workbook_results.write_sensitivities(tried, names, npv, result)
    for page in (shown, entered, paid, tried):
        page.sheet.set_landscape()
        page.sheet.set_paper(9)
        page.sheet.fit_to_pages(1, 0)
