"""Registers the newsletter with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from klimapakt.newsletter.guards import REFUSALS
from klimapakt.newsletter.mail_kinds import MAIL_KINDS
from klimapakt.newsletter.personal import PERSONAL_DATA


class NewsletterConfig(AppConfig):
    """Who wants the newsletter and what was sent; holds no behaviour of its own."""

    name = "klimapakt.newsletter"
    label = "newsletter"
    verbose_name = _("Newsletter")
    default_auto_field = "django.db.models.BigAutoField"
    mail_kinds = MAIL_KINDS
    personal_data = PERSONAL_DATA
    refusals = REFUSALS
