"""Reports of the office over all members, each table also as CSV and XLSX."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from klimapakt.duties import days
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.presenting.reporting import REPORTS
from klimapakt.office.presenting.reporting.tables import Asked, Report, as_csv, as_xlsx
from klimapakt.office.report_forms import PeriodForm, PromiseForm
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand, rulebook_in_force
from klimapakt.reports import actions
from klimapakt.reports.enums import AnswerKind

_WEEKDAYS: Final = "weekdays"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """Name the reports there are and what each answers."""
    listed = [(key, title, question) for key, (title, question, _build) in REPORTS.items()]
    context = {"reports": listed, "may_run": is_allowed(request.user, Permission.RUN_OFFICE)}
    return render(request, "office/reports.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def show(request: StaffRequest, report: str) -> HttpResponse:
    """Show one report: the answer, how it is counted, its tables."""
    form = PeriodForm(request.GET, today=days.today())
    made = _report(report, form)
    title, question, _build = REPORTS[report]
    context = {
        "key": report,
        "title": title,
        "question": question,
        "report": made,
        "form": form,
        "query": f"first={form.period().first.year}&last={form.period().last.year}",
        "promise_form": _promise_form(request) if report == "answers" else None,
    }
    return render(request, "office/report.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def table(request: StaffRequest, report: str, table: str, kind: str) -> HttpResponse:
    """Hand out one table of a report as CSV or XLSX."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    form = PeriodForm(request.GET, today=days.today())
    found = _report(report, form).table(table)
    if found is None:
        raise Http404
    content: str | bytes = as_csv(found) if kind == "csv" else as_xlsx(found)
    years = f"{form.period().first.year}-{form.period().last.year}"
    name = f"{pact_at_hand().slug}-{slugify(table)}-{years}.{kind}"
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8" if kind == "csv" else _XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@staff_page("POST", needs=Permission.RUN_OFFICE)
def promise(request: StaffRequest) -> HttpResponseRedirect:
    """Say within how many working days the office answers."""
    form = PromiseForm(request.POST)
    if form.is_valid():
        kind = AnswerKind(form.cleaned_data["kind"])
        actions.promise(kind=kind, working_days=form.cleaned_data["working_days"], by=request.user)
        messages.success(request, _("Saved. The report counts by this promise from now on."))
    else:
        messages.warning(request, _("Please enter between 1 and 250 working days. Nothing was changed."))
    return redirect("office:report_page", "answers")


def _report(key: str, form: PeriodForm) -> Report:
    if key not in REPORTS:
        raise Http404
    rulebook = rulebook_in_force()
    calendar = rulebook.working_days.value if rulebook else _WEEKDAYS
    _title, _question, build = REPORTS[key]
    return build(Asked(form.period(), days.today(), calendar))


def _promise_form(request: StaffRequest) -> PromiseForm | None:
    return PromiseForm() if is_allowed(request.user, Permission.RUN_OFFICE) else None
