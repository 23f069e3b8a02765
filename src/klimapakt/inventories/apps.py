"""Registration of the inventories room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InventoriesConfig(AppConfig):
    """Inventories, uploads and their rows; holds no behaviour of its own."""

    name = "klimapakt.inventories"
    label = "inventories"
    verbose_name = _("Inventories")
    default_auto_field = "django.db.models.BigAutoField"
