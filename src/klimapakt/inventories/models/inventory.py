"""Facts about inventories: the inventory of a year as a chain of versions, and what is frozen of it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import OPEN, Boundary, ExternalTool, InventoryKind, InventoryStatus
from klimapakt.organisations.models import Organisation, Site
from klimapakt.pacts.scoping import Scoped

FIRST_YEAR, LAST_YEAR = 1990, 2100


class Inventory(models.Model):
    """One version of the greenhouse-gas inventory of an organisation for a year.

    The first version has number 1; a correction is a new version that names the one it ``corrects`` and why.
    What is accepted never changes again (``FrozenInventory``). ``last_number`` counts the rows ever written,
    so that a number is never given twice; ``revision`` counts the changes, so that a page knows whether what
    it shows is still so. ``review_risk`` are the points by which a sample is drawn, as of the submission.

    Personal data: who submitted and who accepted, as links that end with the account (SET_NULL).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="inventories", verbose_name=_("organisation")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=(MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR))
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    correction_reason = models.CharField(_("reason for the correction"), max_length=1000, blank=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=InventoryKind.choices, default=InventoryKind.OWN
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
    revision = models.PositiveIntegerField(_("number of changes"), default=0)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    review_risk = models.PositiveBigIntegerField(_("risk points when submitted"), default=0)
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """The newest year and version stand first; at most one version of a year is open."""

        verbose_name = _("inventory")
        verbose_name_plural = _("inventories")
        ordering = ("-year", "organisation__name", "-version", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "year", "version"), name="inventory_version_once_per_year"
            ),
            models.UniqueConstraint(
                fields=("organisation", "year"),
                condition=Q(status__in=OPEN),
                name="one_open_inventory_per_organisation_and_year",
            ),
            models.CheckConstraint(
                condition=Q(version=1, corrects__isnull=True)
                | (Q(version__gt=1, corrects__isnull=False) & ~Q(correction_reason="")),
                name="inventory_correction_names_what_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=InventoryStatus.ACCEPTED)
                | (Q(accepted_at__isnull=False) & Q(submitted_at__isnull=False)),
                name="inventory_is_accepted_after_it_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True)
                | Q(submitted_by__isnull=True)
                | ~Q(accepted_by=F("submitted_by")),
                name="inventory_is_accepted_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=InventoryKind.values), name="inventory_is_of_a_known_kind"
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
        return f"{self.organisation.name} {self.year}, version {self.version}"

    @property
    def is_open(self) -> bool:
        """Whether rows may still change."""
        return self.status in {InventoryStatus.DRAFT, InventoryStatus.RETURNED}

    @property
    def is_external(self) -> bool:
        """Whether the figures were calculated elsewhere and only recorded here."""
        return self.kind == InventoryKind.EXTERNAL


class FrozenInventory(models.Model):
    """What an accepted inventory was, to the last digit: the document, its hash, the edition and its hash.

    ``document`` is canonical JSON (sorted keys, no spaces, UTF-8) of input and result; ``sha256`` is its
    hash. Written once, in the transaction of the acceptance. Personal data: none.
    """

    inventory = models.OneToOneField(
        Inventory, on_delete=models.PROTECT, primary_key=True, related_name="frozen"
    )
    document = models.TextField(_("document"))
    sha256 = models.CharField(_("SHA-256 of the document"), max_length=64)
    edition = models.CharField(_("edition of the factors"), max_length=20)
    edition_sha256 = models.CharField(_("SHA-256 of the edition"), max_length=64)
    frozen_at = models.DateTimeField(_("frozen at"))

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """One per accepted inventory."""

        verbose_name = _("frozen inventory")
        verbose_name_plural = _("frozen inventories")
        constraints = (
            models.CheckConstraint(condition=~Q(document="") & ~Q(sha256=""), name="frozen_is_whole"),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} {self.sha256[:12]}"


class FrozenLine(models.Model):
    """One line of an accepted inventory, for sums over many inventories; the document says the rest.

    Personal data: none.
    """

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="frozen_lines")
    line_id = models.CharField(_("line"), max_length=140)
    activity = models.CharField(_("row"), max_length=120)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    part = models.CharField(_("part"), max_length=20)
    scope = models.PositiveSmallIntegerField(_("scope"), null=True, blank=True)
    scope3_category = models.PositiveSmallIntegerField(_("scope 3 category"), null=True, blank=True)
    category = models.CharField(_("category"), max_length=60)
    method = models.CharField(_("method"), max_length=10)
    factor_id = models.CharField(_("factor"), max_length=120)
    co2e_mg = models.BigIntegerField(_("milligrams of CO2e"))

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """Lines stand in the order in which they were written."""

        verbose_name = _("frozen line")
        verbose_name_plural = _("frozen lines")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("inventory", "line_id"), name="frozen_line_once_per_inventory"),
        )

    def __str__(self) -> str:
        return f"{self.line_id}: {self.co2e_mg} mg"


class ExternalFigures(models.Model):
    """Totals of an inventory that was made with another tool, as its report states them.

    Unknown figures are NULL, never zero. ``includes_upstream`` says whether scope 1 and 2 hold upstream
    emissions as well (cradle to gate), NULL where the report does not tell. Personal data: none by intent;
    the note is free text.
    """

    inventory = models.OneToOneField(
        Inventory, on_delete=models.PROTECT, primary_key=True, related_name="external"
    )
    tool = models.CharField(_("tool"), max_length=40, choices=ExternalTool.choices)
    tool_name = models.CharField(_("name of the tool"), max_length=120, blank=True)
    method = models.CharField(_("method"), max_length=500, blank=True)
    boundary_note = models.CharField(_("what is included"), max_length=1000, blank=True)
    scope1_mg = models.BigIntegerField(_("scope 1"), null=True, blank=True)
    scope2_location_mg = models.BigIntegerField(_("scope 2, location-based"), null=True, blank=True)
    scope2_market_mg = models.BigIntegerField(_("scope 2, market-based"), null=True, blank=True)
    scope3_mg = models.BigIntegerField(_("scope 3"), null=True, blank=True)
    includes_upstream = models.BooleanField(
        _("scopes 1 and 2 hold upstream emissions"), null=True, blank=True
    )
    calculated_on = models.DateField(_("date of the report"), null=True, blank=True)
    file = models.ForeignKey(
        "inventories.EvidenceFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=1000, blank=True)

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """One per external inventory."""

        verbose_name = _("external figures")
        verbose_name_plural = _("external figures")
        constraints = (
            models.CheckConstraint(
                condition=Q(tool__in=ExternalTool.values), name="external_tool_is_a_known_kind"
            ),
        )

    def __str__(self) -> str:
        return self.tool_name or self.get_tool_display()
