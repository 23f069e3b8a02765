"""Facts about inventories: the inventory of a year, the files it was filled from, and their rows."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import Boundary, InventoryStatus, Quality, UploadState
from klimapakt.organisations.models import Organisation, Site

FIRST_YEAR, LAST_YEAR = 1990, 2100


class Inventory(models.Model):
    """The greenhouse-gas inventory of one organisation for one year.

    Personal data: none. ``last_number`` counts the rows ever written, so that a number is never given twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="inventories", verbose_name=_("organisation")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=(MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR))
    )
    edition = models.CharField(_("edition of the factors"), max_length=20)
    region = models.CharField(_("region"), max_length=10, default="DE")
    boundary = models.CharField(
        _("organisational boundary"),
        max_length=30,
        choices=Boundary.choices,
        default=Boundary.OPERATIONAL_CONTROL,
    )
    status = models.CharField(
        _("status"), max_length=20, choices=InventoryStatus.choices, default=InventoryStatus.DRAFT
    )
    turnover_eur = models.DecimalField(
        _("turnover in EUR"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    fte = models.DecimalField(
        _("full-time equivalents"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    area_m2 = models.DecimalField(
        _("floor area in m²"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    last_number = models.PositiveIntegerField(_("number of the last row"), default=0)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now_add=True)

    class Meta:
        """The newest year stands first; one inventory per organisation and year."""

        verbose_name = _("inventory")
        verbose_name_plural = _("inventories")
        ordering = ("-year", "organisation__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "year"), name="one_inventory_per_organisation_and_year"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="inventory_year_is_plausible"
            ),
            models.CheckConstraint(condition=~Q(edition=""), name="inventory_names_its_edition"),
            models.CheckConstraint(
                condition=Q(boundary__in=Boundary.values), name="inventory_boundary_is_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(status__in=InventoryStatus.values), name="inventory_status_is_a_known_kind"
            ),
            models.CheckConstraint(
                condition=(Q(turnover_eur__isnull=True) | Q(turnover_eur__gt=0))
                & (Q(fte__isnull=True) | Q(fte__gt=0))
                & (Q(area_m2__isnull=True) | Q(area_m2__gt=0)),
                name="inventory_reference_figures_are_positive",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation.name} {self.year}"


class Upload(models.Model):
    """One file as it arrived, what was read in it, and whether its rows count.

    Personal data: who uploaded it and when, for as long as the inventory; the file may hold whatever its
    sender put in. The link to a person ends with the account (SET_NULL): erasing a person must not erase the
    evidence of a company.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inventory = models.ForeignKey(
        Inventory, on_delete=models.PROTECT, related_name="uploads", verbose_name=_("inventory")
    )
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content = models.FileField(_("file"), max_length=250)
    numbers = models.CharField(_("how numbers were read"), max_length=10)
    table = models.JSONField(_("table as read"))
    state = models.CharField(
        _("state"), max_length=20, choices=UploadState.choices, default=UploadState.CHECKED
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    changed_at = models.DateTimeField(_("state since"), auto_now_add=True)

    class Meta:
        """The newest file stands first; the same bytes count at most once in an inventory."""

        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ("-uploaded_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("inventory", "sha256"),
                condition=Q(state=UploadState.TAKEN_OVER),
                name="same_file_counts_once_per_inventory",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UploadState.values), name="upload_state_is_a_known_kind"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_is_not_empty"),
            models.CheckConstraint(condition=~Q(file_name=""), name="upload_has_a_file_name"),
        )

    def __str__(self) -> str:
        return self.file_name


class Activity(models.Model):
    """One row: an amount of something consumed, travelled or bought, with its evidence.

    Personal data: none by intent; evidence and note are free text and live as long as the inventory. The
    amount has at most 15 significant digits, which both databases keep exactly. ``extras`` holds the optional
    fields of the calculation's contract, numbers as strings.
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
    fingerprint = models.CharField(_("fingerprint"), max_length=64, db_index=True)

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
                condition=(Q(activity="") & ~Q(factor_id="")) | (~Q(activity="") & Q(factor_id="")),
                name="row_has_either_activity_or_factor",
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
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.label}"
