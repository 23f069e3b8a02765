"""Closed sets of monitoring; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RowLeft(models.TextChoices):
    """Why a row of last time has no copy this time."""

    GONE = "gone", _("No longer there")
    ELSEWHERE = "elsewhere", _("Entered elsewhere: bills, questions, a table")


class Outcome(models.TextChoices):
    """How a target stands in the year of the report."""

    MET = "met", _("Met")
    MISSED = "missed", _("Missed")
    NOT_DUE = "not_due", _("Not due yet")
    NO_BASE = "no_base", _("No accepted inventory of the base year")
    NOT_COMPARABLE = "not_comparable", _("Cannot be compared on the same method")


class StepKey(models.TextChoices):
    """The steps of a cycle, in their order."""

    BEGIN = "begin", _("Begin with what we know")
    FACTS = "facts", _("Sites and boundary")
    ROWS = "rows", _("Consumption of the new year")
    TARGETS = "targets", _("Targets met or missed")
    MEASURES = "measures", _("Measures")
    HAND_IN = "hand_in", _("Hand in")


class StepState(models.TextChoices):
    """How far a step is."""

    DONE = "done", _("Done")
    NOW = "now", _("To do")
    LATER = "later", _("Later")
