"""Taking on a role in the pact office by the link in the mail; it counts from then on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from klimapakt.pacts import actions, queries
from klimapakt.pacts.rules import NotPossible, OfferOver
from klimapakt.people.models import Person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show which role is offered at which pact, and let it be taken on."""
    role = queries.office_offer(token)
    if role is None:
        return _over(request, OfferOver(), status=404)
    person = request.user if isinstance(request.user, Person) else None
    if request.method == "POST":
        try:
            actions.take_on_office_role(token=token, by=person)
        except NotPossible as refused:
            return _over(request, refused, status=410)
        messages.success(request, _("You work for the pact now. Sign in to begin."))
        return redirect("office:index" if person else "account_login")
    is_other = person is not None and person.pk != role.person_id
    return render(request, "portal/office_offer.html", {"role": role, "is_other": is_other})


def _over(request: HttpRequest, why: NotPossible, *, status: int) -> HttpResponse:
    context = {"why": why.message.translated(_)}
    return render(request, "portal/invitation_over.html", context, status=status)
