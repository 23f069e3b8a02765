"""Closed sets of the publicity room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    """How far a frozen version of a story is; that it has expired follows from its last day."""

    RELEASED = "released", _("Released by the member")
    RETURNED = "returned", _("Given back by the pact office")
    PUBLISHED = "published", _("Published")
    REPLACED = "replaced", _("Replaced by a newer version")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class TextLanguage(models.TextChoices):
    """In which language a text is written."""

    DE = "de", _("German")
    EN = "en", _("English")


class CorrectionKind(models.TextChoices):
    """What a line of the public log of corrections is about."""

    CORRECTED = "corrected", _("Corrected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
