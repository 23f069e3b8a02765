"""Registers agreements with Django, and what the database refuses about them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.agreements.guards import REFUSALS
from klimapakt.agreements.mail_kinds import MAIL_KINDS
from klimapakt.agreements.personal import PERSONAL_DATA


class AgreementsConfig(AppConfig):
    """Climate agreements: issued, signed, counter-signed, proven; holds no behaviour of its own."""

    name = "klimapakt.agreements"
    label = "agreements"
    verbose_name = _("Agreements")
    default_auto_field = "django.db.models.BigAutoField"
    mail_kinds = MAIL_KINDS
    refusals = REFUSALS
    personal_data = PERSONAL_DATA
