"""Registration of the inventories room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.guards import REFUSALS
from klimapakt.inventories.mail_kinds import MAIL_KINDS
from klimapakt.inventories.personal import PERSONAL_DATA


class InventoriesConfig(AppConfig):
    """Inventories, uploads and their rows; ``refusals`` is what the database keeps for them."""

    name = "klimapakt.inventories"
    label = "inventories"
    verbose_name = _("Inventories")
    default_auto_field = "django.db.models.BigAutoField"
    refusals = REFUSALS
    mail_kinds = MAIL_KINDS
    personal_data = PERSONAL_DATA
