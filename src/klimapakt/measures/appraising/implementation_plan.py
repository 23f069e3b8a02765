"""The list for implementation plans after § 9 EnEfG: seven columns, and a sheet on how each was appraised.

The seven columns are those of the BAFA format as public descriptions name it: priority, name, investment,
time, origin, responsible function, status. Nothing is left out: a measure that does not pay, or that nobody
has appraised, stands in the list, and the second sheet says why.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from klimapakt.foundation.design import numbers
from klimapakt.foundation.design.numbers import NO_VALUE
from klimapakt.measures.appraising import words
from klimapakt.measures.appraising.calculating import of_appraisal
from klimapakt.measures.appraising.portfolio import Entry
from klimapakt.measures.appraising.workbook_cells import Page, looks_of
from klimapakt.measures.enums import MeasureState
from klimapakt.measures.models import Measure
from klimapakt.organisations.models import Organisation

TEST: Final = "enefg_9"
_COMPLETED: Final = (MeasureState.IMPLEMENTED, MeasureState.EVIDENCED, MeasureState.VERIFIED)


def implementation_plan(
    organisation: Organisation, entries: Sequence[Entry], owners: Mapping[UUID, str], language: str
) -> bytes:
    """Return the list as a workbook; ``owners`` says by measure who does the next step."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with override(language):
        book = xlsxwriter.Workbook(stream, options)
        book.set_properties({"title": _("Implementation plan"), "author": organisation.name})
        looks = looks_of(book)
        _plan(Page(book.add_worksheet(_("Implementation plan")), looks), entries, owners)
        _appraisals(Page(book.add_worksheet(_("Appraisals")), looks), entries)
        book.close()
    return stream.getvalue()


def headings() -> tuple[str, ...]:
    """Return the seven columns."""
    return (
        _("Priority"),
        _("Measure"),
        _("Investment in EUR"),
        _("Time"),
        _("Origin"),
        _("Responsible function"),
        _("Status"),
    )


def status_of(measure: Measure) -> str:
    """Return the status in the three words of the format."""
    if measure.state in _COMPLETED:
        return _("Completed")
    return _("In progress") if measure.state == MeasureState.IN_WORK else _("Open")


def economic_after_law(entry: Entry) -> tuple[str, str]:
    """Return what the test of § 9 EnEfG says about a measure, and why."""
    if entry.appraisal is None:
        return NO_VALUE, words.reason(entry.why) if entry.why else ""
    verdicts = of_appraisal(entry.appraisal).found.verdicts
    found = next((one for one in verdicts if one.regime.id == TEST), None)
    if found is None:
        return NO_VALUE, _("The test was not in force on the day of the appraisal.")
    answer = _("economic") if found.is_economic else _("not economic")
    return answer, " ".join(words.reason(one) for one in found.reasons)


def _plan(page: Page, entries: Sequence[Entry], owners: Mapping[UUID, str]) -> None:
    page.heading(1, headings())
    for row, entry in enumerate(entries, start=2):
        measure = entry.measure
        if entry.appraisal is None:
            page.text(row, 0, NO_VALUE)
        else:
            page.number(row, 0, entry.number, "whole")
        page.text(row, 1, measure.title)
        if measure.investment_eur is not None:
            page.number(row, 2, float(measure.investment_eur), "euro")
        page.text(row, 3, _time(measure))
        origin = _("Measure library of the climate pact") if measure.library_key else _("Own proposal")
        page.text(row, 4, origin)
        page.text(row, 5, owners.get(measure.pk, ""))
        page.text(row, 6, status_of(measure))
    page.sheet.set_column(0, 0, 10)
    page.sheet.set_column(1, 1, 46)
    page.sheet.set_column(2, 6, 24)
    page.sheet.freeze_panes(1, 0)


def _appraisals(page: Page, entries: Sequence[Entry]) -> None:
    page.heading(1, [_("Measure"), _("Net present value in EUR"), _("§ 9 EnEfG"), _("Why"), _("Remark")])
    for row, entry in enumerate(entries, start=2):
        page.text(row, 0, entry.measure.title)
        if entry.npv_eur is None:
            page.text(row, 1, NO_VALUE)
        else:
            page.number(row, 1, float(entry.npv_eur), "euro")
        answer, why = economic_after_law(entry)
        page.text(row, 2, answer)
        page.text(row, 3, why)
        page.text(row, 4, words.reason(entry.why) if entry.why and entry.appraisal else "")
    page.sheet.set_column(0, 0, 46)
    page.sheet.set_column(1, 2, 22)
    page.sheet.set_column(3, 4, 60)
    page.sheet.freeze_panes(1, 0)


def _time(measure: Measure) -> str:
    days = [day for day in (measure.planned_begin, measure.planned_finish) if day is not None]
    return " – ".join(numbers.day(day, words.language()) for day in days) or NO_VALUE
