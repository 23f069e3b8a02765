"""Closed sets of the measures room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.TextChoices):
    """Field of action a measure belongs to."""

    ELECTRICITY = "electricity", _("Electricity and lighting")
    HEAT = "heat", _("Heat and buildings")
    RENEWABLES = "renewables", _("Own renewable energy")
    PROCESSES = "processes", _("Production and processes")
    COOLING = "cooling", _("Cooling and refrigerants")
    MOBILITY = "mobility", _("Mobility and fleet")
    LOGISTICS = "logistics", _("Transport and logistics")
    MATERIALS = "materials", _("Materials and purchasing")
    WASTE = "waste", _("Waste and circular economy")
    ORGANISATION = "organisation", _("Organisation and behaviour")
    OTHER = "other", _("Something else")


class MeasureState(models.TextChoices):
    """How far a measure is."""

    IMPLEMENTED = "implemented", _("Implemented")
