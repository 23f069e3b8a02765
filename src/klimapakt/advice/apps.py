"""Registers advice with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.advice.personal import PERSONAL_DATA


class AdviceConfig(AppConfig):
    """Requests for advice and what came of them; holds no behaviour of its own."""

    name = "klimapakt.advice"
    label = "advice"
    verbose_name = _("Advice")
    default_auto_field = "django.db.models.BigAutoField"
    personal_data = PERSONAL_DATA
