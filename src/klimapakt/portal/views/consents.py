"""What somebody consented to, and withdrawing it as easily as it was given."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Organisation
from klimapakt.portal.access import MemberRequest, member_page, organisation_for
from klimapakt.privacy import actions, queries
from klimapakt.privacy.consent_texts import OF_MANAGEMENT, newest
from klimapakt.privacy.enums import Purpose
from klimapakt.privacy.models import Consent
from klimapakt.privacy.rules import NotYours


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that somebody can consent to for one organisation, with the words to be read."""

    organisation: Organisation
    purpose: Purpose
    version: int
    text: str
    given: Consent | None


@member_page()
def index(request: MemberRequest) -> HttpResponse:
    """List what can be consented to, what counts, and what was withdrawn."""
    consents = list(queries.consents_of(request.user))
    counting = {(one.organisation_id, one.purpose): one for one in consents if one.withdrawn_at is None}
    offered = [
        _offered(role.organisation, purpose, counting.get((role.organisation_id, purpose)))
        for role in organisations.roles_held_by(request.user)
        for purpose in Purpose
        if purpose not in OF_MANAGEMENT or role.kind == RoleKind.MANAGEMENT
    ]
    context = {"offered": offered, "withdrawn": [one for one in consents if one.withdrawn_at is not None]}
    return render(request, "portal/consents.html", context)


@member_page("POST")
def give(request: MemberRequest, organisation: UUID, purpose: str) -> HttpResponseRedirect:
    """Consent to the words that were read."""
    found = organisation_for(request, organisation)
    if purpose not in Purpose.values:
        raise Http404
    version = request.POST.get("version", "")
    try:
        actions.give(
            organisation=found,
            purpose=Purpose(purpose),
            seen_version=int(version) if version.isdecimal() and len(version) < 5 else 0,
            by=request.user,
        )
    except NotYours:
        messages.warning(request, _("The words have changed. Please read them again."))
    else:
        messages.success(request, _("Your consent is noted. You can withdraw it here at any time."))
    return redirect("own_data:consents")


@member_page("POST")
def withdraw(request: MemberRequest, pk: int) -> HttpResponseRedirect:
    """Withdraw one's own consent."""
    found = queries.consents_of(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    actions.withdraw(consent=found, by=request.user)
    messages.success(request, _("Your consent is withdrawn from now on."))
    return redirect("own_data:consents")


def _offered(organisation: Organisation, purpose: Purpose, given: Consent | None) -> Offered:
    words = newest(purpose)
    text = _(words.text) % {"organisation": organisation.name}
    return Offered(organisation, purpose, words.version, given.text if given else text, given)
