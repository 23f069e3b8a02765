"""Registration of the hand-over with Django, for its templates; it has no tables of its own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandoverConfig(AppConfig):
    """Hand-over of a member and of a whole pact; holds no behaviour of its own."""

    name = "klimapakt.handover"
    label = "handover"
    verbose_name = _("Hand-over")
