"""How a measure went: what happened to it, what it was said to save, its steps and its evidence."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.models import EvidenceFile
from klimapakt.measures.enums import Barrier, MeasureState, SavingMethod, SavingState, Side
from klimapakt.measures.models.measure import Measure
from klimapakt.pacts.scoping import Scoped

AMOUNTS = ("planned_mg", "implemented_mg", "evidenced_mg", "verified_mg")


def _amounts_fit() -> Q:
    """Return the condition that a statement says its tonnes in the column of its state and nowhere else."""
    fits = Q(method=SavingMethod.NOT_QUANTIFIED, **{f"{name}__isnull": True for name in AMOUNTS})
    for name in AMOUNTS:
        own = {f"{other}__isnull": other != name for other in AMOUNTS}
        fits |= Q(state=name.removesuffix("_mg"), **own) & ~Q(method=SavingMethod.NOT_QUANTIFIED)
    return fits


class MeasureEvent(models.Model):
    """One step of the course of a measure; added, never changed (``guards``).

    Personal data: who it was (the link ends with the account); the text is free.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="events", verbose_name=_("measure")
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    side = models.CharField(_("acting for"), max_length=10, choices=Side.choices)
    came_from = models.CharField(_("state before"), max_length=20, choices=MeasureState.choices, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=MeasureState.choices)
    on = models.DateField(_("on"))
    barrier = models.CharField(_("why"), max_length=20, choices=Barrier.choices, blank=True)
    text = models.CharField(_("in words"), max_length=1000, blank=True)

    path_to_pact: ClassVar[str] = "measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order in which it happened."""

        verbose_name = _("step in the course of a measure")
        verbose_name_plural = _("steps in the course of measures")
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=MeasureState.values, side__in=Side.values)
                & Q(barrier__in=["", *Barrier.values]),
                name="measure_event_is_of_a_known_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure_id} {self.state}"


class Statement(models.Model):
    """What a measure was said to save in a year, in one of the four states; added, never changed.

    The newest statement counts; the others show how figure and date have moved. Each state has a column of
    its own and a statement fills one, so that no column can be summed up over states, and adding the columns
    of a row gives nothing (NULL). Only annual figures are kept: those over the life are worked out.

    ``author`` is who stated the evidence that a verification confirms; who verifies is another person, of
    the office. ``doubts`` are the rules that asked, ``explanation`` is the answer.

    Personal data: who stated it and whose statement was verified, as links that end with the account; the
    texts are free.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="statements", verbose_name=_("measure")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=20, choices=SavingState.choices)
    planned_mg = models.BigIntegerField(_("planned, milligrams a year"), null=True, blank=True)
    implemented_mg = models.BigIntegerField(_("implemented, milligrams a year"), null=True, blank=True)
    evidenced_mg = models.BigIntegerField(_("evidenced, milligrams a year"), null=True, blank=True)
    verified_mg = models.BigIntegerField(_("verified, milligrams a year"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=20, choices=SavingMethod.choices)
    saved_kwh = models.DecimalField(
        _("kWh saved a year"), max_digits=20, decimal_places=3, null=True, blank=True
    )
    saved_eur = models.DecimalField(
        _("EUR saved a year"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    saved_percent = models.DecimalField(
        _("percent of the line"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    rated_kw = models.DecimalField(
        _("power of the devices in kW"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    counts_from = models.DateField(_("saves from"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    text = models.CharField(_("why it changed"), max_length=1000, blank=True)
    doubts = models.JSONField(_("doubts"), default=list, blank=True)
    explanation = models.CharField(_("explanation"), max_length=1000, blank=True)
    at = models.DateTimeField(_("at"))
    side = models.CharField(_("acting for"), max_length=10, choices=Side.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stated by"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("evidence stated by"),
    )

    path_to_pact: ClassVar[str] = "measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order of their numbers."""

        verbose_name = _("statement of a saving")
        verbose_name_plural = _("statements of savings")
        ordering = ("measure", "number")
        constraints = (
            models.UniqueConstraint(fields=("measure", "number"), name="statement_number_once"),
            models.CheckConstraint(condition=_amounts_fit(), name="saving_is_in_one_state"),
            models.CheckConstraint(
                condition=Q(
                    state__in=SavingState.values, method__in=SavingMethod.values, side__in=Side.values
                ),
                name="statement_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=(~Q(state=SavingState.VERIFIED) | Q(side=Side.OFFICE))
                & (Q(by__isnull=True) | Q(author__isnull=True) | ~Q(by=F("author"))),
                name="saving_is_verified_by_another_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure_id} {self.number}"

    @property
    def mg(self) -> int | None:
        """Return the milligrams a year in the state of the statement; None when not quantified."""
        found: int | None = getattr(self, f"{self.state}_mg")
        return found


class Step(models.Model):
    """One thing to do for a measure: who, by when, done or not.

    Personal data: the name of who does it, until the membership ends.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="steps", verbose_name=_("measure")
    )
    title = models.CharField(_("step"), max_length=200)
    owner = models.CharField(_("who"), max_length=120, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """What is due first stands first."""

        verbose_name = _("step of a measure")
        verbose_name_plural = _("steps of measures")
        ordering = (F("due_on").asc(nulls_last=True), "pk")
        constraints = (models.CheckConstraint(condition=~Q(title=""), name="step_has_a_title"),)

    def __str__(self) -> str:
        return self.title


class Proof(models.Model):
    """That an evidence file shows what a measure saves. Personal data: none; the file may hold some."""

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="proofs", verbose_name=_("measure")
    )
    file = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))

    path_to_pact: ClassVar[str] = "measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """A file proves a measure once."""

        verbose_name = _("evidence of a measure")
        verbose_name_plural = _("evidence of measures")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("measure", "file"), name="file_proves_measure_once"),)

    def __str__(self) -> str:
        return f"{self.measure_id} {self.file_id}"
