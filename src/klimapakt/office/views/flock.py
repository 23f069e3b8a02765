"""The members of a chamber for its partner: states and days, and the contact log where the member agreed."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.casework.queries import contacts_shared_with_chamber
from klimapakt.duties import days
from klimapakt.duties.flock import flock, one_of_flock, standings
from klimapakt.memberships.models import Membership
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.flock_forms import ChamberContactForm, FlockForm
from klimapakt.office.presenting import flock as presenting
from klimapakt.office.views.member_list import without_page
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.enums import PartnerChamber
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import chamber_of, pact_at_hand
from klimapakt.privacy import actions, queries
from klimapakt.privacy.rules import NotPossible as NotAgreed

ON_A_PAGE = 50


@staff_page(needs=Permission.SEE_OWN_FLOCK)
def index(request: StaffRequest) -> HttpResponse:
    """List the members of the own chamber with how far each has come and what it owes next."""
    chamber, form = chamber_of(request.user), FlockForm(request.GET)
    choice = form.choice()
    page = Paginator(flock(chamber, choice), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "chamber": PartnerChamber(chamber).label if chamber else "",
        "form": form,
        "choice": choice,
        "page": page,
        "rows": presenting.rows(standings(page), days.today()),
        "query": without_page(request.GET),
    }
    return render(request, "office/flock.html", context)


@staff_page(needs=Permission.SEE_OWN_FLOCK)
def table(request: StaffRequest) -> HttpResponse:
    """Hand out what the list shows, all pages of it, as CSV."""
    found = flock(chamber_of(request.user), FlockForm(request.GET).choice())
    content = presenting.as_csv(standings(found), days.today())
    name = f"{pact_at_hand().slug}-{timezone.localdate().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@staff_page(needs=Permission.SEE_OWN_FLOCK)
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show one member of the own chamber."""
    return _page(request, _member(request, pk), ChamberContactForm())


@staff_page("POST", needs=Permission.SEE_OWN_FLOCK)
def note(request: StaffRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Add a contact of the chamber to the log of a member that agreed."""
    one = _member(request, pk)
    form = ChamberContactForm(request.POST)
    if form.is_valid():
        try:
            actions.note_for_chamber(membership=one, what=form.noted(), by=request.user)
        except NotPossible as refused:
            form.add_error("on", refused.message.translated(_))
        except NotAgreed as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("Written down. The pact office reads it too."))
            return redirect("office:flock_member", one.pk)
    return _page(request, one, form)


def _page(request: StaffRequest, one: Membership, form: ChamberContactForm) -> HttpResponse:
    is_shared = queries.shares_contact_log(one.organisation)
    context = {
        "membership": one,
        "row": presenting.rows(standings([one]), days.today())[0],
        "people": queries.contacts_for_chamber(one.organisation),
        "is_shared": is_shared,
        "contacts": contacts_shared_with_chamber(one) if is_shared else (),
        "form": form if is_shared or form.is_bound else None,
    }
    return render(request, "office/flock_member.html", context)


def _member(request: StaffRequest, pk: UUID) -> Membership:
    found = one_of_flock(chamber_of(request.user), pk)
    if found is None:
        raise Http404
    return found
