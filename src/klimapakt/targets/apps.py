"""Registration of the targets room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.targets.guards import REFUSALS
from klimapakt.targets.personal import PERSONAL_DATA


class TargetsConfig(AppConfig):
    """Targets of members; holds no behaviour of its own."""

    name = "klimapakt.targets"
    label = "targets"
    verbose_name = _("Targets")
    default_auto_field = "django.db.models.BigAutoField"
    refusals = REFUSALS
    personal_data = PERSONAL_DATA
