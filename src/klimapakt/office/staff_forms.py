"""What the head of the office fills in about who works for the pact."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.pacts.actions import Colleague
from klimapakt.pacts.enums import OfficeKind, PartnerChamber
from klimapakt.people.enums import Language


class OfficeRoleForm(forms.Form):
    """What a person does for the pact."""

    kind = forms.ChoiceField(label=_("Role"), choices=OfficeKind.choices, widget=forms.RadioSelect)

    chamber = forms.ChoiceField(
        label=_("Chamber"),
        required=False,
        choices=[("", _("no chamber")), *PartnerChamber.choices],
        help_text=_("Only for a partner in a chamber: its members are what the partner sees."),
    )

    def clean(self) -> dict[str, Any]:
        """A partner needs a chamber; for any other role none is kept."""
        entered = super().clean() or self.cleaned_data
        if entered.get("kind") == OfficeKind.CHAMBER_PARTNER and not entered.get("chamber"):
            self.add_error("chamber", _("Say for which chamber the partner works."))
        return entered

    def kind_chosen(self) -> OfficeKind:
        """Return the chosen role."""
        return OfficeKind(self.cleaned_data["kind"])


class ColleagueForm(OfficeRoleForm):
    """Who is to work for the pact as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The address at work: codes for signing in go there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        help_text=_("Whoever has an account already keeps the name they chose."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=Language.choices, widget=forms.RadioSelect
    )
    field_order = ("email", "name", "kind", "chamber", "language")

    def clean_name(self) -> str:
        """Return the name with single spaces."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def colleague(self) -> Colleague:
        """Return what was entered."""
        entered = self.cleaned_data
        chamber = entered["chamber"]
        return Colleague(entered["email"], entered["name"], self.kind_chosen(), entered["language"], chamber)
