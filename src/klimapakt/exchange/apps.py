"""Registers the exchange with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.exchange.personal import PERSONAL_DATA


class ExchangeConfig(AppConfig):
    """What members ask and offer one another; holds no behaviour of its own."""

    name = "klimapakt.exchange"
    label = "exchange"
    verbose_name = _("Exchange")
    default_auto_field = "django.db.models.BigAutoField"
    personal_data = PERSONAL_DATA
