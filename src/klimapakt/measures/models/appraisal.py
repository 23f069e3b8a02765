"""Appraisals of a measure as an investment: each is a version that stays as it was calculated."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.measures.models.measure import Measure
from klimapakt.pacts.scoping import Scoped


class Appraisal(models.Model):
    """One version of the appraisal of a measure; added, never changed (``guards``). The newest counts.

    ``case`` is the input in the shape of ``klimapakt calc appraisal``; anybody can calculate it again.
    ``told`` is what the contract does not hold: sources of the assumptions, which of them nobody stated,
    how far each grant was, and which position came from which field. ``npv_eur`` and
    ``npv_without_grant_eur`` are what came out on the day; ``edition`` is that of the price paths
    offered then.

    Personal data: who appraised (the link ends with the account); reason, effects, names and sources are
    free text, kept as long as the membership.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="appraisals", verbose_name=_("measure")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    case = models.JSONField(_("input of the appraisal"))
    told = models.JSONField(_("sources and assumptions"), default=dict, blank=True)
    edition = models.CharField(_("edition of the price paths"), max_length=20)
    npv_eur = models.DecimalField(_("net present value in EUR"), max_digits=20, decimal_places=2)
    npv_without_grant_eur = models.DecimalField(
        _("net present value without funding in EUR"), max_digits=20, decimal_places=2
    )
    effects = models.TextField(_("effects without a price"), max_length=4000, blank=True)
    reason = models.CharField(_("why it was appraised anew"), max_length=1000, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("appraised by"),
    )

    path_to_pact: ClassVar[str] = "measure__organisation__pact"
    objects = Scoped()

    class Meta:
        """In the order of their numbers."""

        verbose_name = _("appraisal of a measure")
        verbose_name_plural = _("appraisals of measures")
        ordering = ("measure", "number")
        constraints = (
            models.UniqueConstraint(fields=("measure", "number"), name="appraisal_number_once"),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
                name="appraisal_made_anew_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure_id} {self.number}"
