"""Forms about mandates of advisers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimapakt.organisations.actions import Offer
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.mandate_rules import last_day_possible
from klimapakt.people.enums import Language


class MandateForm(forms.Form):
    """Who is to advise on what, what for, and until when."""

    email = forms.EmailField(
        label=_("E-mail address of the adviser"),
        max_length=254,
        help_text=_("The offer goes there. It works with an account as well as without one."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    parts = forms.MultipleChoiceField(
        label=_("What the adviser may do"),
        choices=MandatePart.choices,
        help_text=_(
            "As little as the purpose needs. Nobody but you submits, signs, answers the pact office or "
            "decides about people."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one part that the adviser may see.")},
    )
    purpose = forms.CharField(
        label=_("What for"),
        max_length=500,
        help_text=_("For example: fill the first inventory for 2025, or look for savings in the bakehouse."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ends_on = forms.DateField(
        label=_("Until"),
        help_text=_("The last day, at most a year ahead. You can end the mandate at any time before."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=Language.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, language: str) -> None:
        last = last_day_possible(timezone.localdate())
        super().__init__(data, initial={"ends_on": last, "language": language})

    def offered(self) -> Offer:
        """Return what was entered."""
        entered = self.cleaned_data
        return Offer(
            email=entered["email"],
            parts=[MandatePart(one) for one in entered["parts"]],
            purpose=entered["purpose"],
            ends_on=entered["ends_on"],
            language=entered["language"],
        )
