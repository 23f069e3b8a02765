"""The form about a measure from before the pact."""

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.measures.actions import MeasureFacts
from klimapakt.measures.enums import Field
from klimapakt.measures.models import Measure


class MeasureForm(forms.Form):
    """What was done, in which field of action, and when."""

    title = forms.CharField(
        label=_("What was done"), max_length=200, help_text=_("For example: lamps in the hall changed to LED")
    )
    field = forms.ChoiceField(
        label=_("Field of action"),
        choices=[("", _("Please choose")), *Field.choices],
        error_messages={"required": _("Please choose the field it belongs to most.")},
    )
    year = forms.IntegerField(
        label=_("Year in which it was finished"),
        help_text=_("Four digits, for example: 2019"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Please enter the year with four digits, for example: 2019")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it cost or saved, where it stands, who knows about it: whatever helps later."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def facts(self) -> MeasureFacts:
        """Return what was entered."""
        entered = self.cleaned_data
        return MeasureFacts(entered["title"], entered["field"], entered["year"], entered["note"])

    def entered(self) -> dict[str, object]:
        """Return what was entered without the number of changes it was based on."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    @staticmethod
    def initial_of(measure: Measure) -> dict[str, object]:
        """Return the entry as it is now."""
        return {name: getattr(measure, name) for name in ("title", "field", "year", "note", "revision")}
