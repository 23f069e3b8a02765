"""Forms about an inventory."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.actions import ReferenceFigures
from klimapakt.inventories.models import Inventory
from klimapakt.portal.forms.numbers import AmountField


class YearForm(forms.Form):
    """For which year an inventory is begun."""

    year = forms.TypedChoiceField(
        label=_("Year"),
        coerce=int,
        help_text=_("Begin with the last complete year: its bills are at hand."),
    )

    def __init__(self, data: object = None, *, years: Sequence[int]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query dict or None
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]  # a choice


class ReferenceForm(forms.Form):
    """What the emissions of the year are related to."""

    turnover_eur = AmountField(
        label=_("Turnover of the year in euros"),
        required=False,
        help_text=_("Net, from the annual accounts. With it the intensity for VSME B3 can be stated."),
    )
    fte = AmountField(
        label=_("Staff in full-time equivalents"),
        required=False,
        help_text=_("Two half-time posts are one full-time equivalent, for example: 12.5"),
    )
    area_m2 = AmountField(
        label=_("Heated floor area in m²"),
        required=False,
        help_text=_("Of all sites together, for example: 1850"),
    )

    def figures(self) -> ReferenceFigures:
        """Return what was entered."""
        return ReferenceFigures(**self.cleaned_data)

    @staticmethod
    def initial_of(inventory: Inventory) -> dict[str, object]:
        """Return the figures as they are known now."""
        return {name: getattr(inventory, name) for name in ("turnover_eur", "fte", "area_m2")}
