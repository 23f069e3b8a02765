"""The form that chooses what belongs to the organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import Boundary


class BoundaryForm(forms.Form):
    """One of the three approaches, in plain words."""

    boundary = forms.ChoiceField(
        label=_("What counts?"),
        widget=forms.RadioSelect,
        choices=[
            (
                Boundary.OPERATIONAL_CONTROL,
                _("Every site that we run ourselves, with all of it (operational control)"),
            ),
            (
                Boundary.FINANCIAL_CONTROL,
                _("Every site about whose money we decide (financial control)"),
            ),
            (Boundary.EQUITY_SHARE, _("Of every site the share that belongs to us (equity share)")),
        ],
    )

    def chosen(self) -> Boundary:
        """Return the chosen approach."""
        return Boundary(self.cleaned_data["boundary"])
