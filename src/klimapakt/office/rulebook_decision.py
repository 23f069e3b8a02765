"""What the head of the office fills in to decide about a version of the rulebook."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecideForm(forms.Form):
    """Why a version is put into force, and that somebody has looked at exactly these effects."""

    reason = forms.CharField(
        label=_("Why it is put into force"),
        help_text=_("Stands with the version for good."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.BooleanField(label=_("I have looked at what this version changes for the members."))
    seen_sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)


class ReturnForm(forms.Form):
    """Why a version is sent back."""

    returned_reason = forms.CharField(
        label=_("Why it is sent back"),
        help_text=_("What has to change so that you would put it into force."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
