"""Closed sets of the advice room; the stored keys never change, the labels may."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Addressee(models.TextChoices):
    """Who is asked; a chamber has the key it has as a partner of the pact."""

    OFFICE = "office", _("Pact office of the city")
    COMMERCE = "ihk", _("Chamber of industry and commerce (IHK)")
    CRAFTS = "hwk", _("Chamber of skilled crafts (HWK)")


class Part(models.TextChoices):
    """What a member sends along, each by its own decision."""

    CONTACT = "contact", _("Contact: name and e-mail address of who asks")
    PROFILE = "profile", _("Profile: city, legal form, sector, number of staff, sites")
    FIGURES = "figures", _("Figures of an accepted inventory")
    MEASURE = "measure", _("One measure")


class RequestState(models.TextChoices):
    """How far a request has come."""

    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    APPOINTMENT = "appointment", _("Appointment agreed")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


GOING_ON: Final = (RequestState.OPEN, RequestState.ANSWERED, RequestState.APPOINTMENT)


class Outcome(models.TextChoices):
    """What came of the advice."""

    ANSWERED = "answered", _("The question is answered")
    MEASURE = "measure", _("A measure came of it")
    FUNDING = "funding", _("Funding is looked into")
    REFERRED = "referred", _("Somebody else was named")
    NOT_POSSIBLE = "not_possible", _("Could not help")
    NO_REPLY = "no_reply", _("The member did not come back")


class EntryKind(models.TextChoices):
    """What happened to a request."""

    ASKED = "asked", _("Asked")
    WROTE = "wrote", _("The member wrote")
    ANSWERED = "answered", _("Answered")
    PROPOSED = "proposed", _("Appointment proposed")
    ACCEPTED = "accepted", _("Appointment accepted")
    DECLINED = "declined", _("Appointment declined")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Consent withdrawn")


class AppointmentState(models.TextChoices):
    """How far an appointment has come."""

    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
