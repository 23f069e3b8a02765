"""Registers the pacts with Django, and what the database refuses about their rulebooks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.pacts.guards import REFUSALS
from klimapakt.pacts.mail_kinds import MAIL_KINDS
from klimapakt.pacts.personal import PERSONAL_DATA


class PactsConfig(AppConfig):
    """The climate pacts of an installation."""

    name = "klimapakt.pacts"
    label = "pacts"
    verbose_name = _("Climate pacts")
    mail_kinds = MAIL_KINDS
    refusals = REFUSALS
    personal_data = PERSONAL_DATA
