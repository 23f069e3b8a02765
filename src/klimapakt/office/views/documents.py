"""Documents of an inventory and its evidence as the pact office fetches them."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import override

from klimapakt.inventories import queries
from klimapakt.inventories.documents.names import name_of_report
from klimapakt.inventories.documents.report import LANGUAGES, report
from klimapakt.inventories.documents.subject import ListedMeasure, subject_of
from klimapakt.measures import queries as measures
from klimapakt.office.access import StaffRequest, inventory_for, staff_page


@staff_page()
def as_report(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    """Return the report as PDF in the language of the address."""
    inventory = inventory_for(request, pk)
    if language not in LANGUAGES:
        raise Http404
    listed = [
        ListedMeasure(one.title, str(one.get_field_display()), one.year, one.note)
        for one in measures.existing_of(inventory.organisation)
        if one.year is not None
    ]
    subject = subject_of(inventory, listed)
    with override(language):
        name = name_of_report(subject)
    response = HttpResponse(report(subject, language), content_type="application/pdf")
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return response


@staff_page()
def evidence(request: StaffRequest, pk: UUID, sha256: str) -> FileResponse:
    """Return a file that proves a row, for saving; the browser never opens it inside the site."""
    file = queries.evidence_of_inventory(inventory_for(request, pk)).filter(sha256=sha256).first()
    if file is None:
        raise Http404
    response = FileResponse(file.content.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=file.name))
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
