"""Who has to agree again because the text or the rulebook has changed, what changes, and asking for it."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.agreements import actions, jobs, presenting, queries, renewals, texts
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.renewals import Renewal, Standing
from klimapakt.agreements.texts import TextInUse
from klimapakt.methods.refusal import Refused
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.text_forms import CitySignsForm, RenewForm
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.rules import NotPossible
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed

ON_A_PAGE = 50


@staff_page(needs=Permission.SEE_MEMBERS)
def index(request: StaffRequest, key: str) -> HttpResponse:
    """List who has to agree again, who was asked, and for how many nothing changes."""
    return _page(request, _used(key))


@staff_page("POST", needs=Permission.PREPARE_AGREEMENTS)
def ask_all(request: StaffRequest, key: str) -> HttpResponseBase:
    """Ask everybody for their consent, in the background."""
    used = _used(key)
    form = CitySignsForm(request.POST)
    if not form.is_valid():
        return _page(request, used, form)
    city = form.signing().city
    if city is None or not _standing(renewals.renewals(used), Standing.TO_ASK):
        messages.info(request, _("Nobody has to be asked here now."))
        return redirect("office:renewals", key)
    return redirect("office:bulk_run", jobs.ask_all(key=key, city=city, by=request.user).pk)


@staff_page("GET", "HEAD", "POST", needs=Permission.PREPARE_AGREEMENTS)
def ask(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Show what changes for one member, and ask for its consent."""
    one = queries.agreement(pk)
    if one is None:
        raise Http404
    used = texts.in_use(one.template)
    found = renewals.renewal_of(one, used) if used and one.in_force_at else None
    form = RenewForm(request.POST or None, initial=_signing(one))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_again(agreement=one, signing=form.signing(), by=request.user)
        except (NotPossible, Refused) as refused:
            form.add_error(None, refused.message.translated(_))
        else:
            messages.success(request, _("The document was issued, and the management was told by e-mail."))
            return redirect("office:agreement", made.pk)
    elif found is None or found.standing != Standing.TO_ASK:
        messages.info(request, _("Nobody has to be asked here now."))
        return redirect("office:agreement", pk)
    context = {
        "form": form,
        "agreement": one,
        "organisation": one.membership.organisation,
        "membership": one.membership,
        "used": used,
        "changes": _changes([found], used)[0][1] if found and used else [],
        "left": renewals.signatory_who_left(one),
    }
    return render(request, "office/agreement_renew.html", context)


def _page(request: StaffRequest, used: TextInUse, form: CitySignsForm | None = None) -> HttpResponse:
    found = renewals.renewals(used)
    to_ask = _standing(found, Standing.TO_ASK)
    may_ask = is_allowed(request.user, Permission.PREPARE_AGREEMENTS)
    shown = Paginator(to_ask, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "used": used,
        "to_ask": to_ask,
        "page": shown,
        "rows": _changes(list(shown), used),
        "asked": [*_standing(found, Standing.SIGNED), *_standing(found, Standing.ASKED)],
        "unchanged": len(_standing(found, Standing.NOT_NEEDED)),
        "may_ask": may_ask,
        "form": (form or CitySignsForm(initial=_city(to_ask))) if to_ask and may_ask else None,
        "is_tried": form is not None,
    }
    return render(request, "office/renewals.html", context)


def _changes(shown: Sequence[Renewal], used: TextInUse) -> list[tuple[Renewal, list[presenting.ShownChange]]]:
    """Return what changes for each member, with the translation for who does not read German."""
    language = presenting.reads_translation()
    beside = renewals.translated(shown, used, language) if language else {}
    return [(one, presenting.changes(one.comparison, beside.get(one.agreement.pk))) for one in shown]


def _standing(found: Sequence[Renewal], standing: Standing) -> list[Renewal]:
    return [one for one in found if one.standing == standing]


def _city(to_ask: Sequence[Renewal]) -> dict[str, object]:
    """Return who signed for the city last among those."""
    if not to_ask:
        return {}
    newest = max((one.agreement for one in to_ask), key=lambda one: one.issued_at)
    city = queries.values_in(newest).city.signatory
    return {"city_name": city.name, "city_function": city.function}


def _signing(one: Agreement) -> dict[str, object]:
    """Return who signed so far; where that person has left, who manages the member now."""
    values = queries.values_in(one)
    member, city = values.member.signatory, values.city.signatory
    known = {"city_name": city.name, "city_function": city.function}
    if renewals.signatory_who_left(one) is None:
        return {**known, "member_name": member.name, "member_function": member.function}
    managing = organisations.management_of(one.membership.organisation).first()
    return {**known, "member_name": managing.person.name if managing else ""}


def _used(key: str) -> TextInUse:
    used = texts.in_use(key)
    if used is None:
        raise Http404
    return used
