"""Registration of the memberships room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.memberships.mail_kinds import MAIL_KINDS
from klimapakt.memberships.personal import PERSONAL_DATA


class MembershipsConfig(AppConfig):
    """Requests to join and memberships; holds no behaviour of its own."""

    name = "klimapakt.memberships"
    label = "memberships"
    verbose_name = _("Memberships")
    default_auto_field = "django.db.models.BigAutoField"
    mail_kinds = MAIL_KINDS
    personal_data = PERSONAL_DATA
