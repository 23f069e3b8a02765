"""Closed sets of the targets room; the stored keys never change, the labels may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """In which form a target is set; the keys are those of rulebooks."""

    ABSOLUTE = "absolute", _("Less emissions in total")
    INTENSITY = "intensity", _("Less emissions per unit")
    NEUTRALITY = "neutrality_year", _("A year of neutrality")


class Coverage(models.TextChoices):
    """Which emissions a target is about; location- and market-based are two questions."""

    TOTAL_LOCATION = "total_location", _("All scopes, location-based")
    TOTAL_MARKET = "total_market", _("All scopes, market-based")
    SCOPES_12_LOCATION = "scopes_12_location", _("Scopes 1 and 2, location-based")
    SCOPES_12_MARKET = "scopes_12_market", _("Scopes 1 and 2, market-based")


class Per(models.TextChoices):
    """By what the emissions of an intensity target are divided: figures that stand in the inventory."""

    FTE = "fte", _("per full-time position")
    AREA = "area_m2", _("per square metre")
    TURNOVER = "turnover_eur", _("per million euros of turnover")


class Act(models.TextChoices):
    """What a version of a target is."""

    DECIDED = "decided", _("Decided")
    REVISED = "revised", _("Revised")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Option(models.TextChoices):
    """The ways to a target that are offered."""

    PACT = "pact", _("The path of the pact")
    LINEAR = "linear", _("The straight 1.5 °C path")
    OWN = "own", _("Steps of your own")
