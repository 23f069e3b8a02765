"""For which years a report is asked, and what the office promises."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.reports.enums import AnswerKind
from klimapakt.reports.rules import MOST_DAYS, Period

USUAL_YEARS: Final = 5
MOST_YEARS: Final = 20


class PeriodForm(forms.Form):
    """The first and the last year; what makes no sense means the usual years."""

    first = forms.TypedChoiceField(label=_("From year"), required=False, coerce=int, empty_value=None)
    last = forms.TypedChoiceField(label=_("To year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Mapping[str, Any], *, today: date) -> None:
        usual = {"first": str(today.year - USUAL_YEARS + 1), "last": str(today.year)}
        super().__init__({**usual, **{name: data[name] for name in usual if data.get(name)}})
        self._today = today
        years = [(str(year), str(year)) for year in range(today.year, today.year - MOST_YEARS, -1)]
        for name in usual:
            self.fields[name].choices = years  # type: ignore[attr-defined]  # a field of choices

    def period(self) -> Period:
        """Return the days that were chosen; the last year ends today at the latest."""
        entered = self.cleaned_data if self.is_valid() else {}
        last = entered.get("last") or self._today.year
        first = min(entered.get("first") or last - USUAL_YEARS + 1, last)
        return Period(date(first, 1, 1), min(date(last, 12, 31), self._today))


class GroupForm(forms.Form):
    """From how many members on a sum is shown."""

    members = forms.IntegerField(
        label=_("Members a sum stands for at least"),
        required=False,
        min_value=1,
        help_text=_("Empty: the minimum of the method."),
    )


class PromiseForm(forms.Form):
    """Within how many working days the office answers."""

    kind = forms.ChoiceField(label=_("What"), choices=AnswerKind.choices)
    working_days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=MOST_DAYS)
