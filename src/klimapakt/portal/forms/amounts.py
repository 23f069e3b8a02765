"""Fields for days and for amounts of any precision."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klimapakt.portal.forms.numbers import AmountField

_MOST_DIGITS_BEFORE_POINT = 10


class FreeAmountField(AmountField):
    """An amount with up to so many decimals, zero allowed where it makes sense."""

    default_error_messages = {  # noqa: RUF012  (Django's own way)
        "negative": _("The amount cannot be negative."),
        "not_zero": _("The amount has to be greater than zero."),
        "too_precise": _("The amount is too large or has more than %(places)s decimals. Please check it."),
        "above": _("The amount can be at most %(most)s."),
    }

    def __init__(
        self,
        *,
        places: int = 2,
        is_zero_allowed: bool = False,
        most: int | None = None,
        **kwargs: Any,  # noqa: ANN401  (passed on to Django)
    ) -> None:
        super().__init__(**kwargs)
        self.places, self.is_zero_allowed, self.most = places, is_zero_allowed, most

    def clean(self, value: object) -> Decimal | None:
        """Return the amount; tell what is negative apart from what is no number."""
        if str(value or "").strip().startswith(("-", "\u2212")):
            raise ValidationError(self.error_messages["negative"])
        return super().clean(value)

    def _fitting(self, amount: Decimal) -> Decimal:
        if amount == 0:
            if self.is_zero_allowed:
                return Decimal(0)
            raise ValidationError(self.error_messages["not_zero"])
        exponent = amount.normalize().as_tuple().exponent
        is_too_precise = isinstance(exponent, int) and -exponent > self.places
        if amount.adjusted() >= _MOST_DIGITS_BEFORE_POINT or is_too_precise:
            raise ValidationError(self.error_messages["too_precise"], params={"places": self.places})
        if self.most is not None and amount > self.most:
            raise ValidationError(self.error_messages["above"], params={"most": self.most})
        return amount


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar or typed the German way."""

    default_error_messages = {  # noqa: RUF012  (Django's own way)
        "invalid": _("This is not a day. Enter it like 31.12.2024."),
        "too_old": _("This day is too long ago. Please check the year."),
        "in_future": _("This day is in the future. Enter only what has passed."),
    }

    def __init__(self, *, latest: date | None = None, **kwargs: Any) -> None:  # noqa: ANN401  (to Django)
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)
        self.latest = latest

    def clean(self, value: Any) -> date | None:  # noqa: ANN401  (Django's own signature)
        """Return the day; refuse days before 1990 and after the latest possible one."""
        found: date | None = super().clean(value)
        if found is None:
            return None
        if found.year < 1990:
            raise ValidationError(self.error_messages["too_old"])
        if self.latest is not None and found > self.latest:
            raise ValidationError(self.error_messages["in_future"])
        return found
