"""What the office fills in about offers."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.measures.enums import Field, GrantOrder
from klimapakt.methods import funding
from klimapakt.offers.actions import OfferFacts
from klimapakt.offers.enums import Kind, OfferState
from klimapakt.offers.models import Offer
from klimapakt.offers.rules import FOLLOWS
from klimapakt.people.models import Person

_NAMES: Final = tuple(OfferFacts.__dataclass_fields__)


def _day(label: object, help_text: object = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, help_text=help_text, widget=widget)  # type: ignore[arg-type]  # lazy words


def _words(label: object, most: int, *, needed: bool = False, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=needed, max_length=most, widget=widget)  # type: ignore[arg-type]  # lazy words


class OfferForm(forms.Form):
    """What an offer says, in both languages."""

    kind = forms.ChoiceField(label=_("Kind of offer"), choices=Kind.choices)
    title_de = _words(_("Title, German"), 200, needed=True)
    title_en = _words(_("Title, English"), 200, needed=True)
    provider_de = _words(_("Provider, German"), 200, needed=True)
    provider_en = _words(_("Provider, English"), 200, needed=True)
    text_de = _words(_("What it is, German"), 4000, rows=4)
    text_en = _words(_("What it is, English"), 4000, rows=4)
    audience_de = _words(_("For whom, German"), 300)
    audience_en = _words(_("For whom, English"), 300)
    amounts_de = _words(_("What one gets, German"), 500)
    amounts_en = _words(_("What one gets, English"), 500)
    percent = forms.DecimalField(
        label=_("Up to percent of the costs"),
        required=False,
        localize=True,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    most_eur = forms.DecimalField(
        label=_("At most in EUR"),
        required=False,
        localize=True,
        min_value=1,
        max_digits=14,
        decimal_places=2,
    )
    field = forms.ChoiceField(
        label=_("Field of action"), required=False, choices=[("", _("all fields")), *Field.choices]
    )
    region = _words(_("Region"), 200)
    valid_from = _day(_("Open from"))
    valid_until = _day(_("Open until"), _("Leave it empty for an offer without an end."))
    url = _words(_("Link to the provider"), 500)
    order = forms.ChoiceField(
        label=_("Order of the steps"),
        choices=GrantOrder.choices,
        help_text=_("A member that takes this offer to a measure cannot order before its time."),
    )
    rule_key = forms.ChoiceField(
        label=_("Rule file that says for whom it is"),
        required=False,
        help_text=_("Without one, members are told to ask the pact office."),
    )
    responsible = forms.ModelChoiceField(
        label=_("Who keeps it up to date"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: QuerySet[Person],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]  # a field of rows
        files = [(one.id, one.title.de) for one in funding.offers()]
        self.fields["rule_key"].choices = [("", gettext("none")), *files]  # type: ignore[attr-defined]  # a field of choices

    def facts(self) -> OfferFacts:
        """Return what was entered."""
        return OfferFacts(**{name: self.cleaned_data[name] for name in _NAMES})

    @staticmethod
    def initial_of(offer: Offer) -> dict[str, object]:
        """Return an offer as it is now."""
        return {**{name: getattr(offer, name) for name in _NAMES}, "seen_revision": offer.revision}


class OfferMoveForm(forms.Form):
    """The next state of an offer, with why."""

    state = forms.ChoiceField(label=_("Next state"))
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, offer: Offer) -> None:
        super().__init__(data)
        choices = [(one, OfferState(one).label) for one in FOLLOWS[offer.state]]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]  # a field of choices
