"""Privacy in the pact office: requests to be erased, what is over, and the processing record."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.erasure_form import ErasureForm
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import NotPossible as RoleNotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand
from klimapakt.people.models import Person
from klimapakt.privacy import actions, queries
from klimapakt.privacy import record as processing
from klimapakt.privacy.answer import answer_for
from klimapakt.privacy.models import ErasureRequest
from klimapakt.privacy.rules import ANSWERED_WITHIN, NotPossible


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest) -> HttpResponse:
    """Show which requests wait, and lead to the record."""
    waiting = [(one, one.asked_at + ANSWERED_WITHIN) for one in queries.open_requests()]
    context = {
        "waiting": waiting,
        "may_decide": is_allowed(request.user, Permission.CHANGE_MEMBERS),
        "now": timezone.now(),
    }
    return render(request, "office/privacy.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def record(request: StaffRequest) -> HttpResponse:
    """Show the processing record, to be read and printed."""
    context = {
        "entries": processing.entries(),
        "measures": [_(one) for one in processing.PROTECTED_BY],
        "pact": pact_at_hand(),
    }
    return render(request, "office/privacy_record.html", context)


@staff_page(needs=Permission.SEE_MEMBERS)
def record_as_json(request: StaffRequest) -> JsonResponse:
    """Return the processing record for programs."""
    del request
    told = processing.as_json(pact_at_hand())
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="processing-record.json"'
    return response


@staff_page("GET", "HEAD", "POST", needs=Permission.CHANGE_MEMBERS)
def decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show who asks, what goes and what stays; erase, or decline with a reason."""
    found = queries.open_requests().filter(pk=pk).first()
    if found is None or found.person is None:
        raise Http404
    orphaned = _orphaned(found.person)
    form = ErasureForm(request.POST or None, person=found.person, orphaned=orphaned)
    if request.method == "POST" and form.is_valid():
        done = _decided(request, found, form)
        if done is not None:
            return done
    answer = answer_for(found.person, get_language() or request.user.language, found.pact)
    kept = [
        (part.title, dict.fromkeys(one.stays for row in part.rows for one in row.said if one.stays))
        for part in answer.parts
    ]
    context = {
        "erasure": found,
        "person": found.person,
        "until": found.asked_at + ANSWERED_WITHIN,
        "answer": answer,
        "kept": [(title, list(reasons)) for title, reasons in kept if reasons],
        "orphaned": orphaned,
        "form": form,
    }
    return render(request, "office/erasure.html", context)


def _decided(request: StaffRequest, found: ErasureRequest, form: ErasureForm) -> HttpResponseRedirect | None:
    try:
        if form.cleaned_data["decision"] == "decline":
            actions.decline(request=found, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Nothing was erased. The person gets your reason by e-mail."))
        else:
            actions.carry_out(request=found, successors=form.successors(), by=request.user)
            messages.success(request, _("The person is erased."))
    except (NotPossible, RoleNotPossible) as refused:
        form.add_error(None, refused.message.translated(_))
        return None
    return redirect("office:privacy")


def _orphaned(person: Person) -> dict[UUID, Organisation]:
    return {one.pk: one for one in queries.orphaned_by(person)}
