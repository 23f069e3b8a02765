"""The offers everybody may read: what is open, what is paused, and when somebody last looked."""

from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from klimapakt.duties.days import today
from klimapakt.measures.enums import Field
from klimapakt.offers import presenting, queries
from klimapakt.offers.enums import Kind

ON_A_PAGE = 50


class OfferFilterForm(forms.Form):
    """Which offers the list shows."""

    kind = forms.ChoiceField(
        label=_("Kind of offer"), required=False, choices=[("", _("all kinds")), *Kind.choices]
    )
    field = forms.ChoiceField(
        label=_("Field of action"), required=False, choices=[("", _("all fields")), *Field.choices]
    )

    def chosen(self) -> dict[str, str]:
        """Return what was chosen; of what makes no sense, nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what members can use now, by kind and field of action."""
    day, form = today(), OfferFilterForm(request.GET)
    chosen = form.chosen()
    found = queries.current(day).filter(**chosen)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [presenting.shown(one, day) for one in page],
        "is_narrowed": bool(chosen),
    }
    return render(request, "website/public/offers.html", context)


@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one offer; drafts and what nobody has checked for too long do not exist here."""
    day = today()
    offer = queries.shown(day).filter(pk=pk).first()
    if offer is None:
        raise Http404
    context = {"offer": offer, "shown": presenting.shown(offer, day)}
    return render(request, "website/public/offer.html", context)
