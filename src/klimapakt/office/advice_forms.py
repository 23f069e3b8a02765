"""What an adviser fills in: an answer, an appointment, an outcome, the days of the promise."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimapakt.advice.actions import Ended
from klimapakt.advice.enums import Outcome
from klimapakt.advice.rules import MOST_DAYS, MOST_MINUTES
from klimapakt.measures.models import Measure

_TEXT: Final = {"rows": 4}


class AnswerForm(forms.Form):
    """An answer to the member."""

    text = forms.CharField(label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs=_TEXT))


class ProposeForm(forms.Form):
    """A time and a place."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=MOST_MINUTES, initial=60)
    place = forms.CharField(label=_("Place, telephone number or link"), max_length=300)

    def begins_at(self) -> datetime:
        """Return when it begins, in the time of the city."""
        entered = self.cleaned_data
        return timezone.make_aware(datetime.combine(entered["on"], entered["at"]))


class CloseForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices)
    text = forms.CharField(
        label=_("In words"), required=False, max_length=4000, widget=forms.Textarea(attrs=_TEXT)
    )
    measure = forms.ChoiceField(label=_("Measure that came of it"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, measures: Iterable[Measure]) -> None:
        super().__init__(data)
        self._measures = {str(one.pk): one for one in measures}
        titles = [(key, one.title) for key, one in self._measures.items()]
        self.fields["measure"].choices = [("", _("none")), *titles]  # type: ignore[attr-defined]  # of choices

    def ended(self) -> Ended:
        """Return what was entered."""
        entered = self.cleaned_data
        return Ended(entered["outcome"], entered["text"], self._measures.get(entered["measure"]))


class DaysForm(forms.Form):
    """Within how many working days requests are answered."""

    working_days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=MOST_DAYS)
