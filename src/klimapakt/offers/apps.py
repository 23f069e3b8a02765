"""Registers offers with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.offers.guards import REFUSALS
from klimapakt.offers.personal import PERSONAL_DATA


class OffersConfig(AppConfig):
    """What is on offer: information, advice and funding; holds no behaviour of its own."""

    name = "klimapakt.offers"
    label = "offers"
    verbose_name = _("Offers")
    default_auto_field = "django.db.models.BigAutoField"
    refusals = REFUSALS
    personal_data = PERSONAL_DATA
