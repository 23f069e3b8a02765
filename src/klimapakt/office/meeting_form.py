"""What the office fills in about a meeting."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.network.actions import MeetingFacts
from klimapakt.network.models import Meeting
from klimapakt.network.rules import MOST_SEATS
from klimapakt.organisations.models import Organisation

_FORMAT = "%Y-%m-%dT%H:%M"
_MOST_HOURS = 24 * 14
_MOST_CAPACITY = 5000


def _moment(label: object, help_text: object = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORMAT)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[_FORMAT], help_text=help_text)  # type: ignore[arg-type]  # lazy words


def _words(label: object, most: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, required=False, max_length=most, widget=widget)  # type: ignore[arg-type]  # lazy words


class MeetingForm(forms.Form):
    """Everything about a meeting; the revision says which one was looked at."""

    title_de = forms.CharField(label=_("Title in German"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=200)
    programme_de = _words(_("Theme and programme in German"), 5000)
    programme_en = _words(_("Theme and programme in English"), 5000)
    venue = forms.CharField(label=_("Venue with address"), max_length=300)
    host = forms.ModelChoiceField(
        label=_("Host"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("no member"),
    )
    begins_at = _moment(_("Begins"))
    ends_at = _moment(_("Ends"))
    opens_at = _moment(_("Registration opens"))
    closes_at = _moment(_("Registration closes"))
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=_MOST_CAPACITY)
    seats_each = forms.IntegerField(
        label=_("Seats per organisation at most"), min_value=1, max_value=MOST_SEATS, initial=2
    )
    offer_hours = forms.IntegerField(
        label=_("Hours for which freed seats are offered"),
        min_value=1,
        max_value=_MOST_HOURS,
        initial=48,
        help_text=_("Never longer than registration is open."),
    )
    needs_approval = forms.BooleanField(
        label=_("The pact office approves every registration"), required=False
    )
    is_public = forms.BooleanField(
        label=_("Also on the public page"),
        required=False,
        help_text=_("Everybody reads title, programme, host and place there once it is announced."),
    )
    question_de = forms.CharField(
        label=_("Question to participants in German"), required=False, max_length=300
    )
    question_en = forms.CharField(
        label=_("Question to participants in English"), required=False, max_length=300
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, meeting: Meeting | None = None) -> None:
        super().__init__(data, initial=_initial(meeting) if meeting else None)
        self.fields["host"].queryset = Organisation.objects.order_by("name", "pk")  # type: ignore[attr-defined]  # a field of rows

    def facts(self) -> MeetingFacts:
        """Return what was entered."""
        entered = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return MeetingFacts(**entered)


def _initial(meeting: Meeting) -> dict[str, object]:
    return {name: getattr(meeting, name) for name in MeetingForm.base_fields}
