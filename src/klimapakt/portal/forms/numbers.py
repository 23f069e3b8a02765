"""A field for positive amounts, written the German or the English way."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klimapakt.foundation.design.numbers import number
from klimapakt.methods.intake.numbers import Reading, read_number

_MOST_DIGITS_BEFORE_POINT = 10
_MOST_DECIMALS = 2


class AmountField(forms.CharField):
    """Takes "1.234,5" and "1,234.5"; what has two readings is read as the page's language writes it."""

    default_error_messages = {  # noqa: RUF012  (Django's own way)
        "not_a_number": _("“%(value)s” is not a number. Enter digits, for example: 1250"),
        "not_positive": _(
            "The amount has to be greater than zero. Leave the field empty if you do not know it."
        ),
        "too_long": _("The amount is too large or has more than two decimals. Please check it."),
    }

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  (passed on to Django)
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=40, empty_value="", **kwargs)

    def prepare_value(self, value: object) -> object:
        """Write a stored amount as the page's language does."""
        return number(value, get_language() or "en") if isinstance(value, Decimal) else value

    def clean(self, value: object) -> Decimal | None:
        """Return the amount, or None when nothing was entered."""
        text = super().clean(value)
        if not text:
            return None
        reading = read_number(str(text))
        found = (
            reading.in_style("de" if (get_language() or "").startswith("de") else "en")
            if (isinstance(reading, Reading))
            else None
        )
        if found is None:
            raise ValidationError(self.error_messages["not_a_number"], params={"value": text[:40]})
        return self._fitting(found)

    def _fitting(self, amount: Decimal) -> Decimal:
        if amount <= 0:
            raise ValidationError(self.error_messages["not_positive"])
        exponent = amount.normalize().as_tuple().exponent
        has_too_many_decimals = isinstance(exponent, int) and -exponent > _MOST_DECIMALS
        if amount.adjusted() >= _MOST_DIGITS_BEFORE_POINT or has_too_many_decimals:
            raise ValidationError(self.error_messages["too_long"])
        return amount
