"""Forms about an organisation and its sites."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klimapakt.organisations.actions import OrganisationFacts, SiteFacts
from klimapakt.organisations.enums import (
    Chamber,
    FinancialControl,
    Heating,
    OrganisationKind,
    Programme,
    StaffBand,
    Tenure,
    TurnoverBand,
)
from klimapakt.organisations.models import Organisation, Site
from klimapakt.portal.forms.numbers import AmountField

_PRIVATE: Final = _("Only your organisation and the pact office see this.")
_HUNDRED: Final = Decimal(100)
_PATTERNS: Final[Mapping[str, tuple[str, object]]] = {
    "wz_code": (
        r"\d{2}(\.\d{1,2}(\.\d)?)?",
        _("A code looks like this: 10.71 or 25.62.0. Leave the field empty if you do not know it."),
    ),
    "vat_id": (
        r"[A-Z]{2}[0-9A-Z]{2,12}",
        _("A VAT number begins with two letters, for example: DE123456789"),
    ),
    "business_id": (r"DE\d{9}(-\d{5})?", _("A W-IdNr looks like this: DE123456789-00001")),
}


class _Versioned(forms.Form):
    """Remembers which version of the thing was looked at."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def seen_revision(self) -> int:
        """Return the version that was looked at; 0, which none has, when the field was lost."""
        return int(self.cleaned_data["revision"] or 0)


class OrganisationForm(_Versioned):
    """What is known about an organisation, in the sections of the page."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("The legal name, as it stands on invoices.")
    )
    kind = forms.ChoiceField(label=_("What are you?"), choices=OrganisationKind.choices)
    legal_form = forms.CharField(label=_("Legal form"), max_length=80, required=False)
    city = forms.CharField(label=_("City"), max_length=120)
    sector = forms.CharField(
        label=_("Sector in words"),
        max_length=120,
        required=False,
        help_text=_("For example: bakery, metal processing, hotel"),
    )
    wz_code = forms.CharField(
        label=_("Code of the sector (WZ 2008)"),
        max_length=10,
        required=False,
        help_text=_("It stands on letters of the statistical office or the trade association."),
    )
    chamber = forms.ChoiceField(label=_("Chamber"), choices=Chamber.choices, required=False)
    programmes = forms.MultipleChoiceField(
        label=_("Other programmes you take part in"),
        choices=Programme.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_municipal_holding = forms.BooleanField(label=_("The city holds a share"), required=False)
    group_parent = forms.CharField(
        label=_("Parent company"), max_length=200, required=False, help_text=_("If you belong to a group.")
    )
    staff_band = forms.ChoiceField(
        label=_("Number of staff"), choices=StaffBand.choices, required=False, help_text=_PRIVATE
    )
    turnover_band = forms.ChoiceField(
        label=_("Turnover of a year"), choices=TurnoverBand.choices, required=False, help_text=_PRIVATE
    )
    register_number = forms.CharField(
        label=_("Number in the register"),
        max_length=80,
        required=False,
        help_text=_("For example: HRB 12345, Amtsgericht Musterstadt"),
    )
    business_id = forms.CharField(
        label=_("Business identification number (W-IdNr)"),
        max_length=30,
        required=False,
        help_text=_PRIVATE,
    )
    vat_id = forms.CharField(
        label=_("VAT identification number"), max_length=20, required=False, help_text=_PRIVATE
    )

    def clean_wz_code(self) -> str:
        """Return the code without spaces."""
        return _matching("wz_code", self.cleaned_data["wz_code"])

    def clean_vat_id(self) -> str:
        """Return the number without spaces, in capital letters."""
        return _matching("vat_id", self.cleaned_data["vat_id"])

    def clean_business_id(self) -> str:
        """Return the number without spaces, in capital letters."""
        return _matching("business_id", self.cleaned_data["business_id"])

    def facts(self) -> OrganisationFacts:
        """Return what was entered."""
        entered = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return OrganisationFacts(**{**entered, "programmes": tuple(entered["programmes"])})

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, object]:
        """Return the fields as they are known now."""
        return {name: getattr(organisation, name) for name in OrganisationForm.base_fields}


class SiteForm(_Versioned):
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
        help_text=_("Street and number"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
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
    heating = forms.ChoiceField(
        label=_("Heating"),
        choices=Heating.choices,
        required=False,
        help_text=_("What it is heated with for the most part."),
    )
    is_operated = forms.BooleanField(
        label=_("We run this site ourselves"),
        required=False,
        initial=True,
        help_text=_("You decide how it is run from day to day, even if you only rent it."),
    )
    financial_control = forms.ChoiceField(
        label=_("Who decides about its money?"),
        choices=FinancialControl.choices,
        initial=FinancialControl.FULL,
        widget=forms.RadioSelect,
        help_text=_("Who has the gain and bears the risk."),
    )
    equity_share_percent = AmountField(
        label=_("Your share in percent"),
        required=False,
        help_text=_("Only if the site belongs to you and others together, for example: 50"),
    )

    def clean_equity_share_percent(self) -> Decimal | None:
        """Return the share; more than all of it cannot be yours."""
        share: Decimal | None = self.cleaned_data["equity_share_percent"]
        if share is not None and share > _HUNDRED:
            raise ValidationError(_("A share is at most 100 percent. Please check it."))
        return share

    def facts(self) -> SiteFacts:
        """Return what was entered."""
        return SiteFacts(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})

    def has_special_holding(self) -> bool:
        """Tell whether the folded questions were answered otherwise than they stand, or wrongly."""
        names = ("is_operated", "financial_control", "equity_share_percent")
        usual: dict[str, Any] = {"is_operated": True, "financial_control": FinancialControl.FULL}
        wrong = any(name in self.errors for name in names) if self.is_bound else False
        return wrong or any(
            self[name].value() not in {usual.get(name), "on", "", None} or _is_unticked(self, name)
            for name in names
        )

    @staticmethod
    def initial_of(site: Site) -> dict[str, object]:
        """Return the fields as they are known now."""
        return {name: getattr(site, name) for name in SiteForm.base_fields}


def _is_unticked(form: SiteForm, name: str) -> bool:
    return name == "is_operated" and not form[name].value()


def _matching(name: str, entered: str) -> str:
    pattern, otherwise = _PATTERNS[name]
    text = re.sub(r"\s+", "", entered).upper()
    if text and not re.fullmatch(pattern, text):
        raise ValidationError(str(otherwise))
    return text
