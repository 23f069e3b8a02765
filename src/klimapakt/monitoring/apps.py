"""Registers monitoring with Django, and what the database refuses about it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.monitoring.guards import REFUSALS
from klimapakt.monitoring.personal import PERSONAL_DATA


class MonitoringConfig(AppConfig):
    """What changed since last time, and whether targets were met; holds no behaviour of its own."""

    name = "klimapakt.monitoring"
    label = "monitoring"
    verbose_name = _("Monitoring")
    default_auto_field = "django.db.models.BigAutoField"
    refusals = REFUSALS
    personal_data = PERSONAL_DATA
