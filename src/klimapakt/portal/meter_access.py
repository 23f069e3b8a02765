"""Who gets to meters and bills: those who may see the figures of the organisation; changing needs more."""

from uuid import UUID

from django.http import Http404

from klimapakt.inventories import queries
from klimapakt.inventories.models import Bill, Meter
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.models import Organisation
from klimapakt.portal.access import MemberRequest, NotAllowed, can_edit


def readable_organisation_for(request: MemberRequest, pk: UUID) -> Organisation:
    """Return an organisation whose figures the person may see, else 404."""
    found = organisations.readable_by(request.user, MandatePart.INVENTORIES).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def filled_organisation_for(request: MemberRequest, pk: UUID) -> Organisation:
    """Return an organisation whose figures the person may change; raise NotAllowed for who may only look."""
    organisation = readable_organisation_for(request, pk)
    if not can_edit(request, organisation):
        raise NotAllowed(organisation)
    return organisation


def meter_for(request: MemberRequest, pk: UUID) -> Meter:
    """Return a meter the person may see, else 404."""
    found = queries.meters_visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def editable_meter_for(request: MemberRequest, pk: UUID) -> Meter:
    """Return a meter the person may change; raise NotAllowed when they may only look."""
    meter = meter_for(request, pk)
    if not can_edit(request, meter.organisation):
        raise NotAllowed(meter.organisation)
    return meter


def bill_of(meter: Meter, number: int) -> Bill:
    """Return a bill of this meter, else 404."""
    found = queries.bills_of(meter).filter(pk=number).first()
    if found is None:
        raise Http404
    found.meter = meter
    return found
