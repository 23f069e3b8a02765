"""Forms of a monitoring: sites, the rows of last time, a target as it is read in the agreement."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimapakt.duties.enums import MissedReason
from klimapakt.inventories.models.inventory import FIRST_YEAR, LAST_YEAR
from klimapakt.methods.messages import Message
from klimapakt.monitoring.actions import Reading
from klimapakt.monitoring.enums import RowLeft
from klimapakt.monitoring.journey import RowStanding
from klimapakt.monitoring.models import ReadTarget
from klimapakt.organisations.models import Site
from klimapakt.portal.forms.numbers import AmountField, QuantityField
from klimapakt.targets.enums import Coverage

_SAME = "same"
_HUNDRED = 100


class FactsForm(forms.Form):
    """Which sites of last time are closed; the others are still the same."""

    def __init__(self, data: object = None, *, sites: Sequence[Site]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query dict or None
        self._sites = sites
        for site in sites:
            self.fields[f"closed_{site.pk}"] = forms.BooleanField(
                required=False, label=_("%(name)s was closed or given up") % {"name": site.name}
            )

    def lines(self) -> Iterator[tuple[Site, BoundField]]:
        """Yield each site with its field."""
        for site in self._sites:
            yield site, self[f"closed_{site.pk}"]

    def closed(self) -> list[UUID]:
        """Return the sites that are closed."""
        return [site.pk for site in self._sites if self.cleaned_data.get(f"closed_{site.pk}")]


class RowsForm(forms.Form):
    """For each row of last time without an answer: a new amount, or what became of it."""

    def __init__(
        self, data: object = None, *, rows: Sequence[tuple[RowStanding, str]], year: int = 0
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query dict or None
        self._rows = rows
        for one, name in rows:
            words = {"number": one.row.number, "name": name, "year": year, "unit": one.row.unit}
            self.fields[f"amount_{one.row.number}"] = QuantityField(
                required=False, label=_("New amount of row %(number)s, %(name)s, in %(unit)s") % words
            )
            self.fields[f"what_{one.row.number}"] = forms.ChoiceField(
                required=False,
                label=_("What became of row %(number)s, %(name)s") % words,
                initial=one.left,
                choices=(
                    ("", _("New amount")),
                    (_SAME, _("Amount of %(year)s, as an estimate") % words),
                    *RowLeft.choices,
                ),
            )

    def lines(self) -> Iterator[tuple[RowStanding, str, BoundField, BoundField]]:
        """Yield each row with its name and its two fields."""
        for one, name in self._rows:
            yield one, name, self[f"amount_{one.row.number}"], self[f"what_{one.row.number}"]

    def clean(self) -> dict[str, Any]:
        """Ask for one answer where two contradict each other."""
        for one, _name in self._rows:
            number = one.row.number
            has_amount = self.cleaned_data.get(f"amount_{number}") is not None
            what = self.cleaned_data.get(f"what_{number}")
            if has_amount and what and what != one.left:
                self.add_error(
                    f"amount_{number}", _("Enter a new amount, or choose what became of it, not both.")
                )
        return self.cleaned_data

    def amounts(self) -> dict[int, Decimal | None]:
        """Return the rows with a new amount; None keeps that of last time."""
        found: dict[int, Decimal | None] = {}
        for one, _name in self._rows:
            number = one.row.number
            amount = self.cleaned_data.get(f"amount_{number}")
            if amount is not None:
                found[number] = amount
            elif self.cleaned_data.get(f"what_{number}") == _SAME:
                found[number] = None
        return found

    def left(self) -> dict[int, str]:
        """Return the rows that have no copy and why, where this is new."""
        found: dict[int, str] = {}
        taken = self.amounts()
        for one, _name in self._rows:
            what = str(self.cleaned_data.get(f"what_{one.row.number}") or "")
            if one.row.number not in taken and what != one.left:
                found[one.row.number] = what
        return found

    def refuse(self, refused: Mapping[int, Message]) -> None:
        """Say at each row why the calculation does not take it."""
        for number, message in refused.items():
            self.add_error(f"amount_{number}", message.translated(_))


class ReadingForm(forms.Form):
    """What somebody reads in a paragraph of the agreement."""

    percent = AmountField(label=gettext_lazy("Less by how many percent"))
    coverage = forms.ChoiceField(label=gettext_lazy("Which emissions"), choices=Coverage.choices)
    base_year = forms.IntegerField(
        label=gettext_lazy("Compared with the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    target_year = forms.IntegerField(
        label=gettext_lazy("Reached in the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, place: str, read: ReadTarget | None = None
    ) -> None:
        initial = {
            name: getattr(read, name) for name in ("percent", "coverage", "base_year", "target_year") if read
        }
        super().__init__(data, prefix=place, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Check what no single field knows."""
        entered = self.cleaned_data
        percent, base, target = (entered.get(name) for name in ("percent", "base_year", "target_year"))
        if percent is not None and percent > _HUNDRED:
            self.add_error("percent", _("Emissions cannot fall by more than 100 percent."))
        if base is not None and target is not None and target <= base:
            self.add_error("target_year", _("Choose a year after the one it is compared with."))
        return entered

    def reading(self) -> Reading:
        """Return what was read."""
        entered = self.cleaned_data
        return Reading(entered["coverage"], entered["base_year"], entered["target_year"], entered["percent"])


class ReasonForm(forms.Form):
    """Why a target was missed; the reasons are those of duties, so that they are counted together."""

    why = forms.ChoiceField(label=gettext_lazy("Main reason"), choices=MissedReason.choices)
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What stood in the way, and what happens next?"),
    )
