"""Registers website with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.website.personal import PERSONAL_DATA


class WebsiteConfig(AppConfig):
    """The room website."""

    name = "klimapakt.website"
    label = "website"
    verbose_name = _("Website")
    personal_data = PERSONAL_DATA
