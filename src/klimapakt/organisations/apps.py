"""Registration of the organisations room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.organisations.guards import REFUSALS
from klimapakt.organisations.mail_kinds import MAIL_KINDS
from klimapakt.organisations.personal import PERSONAL_DATA


class OrganisationsConfig(AppConfig):
    """Organisations, sites and roles; holds no behaviour of its own."""

    name = "klimapakt.organisations"
    label = "organisations"
    verbose_name = _("Organisations")
    default_auto_field = "django.db.models.BigAutoField"
    mail_kinds = MAIL_KINDS
    personal_data = PERSONAL_DATA
    refusals = REFUSALS
