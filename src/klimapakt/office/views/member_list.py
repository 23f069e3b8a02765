"""The list of members: chosen, sorted, with the columns one wants, saved as a view, handed out as a table."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.casework import actions, queries
from klimapakt.casework.enums import CHOSEN_IN_LISTS
from klimapakt.memberships import queries as memberships
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.list_forms import COLUMNS, ChoiceForm, ViewForm
from klimapakt.office.presenting import listing
from klimapakt.office.presenting.members import stages, tier_names
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand, who_may

ON_A_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """List who is where on the way."""
    form = choice_form(request.GET)
    choice, columns = form.choice(), form.chosen_columns()
    page = Paginator(listing.members(choice), ON_A_PAGE).get_page(request.GET.get("page"))
    query = without_page(request.GET)
    context = {
        "page": page,
        "form": form,
        "rows": listing.rows(page, columns, timezone.now()),
        "headings": listing.headings(columns, choice, request.GET),
        "columns": [(name, words, name in columns) for name, words in COLUMNS.items()],
        "choice": choice,
        "query": query,
        "stages": stages(memberships.counted(), choice.stage),
        "views": list(queries.views_for(request.user)),
        "view_form": ViewForm(initial={"query": query}),
        "kinds": [(kind.value, kind.label) for kind in CHOSEN_IN_LISTS],
        "may_change": is_allowed(request.user, Permission.CHANGE_MEMBERS),
    }
    return render(request, "office/members.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def table(request: StaffRequest, kind: str) -> HttpResponse:
    """Hand out what the list shows, all pages of it, as CSV or XLSX."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    form = choice_form(request.GET)
    found = listing.members(form.choice())
    columns, now = form.chosen_columns(), timezone.now()
    if kind == "csv":
        content: str | bytes = listing.as_csv(found, columns, now)
        content_type = "text/csv; charset=utf-8"
    else:
        content, content_type = listing.as_xlsx(found, columns, now), _XLSX
    name = f"{pact_at_hand().slug}-{timezone.localdate().isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@staff_page("POST", needs=Permission.SEE_MEMBERS)
def save_view(request: StaffRequest) -> HttpResponseRedirect:
    """Keep what the list shows now under a name."""
    form = ViewForm(request.POST)
    query = QueryDict(request.POST.get("query", "")[:1000]).urlencode()
    if form.is_valid() and form.cleaned_data["name"].strip():
        view = actions.save_view(
            name=form.cleaned_data["name"],
            query=query,
            is_shared=form.cleaned_data["is_shared"],
            by=request.user,
        )
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    else:
        messages.warning(request, _("Give the view a name of at most 60 characters."))
    return _list(query)


@staff_page("POST", needs=Permission.SEE_MEMBERS)
def delete_view(request: StaffRequest, number: int) -> HttpResponseRedirect:
    """Forget a view of one's own."""
    view = queries.own_view(request.user, number)
    if view is None:
        raise Http404
    actions.delete_view(view=view, by=request.user)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return redirect("office:members")


def choice_form(query: QueryDict) -> ChoiceForm:
    """Return the form of the list as an address fills it in."""
    people = who_may(Permission.CHANGE_MEMBERS, pact_at_hand())
    return ChoiceForm(query, people=people, tiers=tier_names())


def without_page(query: QueryDict) -> str:
    """Return an address's choice without the page it stands on and without what is empty."""
    kept = [(name, value) for name, values in query.lists() for value in values if value and name != "page"]
    return urlencode(kept)


def _list(query: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(
        f"{reverse('office:members')}?{query}" if query else reverse("office:members")
    )
