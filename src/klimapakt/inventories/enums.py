"""Closed sets of the inventories room; the stored keys are those of the calculation's contract."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InventoryStatus(models.TextChoices):
    """Where an inventory stands between the first row and the frozen version."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned with questions")
    ACCEPTED = "accepted", _("Accepted")


OPEN = (InventoryStatus.DRAFT, InventoryStatus.SUBMITTED, InventoryStatus.RETURNED)
"""Before the acceptance: at most one version of a year is in one of these states."""


class InventoryKind(models.TextChoices):
    """Whether the figures were calculated here or taken from another tool's report."""

    OWN = "own", _("Calculated here")
    EXTERNAL = "external", _("From another tool")


class ExternalTool(models.TextChoices):
    """Tools whose results members bring along."""

    ECOCOCKPIT = "ecocockpit", "ecocockpit"
    OTHER = "other", _("Another tool or an adviser")


class Boundary(models.TextChoices):
    """Which approach decides what belongs to the organisation."""

    OPERATIONAL_CONTROL = "operational_control", _("Operational control")
    FINANCIAL_CONTROL = "financial_control", _("Financial control")
    EQUITY_SHARE = "equity_share", _("Equity share")


class UploadState(models.TextChoices):
    """What has become of an uploaded file."""

    READING = "reading", _("Being read")
    FAILED = "failed", _("Could not be read")
    UNMAPPED = "unmapped", _("Columns not named yet")
    CHECKED = "checked", _("Checked, not yet taken over")
    TAKING = "taking", _("Being taken over")
    TAKEN_OVER = "taken_over", _("Taken over")
    UNDONE = "undone", _("Undone")


class Quality(models.TextChoices):
    """How the amount of a row was found, best first."""

    MEASURED = "measured", _("Measured")
    BILLED = "billed", _("Billed")
    CALCULATED = "calculated", _("Calculated")
    ESTIMATED = "estimated", _("Estimated")
    PROXY = "proxy", _("Proxy value")


class RowOrigin(models.TextChoices):
    """How a row came into the inventory."""

    FILE = "file", _("From a table")
    ENTRY = "entry", _("Entered by hand")
    QUESTION = "question", _("From the guided questions")
    BILL = "bill", _("From a bill")
    SURVEY = "survey", _("From the commuting survey")
    COPY = "copy", _("Copied from last year")


class EvidenceType(models.TextChoices):
    """What an evidence file may be: found out from its content, never from its name."""

    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"
    WEBP = "image/webp", "WebP"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"
    CSV = "text/csv", "CSV"


class BillSplit(models.TextChoices):
    """How the amount of a bill that reaches over the turn of a year is divided."""

    DAYS = "days", _("by days")
    DEGREE_DAYS = "degree_days", _("by degree days")


class Relevance(models.TextChoices):
    """Where a category of scope 3 stands."""

    OPEN = "open", _("Not looked at yet")
    NOT_RELEVANT = "not_relevant", _("Not relevant")
    ESTIMATED = "estimated", _("Relevant, estimated")
    MEASURED = "measured", _("Relevant, with data")


class CommuteMode(models.TextChoices):
    """Means of transport to work."""

    CAR = "car", _("Car with combustion engine")
    ELECTRIC_CAR = "electric_car", _("Electric car")
    BUS = "bus", _("Bus")
    TRAM = "tram", _("Tram or underground")
    LOCAL_TRAIN = "local_train", _("Local train")
    LONG_DISTANCE_TRAIN = "long_distance_train", _("Long-distance train")
    E_BIKE = "e_bike", _("E-bike")
    BICYCLE_OR_FOOT = "bicycle_or_foot", _("Bicycle or on foot")


class QuestionOutcome(models.TextChoices):
    """What came of a question of the review."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    CORRECTED = "corrected", _("Answered and corrected")
    SETTLED = "settled", _("Settled")
    AS_IS = "as_is", _("Accepted as it is")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CheckAnswer(models.TextChoices):
    """What a reviewer says to an item of the checklist."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class LetterDecision(models.TextChoices):
    """What a letter about a review says was decided."""

    RETURNED = "returned", _("Returned with questions")
    ACCEPTED = "accepted", _("Accepted")
