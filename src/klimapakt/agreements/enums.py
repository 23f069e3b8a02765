"""Closed sets of the agreements room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementState(models.TextChoices):
    """How far a document has come."""

    ISSUED = "issued", _("Issued")
    SIGNED = "signed", _("Signed by the member")
    IN_FORCE = "in_force", _("In force")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Replaced by a newer one")


class TextStatus(models.TextChoices):
    """How far a text of the pact has come."""

    DRAFT = "draft", _("Draft")
    RELEASED = "released", _("In use")
    SUPERSEDED = "superseded", _("Replaced by a newer one")


class FileKind(models.TextChoices):
    """What a file of an agreement is."""

    ISSUED = "issued", _("Document as issued")
    READING = "reading", _("Reading translation")
    UPLOADED = "uploaded", _("Signed file that was sent")
    SCAN = "scan", _("Scan of the signed paper")
    SEALED = "sealed", _("Signed and sealed document")


class Way(models.TextChoices):
    """How somebody signed."""

    PORTAL = "portal", _("In the portal")
    FILE = "file", _("With a signature in the file")
    PAPER = "paper", _("On paper")


class Party(models.TextChoices):
    """For whom somebody signed."""

    MEMBER = "member", _("Member")
    CITY = "city", _("City")
