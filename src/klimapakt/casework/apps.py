"""Registration of the casework room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.casework.mail_kinds import MAIL_KINDS
from klimapakt.casework.personal import PERSONAL_DATA


class CaseworkConfig(AppConfig):
    """Contacts, tasks, saved views and bulk work; holds no behaviour of its own."""

    name = "klimapakt.casework"
    label = "casework"
    verbose_name = _("Casework")
    default_auto_field = "django.db.models.BigAutoField"
    mail_kinds = MAIL_KINDS
    personal_data = PERSONAL_DATA
