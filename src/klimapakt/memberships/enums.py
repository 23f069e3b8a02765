"""Closed sets of the memberships room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far somebody has come on the way into the pact, and out of it."""

    INTEREST = "interest", _("Interest")
    TALK = "talk", _("In talks")
    LETTER_OF_INTENT = "letter_of_intent", _("Letter of intent")
    ISSUED = "issued", _("Agreement issued")
    SIGNED = "signed", _("Signed by the member")
    ACTIVE = "active", _("Active member")
    DORMANT = "dormant", _("Dormant")
    IN_DELAY = "in_delay", _("In delay")
    ENDED = "ended", _("Ended")


class EndReason(models.TextChoices):
    """Why a membership, or the way to one, came to its end."""

    NOT_JOINED = "not_joined", _("Did not join")
    WITHDRAWAL = "withdrawal", _("Withdrawal")
    TERM = "term", _("End of the term")
    MERGER = "merger", _("Merger or successor")
    MOVE = "move", _("Moved away")
    INSOLVENCY = "insolvency", _("Insolvency or closure")
    EXCLUSION = "exclusion", _("Exclusion")


class Source(models.TextChoices):
    """How the pact came to know of somebody."""

    FORM = "form", _("Public form")
    OFFICE = "office", _("Pact office")
    IMPORT = "import", _("Imported list")


class Decision(models.TextChoices):
    """What became of a request to join."""

    NEW = "new", _("Taken in as a new organisation")
    SAME = "same", _("Belongs to an organisation that is known")
    DECLINED = "declined", _("Not taken in")
