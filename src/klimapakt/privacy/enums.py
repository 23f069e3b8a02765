"""Closed sets of the privacy room; the stored keys never change, the labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ErasureState(TextChoices):
    """How a request to be erased stands."""

    OPEN = "open", _("Waits for the pact office")
    DONE = "done", _("Erased")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class Purpose(TextChoices):
    """What somebody may consent to; nothing of it is needed to be a member."""

    CONTACT_FOR_CHAMBER = "contact_for_chamber", _("The chamber may see my name and my work address")
    LOG_FOR_CHAMBER = "log_for_chamber", _("The chamber may read and add to the notes of contacts")
