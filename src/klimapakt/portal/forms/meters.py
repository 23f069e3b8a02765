"""Forms about meters and their bills."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from klimapakt.foundation.design.units import unit
from klimapakt.inventories import queries
from klimapakt.inventories.actions import BillFacts, MeterFacts
from klimapakt.inventories.billing import billable, follows_degree_days, readings_derivation
from klimapakt.inventories.enums import BillSplit
from klimapakt.inventories.models import Bill, Meter
from klimapakt.inventories.presenting.words import is_german
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.models import Organisation
from klimapakt.portal.forms.amounts import DayField, FreeAmountField

_GAS_IN_M3 = "natural_gas:m3"
_LONGEST_PERIOD = timedelta(days=5 * 366)


class MeterForm(forms.Form):
    """What is known of a meter. ``revision`` is that of the meter the person saw."""

    name = forms.CharField(
        label=_("Name or number of the meter"),
        max_length=120,
        help_text=_("The number on the meter or the bill, or a name that everybody here knows: Gas boiler"),
    )
    site = forms.ChoiceField(label=_("Site"), required=False)
    kind = forms.ChoiceField(label=_("What it counts, and in which unit the bill states it"))
    split = forms.ChoiceField(
        label=_("How a bill that crosses years is split"),
        choices=BillSplit.choices,
        initial=BillSplit.DAYS,
        widget=forms.RadioSelect,
        help_text=_(
            "By days suits electricity and water. By degree days suits heating: cold months get more of it."
        ),
    )
    heating_percent = FreeAmountField(
        label=_("Share that heats rooms, in percent"),
        required=False,
        is_zero_allowed=True,
        places=1,
        most=100,
        help_text=_(
            "Only for degree days. Hot water and production do not follow the weather, for example: 80"
        ),
    )
    calorific_kwh_per_m3 = FreeAmountField(
        label=_("Calorific value in kWh per m³"),
        required=False,
        places=4,
        help_text=_("Only for gas in cubic metres. It stands on the bill, for example: 11.3"),
    )
    z_number = FreeAmountField(
        label=_("Z-number"),
        required=False,
        places=4,
        help_text=_(
            "Only for gas in cubic metres. It stands beside the calorific value, for example: 0.9632"
        ),
    )
    supplier_kg_per_unit = FreeAmountField(
        label=_("Supplier's factor in kg CO₂e per unit"),
        required=False,
        places=6,
        is_zero_allowed=True,
        help_text=_("Only for district heat, if the supplier publishes one, for example: 0.142"),
    )
    supplier_source = forms.CharField(
        label=_("Source of the supplier's factor"), required=False, max_length=300
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(
        self, data: object = None, *, organisation: Organisation, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a query dict or None
        self._sites = {str(site.pk): site for site in organisations.sites_of(organisation)}
        sites = [("", _("no site in particular")), *((pk, site.name) for pk, site in self._sites.items())]
        self.fields["site"].choices = sites  # type: ignore[attr-defined]  # a choice
        self.fields["kind"].choices = [("", _("Please choose")), *_kinds()]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        """Check what depends on each other."""
        entered = self.cleaned_data
        activity = entered.get("kind", "").partition(":")[0]
        if entered.get("split") == BillSplit.DEGREE_DAYS:
            self._check_degree_days(activity)
        if entered.get("kind") == _GAS_IN_M3:
            self._require(
                "calorific_kwh_per_m3", _("Gas in cubic metres needs the calorific value of the bill.")
            )
            self._require("z_number", _("Gas in cubic metres needs the z-number of the bill."))
        if activity == "district_heat" and entered.get("supplier_kg_per_unit") is not None:
            self._require("supplier_source", _("Please say where the supplier's factor stands."))
        return entered

    def facts(self) -> MeterFacts:
        """Return what was entered."""
        entered = self.cleaned_data
        activity, _sep, unit_name = entered["kind"].partition(":")
        is_cold = entered["split"] == BillSplit.DEGREE_DAYS
        return MeterFacts(
            name=" ".join(entered["name"].split()),
            activity=activity,
            unit=unit_name,
            site=self._sites.get(entered["site"]),
            split=entered["split"],
            heating_share=entered["heating_percent"] / 100 if is_cold else Decimal(1),
            extras=self._extras(activity, unit_name),
        )

    @staticmethod
    def initial_of(meter: Meter) -> dict[str, object]:
        """Return the fields as they are known now."""
        numbers = ("calorific_kwh_per_m3", "z_number", "supplier_kg_per_unit")
        extras = {name: Decimal(meter.extras[name]) for name in numbers if name in meter.extras}
        return {
            "name": meter.name,
            "site": str(meter.site_id or ""),
            "kind": f"{meter.activity}:{meter.unit}",
            "split": meter.split,
            "heating_percent": meter.heating_share * 100,
            "supplier_source": meter.extras.get("supplier_source", ""),
            "revision": meter.revision,
            **extras,
        }

    def _check_degree_days(self, activity: str) -> None:
        if activity and not follows_degree_days(activity):
            self.add_error("split", _("This does not follow the weather. Please choose by days."))
        self._require("heating_percent", _("Degree days need the share that heats rooms."))

    def _require(self, name: str, words: object) -> None:
        if name not in self.errors and self.cleaned_data.get(name) in {None, ""}:
            self.add_error(name, str(words))

    def _extras(self, activity: str, unit_name: str) -> Mapping[str, str]:
        wanted: tuple[str, ...] = ()
        if (activity, unit_name) == ("natural_gas", "m3"):
            wanted = ("calorific_kwh_per_m3", "z_number")
        elif activity == "district_heat":
            wanted = ("supplier_kg_per_unit", "supplier_source")
        entered = {name: self.cleaned_data.get(name) for name in wanted}
        if activity == "district_heat" and entered["supplier_kg_per_unit"] is None:
            return {}
        return {name: str(value) for name, value in entered.items()}


class BillForm(forms.Form):
    """One bill: its period, its amount or two readings. ``revision`` is that of the bill the person saw."""

    period_start = DayField(
        label=_("First day of the bill"), help_text=_("On the bill: billing period, from")
    )
    period_end = DayField(label=_("Last day of the bill"), help_text=_("On the bill: billing period, to"))
    amount = FreeAmountField(
        label=_("Amount"), required=False, is_zero_allowed=True, help_text=_("Or enter two readings below.")
    )
    reading_old = FreeAmountField(label=_("Old reading"), required=False, is_zero_allowed=True, places=3)
    reading_new = FreeAmountField(label=_("New reading"), required=False, is_zero_allowed=True, places=3)
    is_estimated = forms.BooleanField(
        label=_("The amount is estimated"),
        required=False,
        help_text=_("Suppliers mark it with “estimated” or “calculated”. It counts with less certainty."),
    )
    reference = forms.CharField(label=_("Number of the bill"), required=False, max_length=120)
    evidence = forms.ChoiceField(label=_("File that proves it"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(
        self, data: object = None, *, meter: Meter, today: date, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a query dict or None
        self._meter = meter
        for name in ("period_start", "period_end"):
            self.fields[name].latest = today  # type: ignore[attr-defined]  # a day field
        words = {"unit": unit(meter.unit)}
        self.fields["amount"].label = _("Amount in %(unit)s") % words
        self._files = {str(file.pk): file for file in queries.evidence_to_choose(meter.organisation)}
        if self._files:
            files = [("", _("none yet")), *((pk, file.name) for pk, file in self._files.items())]
            self.fields["evidence"].choices = files  # type: ignore[attr-defined]  # a choice
        else:
            del self.fields["evidence"]

    def clean(self) -> dict[str, Any]:
        """Check that the period goes forward and that there is one amount."""
        entered = self.cleaned_data
        first, last = entered.get("period_start"), entered.get("period_end")
        if first and last and last < first:
            self.add_error("period_end", _("The last day is before the first one. Please check both."))
        if first and last and last - first > _LONGEST_PERIOD:
            self.add_error("period_end", _("The period is longer than five years. Please check both days."))
        if not {"amount", "reading_old", "reading_new"} & self.errors.keys():
            self._check_amount(entered)
        return entered

    def facts(self) -> BillFacts:
        """Return what was entered."""
        entered = self.cleaned_data
        old, new = entered["reading_old"], entered["reading_new"]
        is_read = entered["amount"] is None
        return BillFacts(
            period_start=entered["period_start"],
            period_end=entered["period_end"],
            amount=new - old if is_read else entered["amount"],
            is_estimated=entered["is_estimated"],
            reference=entered["reference"],
            note=entered["note"],
            evidence=self._files.get(entered.get("evidence", "")),
            derivation=readings_derivation(old, new, self._meter.unit) if is_read else {},
        )

    @staticmethod
    def initial_of(bill: Bill) -> dict[str, object]:
        """Return the fields as they are known now."""
        readings = bill.derivation.get("readings", {})
        names = ("period_start", "period_end", "is_estimated", "reference", "note", "revision")
        return {
            **{name: getattr(bill, name) for name in names},
            "amount": None if readings else bill.amount,
            "reading_old": Decimal(readings["old"]) if readings else None,
            "reading_new": Decimal(readings["new"]) if readings else None,
            "evidence": str(bill.evidence_id or ""),
        }

    def _check_amount(self, entered: dict[str, Any]) -> None:
        old, new = entered.get("reading_old"), entered.get("reading_new")
        if entered.get("amount") is not None:
            if old is not None or new is not None:
                self.add_error("amount", _("Enter either the amount or the readings, not both."))
        elif old is None or new is None:
            self.add_error("amount", _("Please enter the amount, or the old and the new reading."))
        elif new < old:
            self.add_error("reading_new", _("The new reading is below the old one. Please check both."))


class GapForm(forms.Form):
    """What is to become of days without a bill."""

    how = forms.ChoiceField(
        label=_("What is right for these days?"),
        widget=forms.RadioSelect,
        choices=(
            ("estimate", _("Estimate them from the neighbouring bills")),
            ("nothing", _("Nothing was used")),
        ),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        help_text=_("Needed if nothing was used, for example: building empty, meter exchanged"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where nothing was used."""
        entered = self.cleaned_data
        if entered.get("how") == "nothing" and not entered.get("reason"):
            self.add_error("reason", _("Please say in a few words why nothing was used."))
        return entered


class DegreeDaysForm(forms.Form):
    """The member's own degree days of a year, month by month; empty where not known."""

    def __init__(self, data: object = None, *, meter: Meter, year: int) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query dict or None
        for month, name in MONTHS.items():
            known = meter.degree_days.get(f"{year}-{month:02}")
            self.fields[f"month_{month}"] = FreeAmountField(
                label=name,
                required=False,
                is_zero_allowed=True,
                places=1,
                most=2000,
                initial=None if known is None else Decimal(known),
            )

    def months(self) -> dict[int, Decimal | None]:
        """Return what was entered by month."""
        return {month: self.cleaned_data[f"month_{month}"] for month in range(1, 13)}


def _kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return activity and unit as one choice, grouped by activity."""
    grouped = []
    for slug, known in billable().items():
        name = known.label_de if is_german() else known.label_en
        options = [(f"{slug}:{unit_name}", f"{name}, {unit(unit_name)}") for unit_name in known.units]
        grouped.append((name, options))
    return grouped
