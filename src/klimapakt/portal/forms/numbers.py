"""Fields for amounts, written the German or the English way."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klimapakt.foundation.design.numbers import number
from klimapakt.methods.intake.numbers import Reading, read_number
from klimapakt.methods.messages import Message

_MOST_DIGITS_BEFORE_POINT = 10
_MOST_DECIMALS = 2
_MOST_DIGITS_OF_A_QUANTITY = 15
_MOST_DECIMALS_OF_A_QUANTITY = 10


class AmountField(forms.CharField):
    """Takes "1.234,5" and "1,234.5"; what has two readings is read as the page's language writes it.

    The amount is greater than zero and has at most two decimals.
    """

    default_error_messages = {  # noqa: RUF012  (Django's own way)
        "not_a_number": _("“%(value)s” is not a number. Enter digits, for example: 1250"),
        "not_positive": _(
            "The amount has to be greater than zero. Leave the field empty if you do not know it."
        ),
        "negative": _("The amount cannot be negative. Please check the sign."),
        "too_long": _("The amount is too large or has more than two decimals. Please check it."),
        "too_many_digits": _("The amount has more than 15 digits. Please check it."),
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
        if found is None and isinstance(reading, Message) and reading.code == "amount_negative":
            raise ValidationError(self.error_messages["negative"])
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


class QuantityField(AmountField):
    """Takes an amount of consumption: zero is an answer, and every digit of a meter counts."""

    def _fitting(self, amount: Decimal) -> Decimal:
        if amount < 0:
            raise ValidationError(self.error_messages["negative"])
        digits = len(amount.normalize().as_tuple().digits)
        exponent = amount.normalize().as_tuple().exponent
        has_too_many_decimals = isinstance(exponent, int) and -exponent > _MOST_DECIMALS_OF_A_QUANTITY
        if amount.adjusted() >= _MOST_DIGITS_OF_A_QUANTITY or digits > _MOST_DIGITS_OF_A_QUANTITY:
            raise ValidationError(self.error_messages["too_many_digits"])
        if has_too_many_decimals:
            raise ValidationError(self.error_messages["too_many_digits"])
        return amount
