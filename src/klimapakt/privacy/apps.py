"""Registration of the privacy room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.privacy.mail_kinds import MAIL_KINDS
from klimapakt.privacy.personal import PERSONAL_DATA


class PrivacyConfig(AppConfig):
    """Consents, erasure and the answers people have a right to; holds no behaviour of its own."""

    name = "klimapakt.privacy"
    label = "privacy"
    verbose_name = _("Privacy")
    default_auto_field = "django.db.models.BigAutoField"
    mail_kinds = MAIL_KINDS
    personal_data = PERSONAL_DATA
