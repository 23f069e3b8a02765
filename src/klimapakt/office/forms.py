"""What the pact office fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.foundation.mail.enums import MailState


class QuestionForm(forms.Form):
    """A question to the organisation, about the whole inventory or one of its rows."""

    text = forms.CharField(
        label=_("Your question"),
        help_text=_("Ask for one thing at a time, in words that everybody understands."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    row_number = forms.IntegerField(
        label=_("About row no."),
        help_text=_("Leave it empty when the question is about the whole inventory."),
        required=False,
        min_value=1,
        max_value=2_000_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class MailFilterForm(forms.Form):
    """Which e-mails the list shows."""

    q = forms.CharField(required=False, max_length=100)
    state = forms.ChoiceField(required=False, choices=[("", ""), *MailState.choices])


class AcceptForm(forms.Form):
    """That the person has looked at exactly this record."""

    sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)
