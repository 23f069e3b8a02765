"""Forms about the commuting survey."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.actions import SurveyFacts
from klimapakt.inventories.models import Survey
from klimapakt.portal.forms.amounts import DayField, FreeAmountField


class SurveyForm(forms.Form):
    """What the member states about its staff, and until when they may answer."""

    staff = forms.IntegerField(
        label=_("How many people do you ask?"),
        min_value=1,
        max_value=1_000_000,
        help_text=_("Everybody who works for you, part-time and apprentices included"),
    )
    workdays = forms.IntegerField(
        label=_("Working days in the year"),
        min_value=1,
        max_value=366,
        help_text=_(
            "Of somebody with a five-day week, without leave, holidays and illness. Payroll knows it."
        ),
    )
    hours_per_day = FreeAmountField(
        label=_("Hours of a working day"),
        most=24,
        help_text=_("By contract, for example: 7.8. It is used for days of work at home."),
    )
    closes_on = DayField(
        label=_("Last day to answer"), help_text=_("Two weeks are usual. You can close the survey earlier.")
    )

    def __init__(
        self, data: object = None, *, today: date, survey: Survey | None = None, is_over: bool = False
    ) -> None:
        names = ("staff", "workdays", "hours_per_day", "closes_on")
        initial = {name: getattr(survey, name) for name in names} if survey else {}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a query dict or None
        self._today, self._survey = today, survey
        if is_over:
            del self.fields["closes_on"]

    def clean_closes_on(self) -> date:
        """Refuse a last day that has passed already or lies years ahead."""
        day: date = self.cleaned_data["closes_on"]
        if day < self._today:
            raise ValidationError(_("This day has passed. Choose today or a later day."))
        if (day - self._today).days > 366:
            raise ValidationError(_("Choose a day within a year."))
        return day

    def facts(self) -> SurveyFacts:
        """Return what was entered; a survey that is over keeps its last day."""
        entered: dict[str, Any] = self.cleaned_data
        kept = self._survey.closes_on if self._survey else self._today
        return SurveyFacts(
            entered["staff"], entered["workdays"], entered["hours_per_day"], entered.get("closes_on", kept)
        )
