"""The form that takes rows over from the year before: a new amount, or the old one as an estimate."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from klimapakt.inventories.models import Activity
from klimapakt.portal.forms.numbers import QuantityField


class CopyForm(forms.Form):
    """For each row of the earlier year: its new amount, or a tick that keeps the old one."""

    def __init__(self, data: object = None, *, rows: Sequence[tuple[Activity, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query dict or None
        self._rows = rows
        for row, name in rows:
            words = {"number": row.number, "name": name}
            self.fields[f"amount_{row.number}"] = QuantityField(
                required=False, label=_("New amount of row %(number)s, %(name)s") % words
            )
            self.fields[f"keep_{row.number}"] = forms.BooleanField(
                required=False, label=_("Keep the old amount of row %(number)s, %(name)s") % words
            )

    def lines(self) -> Iterator[tuple[Activity, str, BoundField, BoundField]]:
        """Yield each row with its name and its two fields."""
        for row, name in self._rows:
            yield row, name, self[f"amount_{row.number}"], self[f"keep_{row.number}"]

    def amounts(self) -> dict[int, Decimal | None]:
        """Return the rows to copy with their new amounts; None keeps the old one."""
        chosen: dict[int, Decimal | None] = {}
        for row, _name in self._rows:
            amount = self.cleaned_data.get(f"amount_{row.number}")
            if amount is not None:
                chosen[row.number] = amount
            elif self.cleaned_data.get(f"keep_{row.number}"):
                chosen[row.number] = None
        return chosen
