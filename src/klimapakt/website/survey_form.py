"""The questions of the commuting survey."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import CommuteMode
from klimapakt.methods.commuting import TRAVEL, Commute

_DAYS_OF_A_WEEK = 7


class CommuteForm(forms.Form):
    """How somebody comes to work."""

    mode = forms.ChoiceField(
        label=_("How do you mostly come to work?"),
        widget=forms.RadioSelect,
        choices=CommuteMode.choices,
        help_text=_("If you change on the way, choose what takes you the longest distance."),
    )
    km_one_way = forms.IntegerField(
        label=_("How many kilometres is it one way?"),
        min_value=0,
        max_value=1000,
        help_text=_("Whole kilometres are enough."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    days_per_week = forms.IntegerField(
        label=_("On how many days a week do you come?"),
        min_value=0,
        max_value=_DAYS_OF_A_WEEK,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    home_office_days = forms.IntegerField(
        label=_("On how many days a week do you work at home?"),
        min_value=0,
        max_value=_DAYS_OF_A_WEEK,
        required=False,
        help_text=_("Empty means none."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    persons_in_car = forms.IntegerField(
        label=_("If by car: how many people are in it, you included?"),
        min_value=1,
        max_value=9,
        required=False,
        help_text=_("Empty means you alone."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check that the week has seven days."""
        entered = self.cleaned_data
        days = (entered.get("days_per_week") or 0) + (entered.get("home_office_days") or 0)
        if days > _DAYS_OF_A_WEEK:
            self.add_error("home_office_days", _("Together these are more than seven days a week."))
        return entered

    def commute(self) -> Commute:
        """Return the answer."""
        entered = self.cleaned_data
        is_shared = TRAVEL[entered["mode"]].is_shared
        return Commute(
            mode=entered["mode"],
            km_one_way=entered["km_one_way"],
            days_per_week=entered["days_per_week"],
            home_office_days=entered["home_office_days"] or 0,
            persons_in_car=(entered["persons_in_car"] or 1) if is_shared else 1,
        )
