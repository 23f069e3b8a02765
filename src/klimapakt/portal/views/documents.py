"""What a member keeps: agreements, reports of accepted inventories, letters of the pact office."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from klimapakt.agreements.presenting import BADGES
from klimapakt.agreements.queries import visible_to as agreements_visible_to
from klimapakt.inventories import queries
from klimapakt.inventories.documents.review_letter import letter_name, letter_pdf
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.sealed import Record
from klimapakt.monitoring.models import AcceptedMonitoring
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.rules import may_read
from klimapakt.portal.access import MemberRequest, inventory_for, member_page, organisation_for
from klimapakt.portal.presenting.csv_file import download


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the documents of an organisation, the latest first; those with figures only for who reads them."""
    organisation = organisation_for(request, pk)
    role = organisations.role_in(request.user, organisation)
    seen = queries.visible_to(request.user).filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "may_read": role is not None and may_read(role),
        "agreements": [
            (one, BADGES[one.state])
            for one in agreements_visible_to(request.user).filter(membership__organisation=organisation)
        ],
        "accepted": seen.filter(status=InventoryStatus.ACCEPTED).order_by("-accepted_at", "pk"),
        "monitorings": AcceptedMonitoring.objects.filter(cycle__inventory__in=seen)
        .select_related("cycle__inventory")
        .defer("document")
        .order_by("-frozen_at", "-pk"),
        "letters": queries.letters_visible_to(request.user, organisation),
    }
    return render(request, "portal/documents.html", context)


@member_page()
def letter(request: MemberRequest, pk: UUID, letter: UUID) -> HttpResponse:
    """Hand out a letter about the review of an inventory."""
    found = queries.letters_of(inventory_for(request, pk)).filter(pk=letter).first()
    if found is None:
        raise Http404
    record = Record(found.document, found.sha256)
    return download(letter_pdf(record, found.sent_at), letter_name(record.content), "application/pdf")
