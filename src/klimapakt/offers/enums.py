"""Closed sets of the offers room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody gets."""

    INFORMATION = "information", _("Information")
    ADVICE = "advice", _("Advice")
    FUNDING = "funding", _("Funding")


class OfferState(models.TextChoices):
    """How far an offer is; only the first is not shown to members."""

    DRAFT = "draft", _("Draft")
    VALID = "valid", _("Open")
    PAUSED = "paused", _("Paused")
    EXHAUSTED = "exhausted", _("Exhausted")
    ENDED = "ended", _("Ended")
