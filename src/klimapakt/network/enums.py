"""Closed sets of the network room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    """How far a meeting has come."""

    PLANNED = "planned", _("Planned")
    INVITED = "invited", _("Announced")
    OPEN = "open", _("Registration is open")
    HELD = "held", _("Took place")
    DOCUMENTED = "documented", _("Documented")
    CANCELLED = "cancelled", _("Cancelled")


class RegistrationState(models.TextChoices):
    """How a registration stands; only the first four hold or want seats."""

    REQUESTED = "requested", _("Waits for the pact office")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Seats are offered")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Declined")
