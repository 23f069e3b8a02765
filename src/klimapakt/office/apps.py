"""Registration of the pact office's pages with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    """Pages of the pact office."""

    name = "klimapakt.office"
    label = "office"
    verbose_name = _("Pact office")
