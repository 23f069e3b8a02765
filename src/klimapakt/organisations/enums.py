"""Closed sets of the organisations room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleKind(models.TextChoices):
    """What a person does for an organisation; one person has one role in one organisation."""

    MANAGEMENT = "management", _("Management")
    CLIMATE_CONTACT = "climate_contact", _("Climate contact")
    DATA_ENTRY = "data_entry", _("Data entry")
    PRESS = "press", _("Press and publicity")
    READ_ONLY = "read_only", _("Read only")


class Tenure(models.TextChoices):
    """Whether the organisation owns a site or rents it: decides who can change the heating."""

    OWNED = "owned", _("Owned")
    RENTED = "rented", _("Rented")
    UNKNOWN = "unknown", _("Not stated")
