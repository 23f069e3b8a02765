"""Registers the newsletter with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.newsletter.personal import PERSONAL_DATA


class NewsletterConfig(AppConfig):
    """Who wants the newsletter and what was sent; holds no behaviour of its own."""

    name = "klimapakt.newsletter"
    label = "newsletter"
    verbose_name = _("Newsletter")
    default_auto_field = "django.db.models.BigAutoField"
    personal_data = PERSONAL_DATA
