"""Facts about monitoring: the inventory of a cycle, what people said about it, and what was accepted."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.agreements.models import Agreement
from klimapakt.duties.enums import MissedReason
from klimapakt.duties.models import Duty
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.monitoring.enums import RowLeft
from klimapakt.pacts.scoping import Scoped
from klimapakt.targets.enums import Coverage

_SHA256_HEX = 64


class MonitoringCycle(models.Model):
    """One monitoring: the inventory that does a duty, and the one it was begun from.

    A cycle is open as long as its duty is; the row is there once the member has begun. The year, the state
    and who handed it in are those of the inventory. Facts and measures were looked at when their day says so.
    Personal data: none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    duty = models.OneToOneField(
        Duty, on_delete=models.PROTECT, related_name="monitoring", verbose_name=_("duty")
    )
    # Whoever gives up an open inventory begins again; an accepted one is never deleted.
    inventory = models.OneToOneField(
        Inventory, on_delete=models.CASCADE, related_name="monitoring", verbose_name=_("inventory")
    )
    source = models.ForeignKey(
        Inventory, on_delete=models.PROTECT, related_name="+", verbose_name=_("begun from")
    )
    begun_at = models.DateTimeField(_("begun at"))
    facts_at = models.DateTimeField(_("facts looked at"), null=True, blank=True)
    measures_at = models.DateTimeField(_("measures looked at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """The newest stands first."""

        verbose_name = _("monitoring cycle")
        verbose_name_plural = _("monitoring cycles")
        ordering = ("-begun_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(inventory=F("source")), name="monitoring_has_two_inventories"
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id} {self.inventory_id}"


class RowAnswer(models.Model):
    """That a row of last time has no copy this time, and why. Personal data: none."""

    cycle = models.ForeignKey(MonitoringCycle, on_delete=models.CASCADE, related_name="answers")
    row = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+", verbose_name=_("row"))
    left = models.CharField(_("why it is not there"), max_length=10, choices=RowLeft.choices)

    path_to_pact: ClassVar[str] = "cycle__inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order of the rows; one answer for each."""

        verbose_name = _("row that is not copied")
        verbose_name_plural = _("rows that are not copied")
        ordering = ("row__number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("cycle", "row"), name="monitoring_answers_a_row_once"),
            models.CheckConstraint(
                condition=Q(left__in=RowLeft.values), name="monitoring_row_left_for_a_known_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.row_id} {self.left}"


class ReadTarget(models.Model):
    """A target as somebody of the member has read it in the member's own words in its agreement.

    ``place`` is the paragraph ("special-1", "measure-2"); the words themselves stand in the agreement and are
    not copied. The office sees both side by side. Personal data: who read it; the link ends with the account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="read_targets", verbose_name=_("agreement")
    )
    place = models.CharField(_("paragraph"), max_length=20)
    coverage = models.CharField(_("which emissions"), max_length=20, choices=Coverage.choices)
    base_year = models.PositiveSmallIntegerField(_("base year"))
    target_year = models.PositiveSmallIntegerField(_("target year"))
    percent = models.DecimalField(_("reduction in percent"), max_digits=5, decimal_places=2)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("read by"),
    )

    path_to_pact: ClassVar[str] = "agreement__pact"
    objects = Scoped()

    class Meta:
        """What is due first stands first; a paragraph states one target."""

        verbose_name = _("target read in an agreement")
        verbose_name_plural = _("targets read in agreements")
        ordering = ("target_year", "place", "id")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "place"), name="target_read_once_in_a_paragraph"),
            models.CheckConstraint(
                condition=Q(coverage__in=Coverage.values), name="read_target_coverage_known"
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="read_target_reduces_by_percent"
            ),
            models.CheckConstraint(
                condition=Q(base_year__gte=1990, target_year__lte=2100, target_year__gt=F("base_year")),
                name="read_target_years_follow",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.place}"


class Explanation(models.Model):
    """Why a target was missed, in a cycle; it can be changed until the report is accepted.

    ``target`` is the id of the target, wherever it is kept. Personal data: who explained it (the link ends
    with the account) and what the text says.
    """

    cycle = models.ForeignKey(MonitoringCycle, on_delete=models.CASCADE, related_name="explanations")
    target = models.UUIDField(_("target"))
    missed_reason = models.CharField(_("why it was missed"), max_length=20, choices=MissedReason.choices)
    text = models.CharField(_("reason"), max_length=1000)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("said by"),
    )

    path_to_pact: ClassVar[str] = "cycle__inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """One for each target."""

        verbose_name = _("explanation of a missed target")
        verbose_name_plural = _("explanations of missed targets")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "target"), name="target_explained_once_per_cycle"),
            models.CheckConstraint(
                condition=Q(missed_reason__in=MissedReason.values) & ~Q(text=""),
                name="target_explained_by_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.missed_reason}"


class AcceptedMonitoring(models.Model):
    """The report as a second person has accepted it, explanations included; written once.

    ``document`` is its canonical record, from which the PDF is made for ever. Personal data: who accepted it,
    as a link that ends with the account; the record names nobody.
    """

    cycle = models.OneToOneField(
        MonitoringCycle, on_delete=models.PROTECT, related_name="accepted", verbose_name=_("monitoring cycle")
    )
    document = models.TextField(_("record"))
    sha256 = models.CharField(_("hash of the record"), max_length=_SHA256_HEX)
    frozen_at = models.DateTimeField(_("frozen at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )

    path_to_pact: ClassVar[str] = "cycle__inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """The newest stands first."""

        verbose_name = _("accepted monitoring report")
        verbose_name_plural = _("accepted monitoring reports")
        ordering = ("-frozen_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(document="") & ~Q(sha256=""), name="accepted_monitoring_has_its_record"
            ),
        )

    def __str__(self) -> str:
        return self.sha256
