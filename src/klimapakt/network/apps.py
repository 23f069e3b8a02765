"""Registers the network with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.network.mail_kinds import MAIL_KINDS
from klimapakt.network.personal import PERSONAL_DATA


class NetworkConfig(AppConfig):
    """Meetings and who takes part; holds no behaviour of its own."""

    name = "klimapakt.network"
    label = "network"
    verbose_name = _("Network")
    default_auto_field = "django.db.models.BigAutoField"
    mail_kinds = MAIL_KINDS
    personal_data = PERSONAL_DATA
