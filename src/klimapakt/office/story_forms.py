"""The forms with which the office decides about a story."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.publicity.rules import USUAL_DAYS


class PublishForm(forms.Form):
    """How long it holds, and the hash of the text that was read."""

    valid_until = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, sha256: str, today: date) -> None:
        initial = {"valid_until": today + timedelta(days=USUAL_DAYS), "sha256": sha256}
        super().__init__(data, initial=initial, prefix="publish")


class StoryReasonForm(forms.Form):
    """Why a story is given back, corrected or withdrawn."""

    reason = forms.CharField(
        label=_("What and why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, what: str) -> None:
        super().__init__(data, prefix=what)
