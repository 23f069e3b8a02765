"""Registers reports with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.reports.personal import PERSONAL_DATA


class ReportsConfig(AppConfig):
    """What the pact office counts; holds no behaviour of its own."""

    name = "klimapakt.reports"
    label = "reports"
    verbose_name = _("Reports")
    default_auto_field = "django.db.models.BigAutoField"
    personal_data = PERSONAL_DATA
