"""Registers advice with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.advice.guards import REFUSALS
from klimapakt.advice.mail_kinds import MAIL_KINDS
from klimapakt.advice.personal import PERSONAL_DATA


class AdviceConfig(AppConfig):
    """Requests for advice and what came of them; holds no behaviour of its own."""

    name = "klimapakt.advice"
    label = "advice"
    verbose_name = _("Advice")
    default_auto_field = "django.db.models.BigAutoField"
    mail_kinds = MAIL_KINDS
    refusals = REFUSALS
    personal_data = PERSONAL_DATA
