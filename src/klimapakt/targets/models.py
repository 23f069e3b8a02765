"""Facts about targets: what a member has promised, in percent of a base year, and every version of it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import Boundary
from klimapakt.inventories.models import EvidenceFile, Inventory
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.scoping import Scoped
from klimapakt.targets.enums import Act, Coverage, Kind, Per


class Target(models.Model):
    """What a member has promised: which emissions, in which form; by how much until when, its versions say.

    Whoever means other emissions sets another target. Personal data: none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="targets", verbose_name=_("organisation")
    )
    kind = models.CharField(_("form"), max_length=20, choices=Kind.choices)
    coverage = models.CharField(_("which emissions"), max_length=20, choices=Coverage.choices)
    per = models.CharField(_("divided by"), max_length=20, choices=Per.choices, blank=True)
    boundary = models.CharField(_("organisational boundary"), max_length=30, choices=Boundary.choices)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order in which they were set."""

        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("created_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, coverage__in=Coverage.values, boundary__in=Boundary.values),
                name="target_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.INTENSITY, per__in=Per.values) | (~Q(kind=Kind.INTENSITY) & Q(per="")),
                name="target_intensity_says_per_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind}"


class TargetVersion(models.Model):
    """What counts from a decision on: percent of the base year, never tonnes; added, never changed.

    The newest version counts. ``base_inventory`` is the accepted inventory that was in view when it was
    decided; a correction of that year takes its place in every calculation and leaves the percent as it is. A
    withdrawal is a version with a reason and repeats what it withdraws.

    Personal data: who entered it (the link ends with the account); who decided, in words.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, related_name="versions", verbose_name=_("target")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    act = models.CharField(_("what it is"), max_length=10, choices=Act.choices)
    base_year = models.PositiveSmallIntegerField(_("base year"))
    base_inventory = models.ForeignKey(
        Inventory, on_delete=models.PROTECT, related_name="+", verbose_name=_("inventory of the base year")
    )
    target_year = models.PositiveSmallIntegerField(_("target year"))
    percent = models.DecimalField(_("reduction in percent"), max_digits=5, decimal_places=2)
    decided_by = models.CharField(_("who decided"), max_length=200)
    decided_on = models.DateField(_("decided on"))
    document = models.ForeignKey(
        EvidenceFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document of the decision"),
    )
    reason = models.CharField(_("why it changed"), max_length=1000, blank=True)
    explanation = models.CharField(_("why emissions rise on the way"), max_length=1000, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )

    path_to_pact: ClassVar[str] = "target__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order of their numbers."""

        verbose_name = _("version of a target")
        verbose_name_plural = _("versions of targets")
        ordering = ("target", "number")
        constraints = (
            models.UniqueConstraint(fields=("target", "number"), name="target_version_number_once"),
            models.CheckConstraint(
                condition=Q(number=1, act=Act.DECIDED)
                | (Q(number__gt=1, act__in=(Act.REVISED, Act.WITHDRAWN)) & ~Q(reason="")),
                name="target_version_after_the_first_says_why",
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="target_reduces_by_percent"
            ),
            models.CheckConstraint(
                condition=Q(base_year__gte=1990, target_year__lte=2100, target_year__gt=F("base_year")),
                name="target_years_follow",
            ),
            models.CheckConstraint(condition=~Q(decided_by=""), name="target_was_decided_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.target_id} {self.number}"

    @property
    def is_withdrawal(self) -> bool:
        """Tell whether nothing is promised from this version on."""
        return self.act == Act.WITHDRAWN


class InterimTarget(models.Model):
    """What a version promises for a year before its last one; added, never changed. Personal data: none."""

    version = models.ForeignKey(
        TargetVersion, on_delete=models.PROTECT, related_name="interims", verbose_name=_("version")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    percent = models.DecimalField(_("reduction in percent"), max_digits=5, decimal_places=2)

    path_to_pact: ClassVar[str] = "version__target__organisation__pact"
    objects = Scoped()

    class Meta:
        """The earliest year stands first."""

        verbose_name = _("interim target")
        verbose_name_plural = _("interim targets")
        ordering = ("version", "year")
        constraints = (
            models.UniqueConstraint(fields=("version", "year"), name="interim_target_once_a_year"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100, year__gt=1990, year__lt=2100),
                name="interim_target_reduces_by_percent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.year}"


class Outlook(models.Model):
    """What a member assumes about the years to a target; added, never changed, the newest counts.

    Growth in percent a year with its reason. The two emission factors of electricity, today's and that of the
    target year, come from one source that can be looked up; without it the grid stays as it is.

    Personal data: who entered it (the link ends with the account); the texts are free.
    """

    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, related_name="outlooks", verbose_name=_("target")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    growth_percent = models.DecimalField(_("growth in percent a year"), max_digits=5, decimal_places=2)
    growth_reason = models.CharField(_("why so much"), max_length=500, blank=True)
    grid_now_g = models.DecimalField(
        _("grams per kWh today"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    grid_then_g = models.DecimalField(
        _("grams per kWh in the target year"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    grid_source = models.CharField(_("source of both"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )

    path_to_pact: ClassVar[str] = "target__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order of their numbers."""

        verbose_name = _("outlook to a target")
        verbose_name_plural = _("outlooks to targets")
        ordering = ("target", "number")
        constraints = (
            models.UniqueConstraint(fields=("target", "number"), name="outlook_number_once"),
            models.CheckConstraint(
                condition=Q(growth_percent=0)
                | (Q(growth_percent__gt=-100, growth_percent__lte=100) & ~Q(growth_reason="")),
                name="outlook_growth_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(grid_now_g__isnull=True, grid_then_g__isnull=True)
                | (Q(grid_now_g__gt=0, grid_then_g__gte=0) & ~Q(grid_source="")),
                name="outlook_of_the_grid_has_a_source",
            ),
        )

    def __str__(self) -> str:
        return f"{self.target_id} {self.number}"
