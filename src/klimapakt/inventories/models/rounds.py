"""Facts about rounds of a review: what was submitted, the letter that ended one, and draws of samples."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import LetterDecision
from klimapakt.inventories.models.inventory import FIRST_YEAR, LAST_YEAR, Inventory
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped


class SubmittedRound(models.Model):
    """The rows of an inventory as they were submitted in one round, so that the next one shows what changed.

    ``rows`` holds number, name, site, amount, unit, period, quality, evidence and milligrams of each row, and
    ``total_mg`` the figure that stood for the inventory. Personal data: none by intent; names and evidence
    are free text and live as long as the inventory.
    """

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="rounds")
    round_at = models.DateTimeField(_("submitted at"))
    rows = models.JSONField(_("rows"), default=list)
    total_mg = models.BigIntegerField(_("total when submitted"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """A round begins once."""

        verbose_name = _("round of a review")
        verbose_name_plural = _("rounds of reviews")
        ordering = ("round_at", "id")
        constraints = (models.UniqueConstraint(fields=("inventory", "round_at"), name="round_begins_once"),)

    def __str__(self) -> str:
        return str(self.round_at)


class ReviewLetter(models.Model):
    """The letter to the member that ends a round of the review, as it was sent.

    ``document`` is canonical JSON of everything the letter says, ``sha256`` its hash; the PDF is made from it
    alone. Personal data: who sent it (SET_NULL); names and words in the document stay as they were sent, as
    long as the inventory.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="review_letters")
    round_at = models.DateTimeField(_("submission that was reviewed"))
    decision = models.CharField(_("decision"), max_length=20, choices=LetterDecision.choices)
    language = models.CharField(_("language"), max_length=2)
    document = models.TextField(_("document"))
    sha256 = models.CharField(_("SHA-256 of the document"), max_length=64)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent by"),
    )

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """A round ends with one letter."""

        verbose_name = _("letter about a review")
        verbose_name_plural = _("letters about reviews")
        ordering = ("sent_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("inventory", "round_at"), name="one_letter_per_round"),
            models.CheckConstraint(
                condition=Q(decision__in=LetterDecision.values), name="letter_decision_is_a_known_kind"
            ),
            models.CheckConstraint(condition=~Q(document="") & ~Q(sha256=""), name="letter_is_whole"),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} {self.sent_at}"


class SampleDraw(models.Model):
    """One draw of who is reviewed in depth, of the inventories of a year.

    ``seed`` stays secret until the draw; ``commitment`` is its SHA-256 and is public from ``committed_at``
    on. The draw keeps the list it was made from: ``candidates`` are pairs of key and risk points,
    ``riskiest`` and ``drawn`` the keys that are reviewed in depth. Personal data: who published the
    commitment and who drew (SET_NULL).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="sample_draws")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number of the draw"))
    seed = models.CharField(_("seed"), max_length=64)
    commitment = models.CharField(_("SHA-256 of the seed"), max_length=64)
    committed_at = models.DateTimeField(_("commitment published at"))
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commitment published by"),
    )
    candidates = models.JSONField(_("list that was drawn from"), default=list)
    riskiest = models.JSONField(_("riskiest"), default=list)
    drawn = models.JSONField(_("drawn"), default=list)
    drawn_at = models.DateTimeField(_("drawn at"), null=True, blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("drawn by"),
    )

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """Draws of a year are numbered; one at a time waits to be made."""

        verbose_name = _("draw of a sample")
        verbose_name_plural = _("draws of samples")
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=("pact", "year", "number"), name="draw_has_its_number_once"),
            models.UniqueConstraint(
                fields=("pact", "year"),
                condition=Q(drawn_at__isnull=True),
                name="one_draw_waits_per_year",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="draw_year_is_plausible"
            ),
            models.CheckConstraint(
                condition=~Q(seed="") & ~Q(commitment=""), name="draw_has_seed_and_commitment"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"
