"""Facts about reviewing: what was checked in which round, which rows were looked at, who is looking now."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import CheckAnswer
from klimapakt.inventories.models.inventory import Inventory
from klimapakt.pacts.scoping import Scoped


class ReviewCheck(models.Model):
    """What a reviewer answered to one item of the checklist in one round.

    A round is named by the instant of the submission it is about; answers of earlier rounds stay. Personal
    data: who answered (SET_NULL); the note is free text and lives as long as the inventory.
    """

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="review_checks")
    round_at = models.DateTimeField(_("submission that was reviewed"))
    item = models.CharField(_("item of the checklist"), max_length=40)
    answer = models.CharField(_("answer"), max_length=20, choices=CheckAnswer.choices)
    note = models.CharField(_("note or reason"), max_length=1000, blank=True)
    checklist = models.CharField(_("edition of the checklist"), max_length=20)
    rulebook = models.CharField(_("rulebook and edition"), max_length=120)
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """An item is answered once in a round; a no and a not-applicable say why."""

        verbose_name = _("check of the review")
        verbose_name_plural = _("checks of the review")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("inventory", "round_at", "item"), name="check_once_per_round"),
            models.CheckConstraint(
                condition=Q(answer__in=CheckAnswer.values), name="check_answer_is_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(answer=CheckAnswer.YES) | ~Q(note=""), name="check_says_why_it_is_not_a_yes"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.answer}"


class RowLook(models.Model):
    """That a reviewer has looked at a row as it was; ``fingerprint`` tells whether it has changed since.

    Personal data: who looked (SET_NULL).
    """

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="row_looks")
    row_number = models.PositiveIntegerField(_("row"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    looked_at = models.DateTimeField(_("looked at"))
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked at by"),
    )

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """A row is ticked once; looking again replaces the tick."""

        verbose_name = _("row that was looked at")
        verbose_name_plural = _("rows that were looked at")
        ordering = ("row_number",)
        constraints = (
            models.UniqueConstraint(fields=("inventory", "row_number"), name="row_is_ticked_once"),
        )

    def __str__(self) -> str:
        return str(self.row_number)


class ReviewPresence(models.Model):
    """That somebody of the office works on a review at the moment; it hinders nobody and expires.

    Personal data: who (CASCADE); of no use an hour later.
    """

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("seen last at"))

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """Each person is once at an inventory."""

        verbose_name = _("somebody at a review")
        verbose_name_plural = _("people at reviews")
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(fields=("inventory", "person"), name="person_is_once_at_a_review"),
        )

    def __str__(self) -> str:
        return str(self.since)
