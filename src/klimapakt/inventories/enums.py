"""Closed sets of the inventories room; the stored keys are those of the calculation's contract."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InventoryStatus(models.TextChoices):
    """Where an inventory stands between the first row and the frozen version."""

    DRAFT = "draft", _("Draft")


class Boundary(models.TextChoices):
    """Which approach decides what belongs to the organisation."""

    OPERATIONAL_CONTROL = "operational_control", _("Operational control")
    FINANCIAL_CONTROL = "financial_control", _("Financial control")
    EQUITY_SHARE = "equity_share", _("Equity share")


class UploadState(models.TextChoices):
    """What has become of an uploaded file."""

    CHECKED = "checked", _("Checked, not yet taken over")
    TAKEN_OVER = "taken_over", _("Taken over")
    UNDONE = "undone", _("Undone")


class Quality(models.TextChoices):
    """How the amount of a row was found, best first."""

    MEASURED = "measured", _("Measured")
    BILLED = "billed", _("Billed")
    CALCULATED = "calculated", _("Calculated")
    ESTIMATED = "estimated", _("Estimated")
    PROXY = "proxy", _("Proxy value")
