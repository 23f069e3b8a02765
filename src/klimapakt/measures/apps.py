"""Registration of the measures room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.measures.guards import REFUSALS
from klimapakt.measures.personal import PERSONAL_DATA


class MeasuresConfig(AppConfig):
    """Climate measures; holds no behaviour of its own."""

    name = "klimapakt.measures"
    label = "measures"
    verbose_name = _("Measures")
    default_auto_field = "django.db.models.BigAutoField"
    refusals = REFUSALS
    personal_data = PERSONAL_DATA
