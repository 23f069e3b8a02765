"""The form of one row: the fields that fit what the row is about, and the draft that comes of them."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.foundation.design import units
from klimapakt.inventories.drafts import Draft, storable
from klimapakt.inventories.enums import Quality
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.presenting import words
from klimapakt.methods.factors import Edition
from klimapakt.organisations.models import Site
from klimapakt.portal.forms import entry_details as details
from klimapakt.portal.forms.numbers import QuantityField
from klimapakt.portal.presenting.choices import Choice

FIELD_OF_PLACE: Final[Mapping[str, str]] = {
    "factor": "factor_source",
    "instrument": "instrument_kind",
    "activity": "amount",
    "factor_id": "amount",
    "year": "period_start",
}
"""Which field of the form shows what the calculation refuses under another name."""


class EntryForm(forms.Form):
    """One row. ``key`` makes sending it twice the same as once; ``revision`` is that of the row as seen."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    amount = QuantityField(
        label=_("Amount"), help_text=_("As it stands on the bill, for example: 12 500. Zero is an answer.")
    )
    site = forms.ChoiceField(label=_("Site"), required=False)
    period_start = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave both days empty when the amount is that of the whole year."),
    )
    period_end = forms.DateField(
        label=_("To (this day included)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    quality = forms.ChoiceField(
        label=_("Where the amount comes from"),
        required=False,
        choices=[
            ("", _("Please choose")),
            (Quality.MEASURED, _("Read off a meter of our own (measured)")),
            (Quality.BILLED, _("From a bill (billed)")),
            (Quality.CALCULATED, _("Worked out from other figures (calculated)")),
            (Quality.ESTIMATED, _("Estimated by us")),
            (Quality.PROXY, _("Taken from something similar (proxy value)")),
        ],
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        max_length=500,
        help_text=_("Number of the bill or where it is filed. You can add the file itself afterwards."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        data: object = None,
        *,
        choice: Choice,
        inventory: Inventory,
        edition: Edition,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial={"key": uuid.uuid4().hex, **(initial or {})})  # type: ignore[arg-type]  # a query dict or None
        self.choice = choice
        self._edition = edition
        self._sites = list(inventory.organisation.sites.all())
        self.fields["site"].choices = [  # type: ignore[attr-defined]  # a choice
            ("", _("The whole organisation")),
            *((str(site.pk), site.name) for site in self._sites),
        ]
        self._add_unit()
        for name, field in details.fields_for(choice, edition).items():
            self.fields[name] = field
        first = [*details.BEFORE_AMOUNT, "amount", "unit", *details.BESIDE_AMOUNT, "site"]
        self.order_fields([name for name in first if name in self.fields])

    def clean(self) -> dict[str, Any]:
        """Ask for both days or none, in their order."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if (start is None) != (end is None) and not self.errors.keys() & {"period_start", "period_end"}:
            missing = "period_start" if start is None else "period_end"
            self.add_error(missing, _("Please enter both days, or leave both empty."))
        if start and end and end < start:
            self.add_error("period_end", _("The last day lies before the first. Please check both."))
        for name, message in details.missing(self.choice, cleaned):
            if name not in self.errors:
                self.add_error(name, str(message))
        return cleaned

    def main_fields(self) -> list[forms.BoundField]:
        """Return the fields that nearly every row has."""
        return [field for field in self.visible_fields() if field.name not in details.FOLDED]

    def further_fields(self) -> list[forms.BoundField]:
        """Return the fields that few rows need; the page folds them away."""
        return [field for field in self.visible_fields() if field.name in details.FOLDED]

    def has_further(self) -> bool:
        """Tell whether one of the folded fields says something or is wrong, so that it has to be seen."""
        return any(field.errors or field.value() for field in self.further_fields())

    def chosen_site(self) -> Site | None:
        """Return the chosen site."""
        return next((site for site in self._sites if str(site.pk) == self.cleaned_data["site"]), None)

    def draft(self) -> Draft:
        """Return the row as it was entered."""
        entered, site = self.cleaned_data, self.chosen_site()
        return Draft(
            row_number=0,
            site=site.name if site else "",
            label=words.activity_name(self.choice.activity, self._edition, self.choice.factor_id)[:250]
            or str(entered.get("factor_source", ""))[:250],
            amount=storable(entered["amount"]),
            unit=entered["unit"],
            activity=self.choice.activity,
            factor_id=self.choice.factor_id,
            period_start=entered["period_start"],
            period_end=entered["period_end"],
            quality=entered["quality"],
            extras=details.extras_of(self.choice, entered),
            evidence=entered["evidence"],
            note=entered["note"],
        )

    def add_refusal(self, field: str | None, sentence: str) -> None:
        """Show what the calculation refuses beside the field it is about, or on top."""
        name = FIELD_OF_PLACE.get(field or "", field or "")
        self.add_error(name if name in self.fields else None, sentence)

    def _add_unit(self) -> None:
        known = self.choice.units(self._edition)
        if not known:
            self.fields["unit"] = forms.CharField(
                label=_("Unit"),
                max_length=30,
                help_text=_("The unit of amount and factor, for example: piece"),
            )
            return
        hint = str(details.UNIT_HINTS.get(self.choice.activity, ""))
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"), choices=[(name, units.unit(name)) for name in known], help_text=hint
        )

    @staticmethod
    def initial_of(row: Activity) -> dict[str, object]:
        """Return the fields of a row as it is now."""
        plain = ("amount", "unit", "period_start", "period_end", "quality", "evidence", "note", "revision")
        return {
            **{name: getattr(row, name) for name in plain},
            "site": str(row.site_id or ""),
            **details.initial_of(row.extras),
        }
