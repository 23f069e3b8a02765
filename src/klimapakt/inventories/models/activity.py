"""Facts about consumption: rows of an inventory, the evidence behind them, meters and their bills."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import BillSplit, EvidenceType, Quality, RowOrigin
from klimapakt.inventories.models.inventory import Inventory
from klimapakt.inventories.models.upload import Upload
from klimapakt.organisations.models import Organisation, Site
from klimapakt.pacts.scoping import Scoped


class Activity(models.Model):
    """One row: an amount of something consumed, travelled or bought, with its evidence.

    ``origin`` says how the row came about. A row that a question, a bill or a survey made is rewritten by it
    and names it in ``origin_key``; ``derivation`` tells how its amount was found, as JSON for the pages.
    ``revision`` counts the changes of the row, so that two people never overwrite each other unseen.

    The amount has at most 15 significant digits, which both databases keep exactly. ``extras`` holds the
    optional fields of the calculation's contract, numbers as strings; a row with neither ``activity`` nor
    ``factor_id`` has a factor of its own there.

    Personal data: who changed the row last (SET_NULL, ends with the account); evidence and note are free text
    and live as long as the inventory.
    """

    inventory = models.ForeignKey(
        Inventory, on_delete=models.PROTECT, related_name="activities", verbose_name=_("inventory")
    )
    number = models.PositiveIntegerField(_("number in the inventory"))
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    upload = models.ForeignKey(
        Upload,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("upload"),
    )
    row_number = models.PositiveIntegerField(_("row of the file"), null=True, blank=True)
    label = models.CharField(_("activity as typed"), max_length=250)
    activity = models.CharField(_("activity"), max_length=80, blank=True)
    factor_id = models.CharField(_("factor"), max_length=120, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=30, decimal_places=10)
    unit = models.CharField(_("unit"), max_length=30)
    period_start = models.DateField(_("from"), null=True, blank=True)
    period_end = models.DateField(_("to"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year of the factor"), null=True, blank=True)
    quality = models.CharField(_("data quality"), max_length=20, choices=Quality.choices, blank=True)
    extras = models.JSONField(_("further details"), default=dict, blank=True)
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    origin = models.CharField(
        _("where the row comes from"), max_length=20, choices=RowOrigin.choices, default=RowOrigin.FILE
    )
    origin_key = models.CharField(_("what made the row"), max_length=120, blank=True)
    derivation = models.JSONField(_("how the amount was found"), default=dict, blank=True)
    revision = models.PositiveIntegerField(_("number of changes"), default=1)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("changed by"),
    )
    fingerprint = models.CharField(_("fingerprint"), max_length=64, db_index=True)

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """Rows stand in the order they were written."""

        verbose_name = _("row")
        verbose_name_plural = _("rows")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("inventory", "number"), name="row_number_once_per_inventory"),
            models.UniqueConstraint(fields=("upload", "row_number"), name="row_of_a_file_counts_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="row_amount_is_not_negative"),
            models.CheckConstraint(
                condition=(~Q(activity="") & Q(factor_id="") & ~Q(extras__has_key="factor"))
                | (Q(activity="") & ~Q(factor_id="") & ~Q(extras__has_key="factor"))
                | (Q(activity="") & Q(factor_id="") & Q(extras__has_key="factor")),
                name="row_has_one_of_activity_and_factor",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(period_start__isnull=False, period_end__isnull=False, period_end__gte=F("period_start")),
                name="row_period_is_whole_and_forward",
            ),
            models.CheckConstraint(
                condition=Q(quality="") | Q(quality__in=Quality.values), name="row_quality_is_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(upload__isnull=True) | Q(row_number__isnull=False),
                name="row_of_a_file_names_its_line",
            ),
            models.CheckConstraint(condition=~Q(unit=""), name="row_has_a_unit"),
            models.CheckConstraint(
                condition=Q(origin__in=RowOrigin.values), name="row_origin_is_a_known_kind"
            ),
            models.UniqueConstraint(
                fields=("inventory", "origin", "origin_key"),
                condition=~Q(origin_key=""),
                name="row_of_an_origin_counts_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.label}"


class RemovedRow(models.Model):
    """A row that was deleted and can be brought back until the inventory is submitted.

    ``content`` holds all its fields as JSON. Personal data: as in the row; deleted when the inventory is
    accepted.
    """

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="removed_rows")
    number = models.PositiveIntegerField(_("number in the inventory"))
    content = models.JSONField(_("content"))
    removed_at = models.DateTimeField(_("removed at"), auto_now_add=True)

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """The one removed last stands first."""

        verbose_name = _("removed row")
        verbose_name_plural = _("removed rows")
        ordering = ("-removed_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("inventory", "number"), name="removed_row_once_per_inventory"),
        )

    def __str__(self) -> str:
        return str(self.number)


class EvidenceFile(models.Model):
    """A bill, a photograph or another proof, kept once per organisation whatever number of rows it serves.

    Personal data: whatever its sender put in, and who uploaded it (SET_NULL); kept as long as an inventory
    that names it, deleted with the last link before acceptance.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="evidence_files", verbose_name=_("organisation")
    )
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("type"), max_length=80, choices=EvidenceType.choices)
    content = models.FileField(_("file"), max_length=250)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """The newest file stands first; the same bytes are kept once."""

        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        ordering = ("-uploaded_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "sha256"), name="evidence_once_per_organisation"),
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_is_not_empty"),
            models.CheckConstraint(condition=~Q(name=""), name="evidence_has_a_name"),
            models.CheckConstraint(
                condition=Q(media_type__in=EvidenceType.values), name="evidence_is_of_a_known_type"
            ),
        )

    def __str__(self) -> str:
        return self.name


class EvidenceLink(models.Model):
    """That a file proves a row, and where in it to look. Personal data: none."""

    file = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, related_name="links")
    row = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="evidence_links")
    place = models.CharField(_("page or line"), max_length=120, blank=True)

    path_to_pact: ClassVar[str] = "file__organisation__pact"
    objects = Scoped()

    class Meta:
        """A file proves a row once."""

        verbose_name = _("evidence of a row")
        verbose_name_plural = _("evidence of rows")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("file", "row"), name="evidence_once_per_row"),)

    def __str__(self) -> str:
        return self.place


class Meter(models.Model):
    """A meter or a supply contract whose bills are entered with their periods.

    ``heating_share`` is the part of the consumption that heats rooms, 0 to 1: only it follows degree days.
    ``degree_days`` are the member's own, by month ("2024-01") as text in Kd. ``years`` are those into whose
    inventories the bills go as rows, as long as these are open. Personal data: none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="meters", verbose_name=_("organisation")
    )
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="meters", verbose_name=_("site")
    )
    name = models.CharField(_("name or number"), max_length=120)
    activity = models.CharField(_("activity"), max_length=80)
    unit = models.CharField(_("unit"), max_length=30)
    split = models.CharField(
        _("how bills are split"), max_length=20, choices=BillSplit.choices, default=BillSplit.DAYS
    )
    heating_share = models.DecimalField(_("share for heating"), max_digits=4, decimal_places=3, default=1)
    extras = models.JSONField(_("further details"), default=dict, blank=True)
    degree_days = models.JSONField(_("own degree days"), default=dict, blank=True)
    years = models.JSONField(_("years with rows from the bills"), default=list, blank=True)
    revision = models.PositiveIntegerField(_("number of changes"), default=1)

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """Meters are listed by name."""

        verbose_name = _("meter")
        verbose_name_plural = _("meters")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "name"), name="meter_name_once_per_organisation"),
            models.CheckConstraint(condition=~Q(name=""), name="meter_has_a_name"),
            models.CheckConstraint(condition=Q(split__in=BillSplit.values), name="meter_split_is_known"),
            models.CheckConstraint(
                condition=Q(heating_share__gte=0, heating_share__lte=1), name="meter_heating_share_is_a_share"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Bill(models.Model):
    """One bill or reading of a meter: a period and an amount.

    ``derivation`` says how the amount was found where it does not stand on a bill: two readings, or the
    bills before and after. Personal data: none by intent; the note is free text.
    """

    meter = models.ForeignKey(Meter, on_delete=models.PROTECT, related_name="bills", verbose_name=_("meter"))
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    amount = models.DecimalField(_("amount"), max_digits=30, decimal_places=10)
    is_estimated = models.BooleanField(_("the supplier estimated the reading"), default=False)
    reference = models.CharField(_("number of the bill"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    evidence = models.ForeignKey(
        EvidenceFile, on_delete=models.PROTECT, null=True, blank=True, related_name="bills"
    )
    derivation = models.JSONField(_("how the amount was found"), default=dict, blank=True)
    revision = models.PositiveIntegerField(_("number of changes"), default=1)

    path_to_pact: ClassVar[str] = "meter__organisation__pact"
    objects = Scoped()

    class Meta:
        """Bills stand in the order of their periods."""

        verbose_name = _("bill")
        verbose_name_plural = _("bills")
        ordering = ("period_start", "id")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gte=0), name="bill_amount_is_not_negative"),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="bill_period_is_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_start} – {self.period_end}"
