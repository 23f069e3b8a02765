"""What the head of the office fills in about who works for the pact."""

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.pacts.actions import Colleague
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.enums import Language


class OfficeRoleForm(forms.Form):
    """What a person does for the pact."""

    kind = forms.ChoiceField(label=_("Role"), choices=OfficeKind.choices, widget=forms.RadioSelect)

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
    field_order = ("email", "name", "kind", "language")

    def clean_name(self) -> str:
        """Return the name with single spaces."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def colleague(self) -> Colleague:
        """Return what was entered."""
        entered = self.cleaned_data
        return Colleague(entered["email"], entered["name"], self.kind_chosen(), entered["language"])
