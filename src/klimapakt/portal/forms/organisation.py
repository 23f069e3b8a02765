"""Forms about sites."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.organisations.actions import SiteFacts
from klimapakt.organisations.enums import Tenure
from klimapakt.organisations.models import Site
from klimapakt.portal.forms.numbers import AmountField


class SiteForm(forms.Form):
    """What is known about a site."""

    name = forms.CharField(
        label=_("Name of the site"),
        max_length=200,
        help_text=_("As it stands in your tables, for example: Bakehouse North"),
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=250,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    in_city = forms.BooleanField(
        label=_("The site lies in the city of the pact"), required=False, initial=True
    )
    tenure = forms.ChoiceField(
        label=_("Owned or rented"), choices=Tenure.choices, initial=Tenure.UNKNOWN, widget=forms.RadioSelect
    )
    area_m2 = AmountField(
        label=_("Floor area in m²"),
        required=False,
        help_text=_("From the lease or the floor plan, for example: 850"),
    )

    def facts(self) -> SiteFacts:
        """Return what was entered."""
        entered = self.cleaned_data
        area: Decimal | None = entered["area_m2"]
        return SiteFacts(
            name=entered["name"],
            address=entered["address"],
            in_city=entered["in_city"],
            tenure=entered["tenure"],
            area_m2=area,
        )

    @staticmethod
    def initial_of(site: Site) -> dict[str, object]:
        """Return the fields as they are known now."""
        names = ("name", "address", "in_city", "tenure", "area_m2")
        return {name: getattr(site, name) for name in names}
