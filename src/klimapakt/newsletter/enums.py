"""Closed sets of the newsletter; the stored keys never change, the labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IssueState(TextChoices):
    """How an issue stands; it only ever goes forward, but for a day of sending that is taken back."""

    DRAFT = "draft", _("draft")
    SCHEDULED = "scheduled", _("will be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")


class MailLanguage(TextChoices):
    """The languages an issue is written in."""

    DE = "de", _("German")
    EN = "en", _("English")
