"""Registers publicity with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.publicity.guards import REFUSALS
from klimapakt.publicity.personal import PERSONAL_DATA


class PublicityConfig(AppConfig):
    """Stories, claims and what the public sees of a member; holds no behaviour of its own."""

    name = "klimapakt.publicity"
    label = "publicity"
    verbose_name = _("Publicity")
    default_auto_field = "django.db.models.BigAutoField"
    refusals = REFUSALS
    personal_data = PERSONAL_DATA
