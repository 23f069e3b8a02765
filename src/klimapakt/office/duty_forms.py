"""Which duties the list of the office shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.duties.enums import DutyRule, DutyState


class DutyFilterForm(forms.Form):
    """One state, one rule, only those I answer for."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("what is owed")), *DutyState.choices]
    )
    rule = forms.ChoiceField(
        label=_("Duty"), required=False, choices=[("", _("every duty")), *DutyRule.choices]
    )
    mine = forms.BooleanField(label=_("only those I answer for"), required=False)

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen; nothing where the address makes no sense."""
        if not self.is_valid():
            return {"state": "", "rule": "", "mine": False}
        return dict(self.cleaned_data)
