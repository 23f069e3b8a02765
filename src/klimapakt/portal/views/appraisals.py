"""All measures of a member as investments: value against tonnes, and the list for implementation plans."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from klimapakt.inventories.documents.report import language_of_page
from klimapakt.measures import queries
from klimapakt.measures.appraising.implementation_plan import implementation_plan
from klimapakt.measures.appraising.portfolio import Entry, portfolio
from klimapakt.organisations.models import Organisation
from klimapakt.portal.access import MemberRequest, can_edit, member_page
from klimapakt.portal.presenting.appraisals import rows, scatter
from klimapakt.portal.presenting.csv_file import download
from klimapakt.portal.views.plans import readable

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show all measures by value and tonnes; those without a value with the reason."""
    organisation = readable(request, pk)
    entries = _entries(organisation)
    context = {
        "organisation": organisation,
        "rows": rows(entries),
        "chart": scatter(entries),
        "may_edit": can_edit(request, organisation),
    }
    return render(request, "portal/appraisals.html", context)


@member_page()
def as_workbook(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Return the list for implementation plans, in the language of the page."""
    organisation = readable(request, pk)
    entries = _entries(organisation)
    owners = queries.next_owners([one.measure for one in entries])
    content = implementation_plan(organisation, entries, owners, language_of_page())
    name = "_".join(f"{organisation.name[:60]}-{_('implementation plan')}".replace("/", " ").split())
    return download(content, f"{name}.xlsx", _XLSX)


def _entries(organisation: Organisation) -> list[Entry]:
    measures = list(queries.pact_measures_of(organisation))
    return portfolio(measures, queries.newest_appraisals(measures))
