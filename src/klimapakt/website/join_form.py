"""The public form for organisations that want to join."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klimapakt.memberships.actions import Interest
from klimapakt.organisations.enums import OrganisationKind, StaffBand


class JoinForm(forms.Form):
    """Who wants to join, and whom the office may call."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        help_text=_("As it stands on your letters."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    city = forms.CharField(
        label=_("Place"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    kind = forms.ChoiceField(label=_("What you are"), choices=OrganisationKind.choices)
    staff_band = forms.ChoiceField(
        label=_("Number of staff"),
        choices=StaffBand.choices,
        required=False,
        help_text=_("A rough figure; only the pact office sees it."),
    )
    person_name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You get a link there to confirm your request."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("If you would rather be called."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    message = forms.CharField(
        label=_("What you would like to say"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    website = forms.CharField(required=False, max_length=200)
    """A trap for programs that fill in everything; people do not see it."""

    @property
    def is_by_a_program(self) -> bool:
        """Tell whether something filled in what nobody sees."""
        return bool(self.cleaned_data.get("website"))

    def interest(self) -> Interest:
        """Return what was written."""
        entered: dict[str, Any] = {**self.cleaned_data, "language": get_language() or "de"}
        del entered["website"]
        return Interest(**entered)
