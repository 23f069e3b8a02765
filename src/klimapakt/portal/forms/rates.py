"""A field for a rate in percent, which may be negative."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from klimapakt.portal.forms.numbers import QuantityField

_MINUS = ("-", "−", "–")


class RateField(QuantityField):
    """Takes "2,5" and "-1.5", with or without a percent sign."""

    def clean(self, value: object) -> Decimal | None:
        """Return the rate in percent, or None when nothing was entered."""
        text = str(value or "").strip().removesuffix("%").strip()
        is_negative = text.startswith(_MINUS)
        found = super().clean(text[1:].strip() if is_negative else text)
        if is_negative and found is None:
            raise ValidationError(self.error_messages["not_a_number"], params={"value": text[:40]})
        return -found if is_negative and found is not None else found
