"""What people fill in about agreements, on the member's and on the office's pages."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.agreements.actions import Terms
from klimapakt.agreements.texts import all_in_use
from klimapakt.agreements.wording import Signatory, Template

_DATE = {"type": "date"}
_LINES = 20


class SignatoryForm(forms.Form):
    """Who signs: name, function, and what gives the right to."""

    name = forms.CharField(label=_("Name"), max_length=150)
    function = forms.CharField(label=_("Function"), max_length=150)
    mandate = forms.CharField(
        label=_("What gives the right to sign"),
        max_length=300,
        help_text=_("Such as: sole power of representation, or a power of attorney with its date."),
    )

    def signatory(self) -> Signatory:
        """Return the person."""
        entered = self.cleaned_data
        return Signatory(entered["name"], entered["function"], entered["mandate"])


class SignForm(SignatoryForm):
    """A signature in the portal, against exactly the bytes that were shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)
    agreed = forms.BooleanField(
        label=_("I have read the document with the SHA-256 shown and sign it. I have the right to do so.")
    )


class SignedFileForm(SignatoryForm):
    """A file that was signed outside."""

    file = forms.FileField(
        label=_("The signed PDF"),
        help_text=_("The file that was issued, with your signature added to it; at most 25 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )


class WithdrawForm(forms.Form):
    """Why a document is withdrawn."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class IssueForm(forms.Form):
    """What one document says about one member."""

    template = forms.ChoiceField(label=_("Text"))
    joins_on = forms.DateField(
        label=_("First day of the membership"), widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )
    member_address = forms.CharField(label=_("Address of the member"), max_length=250)
    register = forms.CharField(label=_("Entry in the commercial register"), max_length=200, required=False)
    member_name = forms.CharField(label=_("Who signs for the member"), max_length=150)
    member_function = forms.CharField(label=_("Function"), max_length=150)
    city_address = forms.CharField(label=_("Address of the city"), max_length=250)
    city_name = forms.CharField(label=_("Who signs for the city"), max_length=150)
    city_function = forms.CharField(label=_("Function"), max_length=150)
    office = forms.CharField(label=_("Name of the pact office"), max_length=150)
    measures = forms.CharField(
        label=_("Measures that are agreed"),
        required=False,
        max_length=8000,
        help_text=_("One a line. Plain text: nothing in it is filled in."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    special_terms = forms.CharField(
        label=_("Special terms"),
        required=False,
        max_length=8000,
        help_text=_("One a line, for this member only."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, object]) -> None:  # noqa: ANN401 -- what Django sends
        super().__init__(data, initial={"joins_on": timezone.localdate(), **initial})
        choices = [(one.template.key, _named(one.template)) for one in all_in_use()]
        self.fields["template"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def terms(self) -> Terms:
        """Return what was entered."""
        entered = self.cleaned_data
        return Terms(
            joins_on=entered["joins_on"],
            member_address=entered["member_address"],
            member_signatory=Signatory(entered["member_name"], entered["member_function"]),
            city_address=entered["city_address"],
            city_signatory=Signatory(entered["city_name"], entered["city_function"]),
            office=entered["office"],
            register=entered["register"],
            measures=_lines(entered["measures"]),
            special_terms=_lines(entered["special_terms"]),
        )


def _named(template: Template) -> str:
    names = {"title": template.title.written(get_language() or "de"), "version": template.version}
    if template.draft:
        return gettext("%(title)s %(version)s (to be checked by your legal office)") % names
    return gettext("%(title)s %(version)s") % names


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())[:_LINES]
