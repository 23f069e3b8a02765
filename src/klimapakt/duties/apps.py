"""Registers duties with Django, and what the database refuses about them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.duties.guards import REFUSALS
from klimapakt.duties.mail_kinds import MAIL_KINDS
from klimapakt.duties.personal import PERSONAL_DATA


class DutiesConfig(AppConfig):
    """What members owe and when; holds no behaviour of its own."""

    name = "klimapakt.duties"
    label = "duties"
    verbose_name = _("Duties")
    default_auto_field = "django.db.models.BigAutoField"
    mail_kinds = MAIL_KINDS
    refusals = REFUSALS
    personal_data = PERSONAL_DATA
