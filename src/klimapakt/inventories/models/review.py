"""Facts about the review: questions with their outcome, and findings somebody has accepted with a reason."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import QuestionOutcome
from klimapakt.inventories.models.inventory import Inventory
from klimapakt.pacts.scoping import Scoped


class ReviewQuestion(models.Model):
    """A question of the pact office about an inventory or one of its rows, and what came of it.

    Personal data: who asked and who answered (SET_NULL); texts are free and live as long as the inventory.
    """

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="questions")
    row_number = models.PositiveIntegerField(_("row"), null=True, blank=True)
    text = models.CharField(_("question"), max_length=2000)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=QuestionOutcome.choices, default=QuestionOutcome.OPEN
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closing_reason = models.CharField(_("reason for closing it"), max_length=1000, blank=True)

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """Questions stand in the order they were asked."""

        verbose_name = _("question of the review")
        verbose_name_plural = _("questions of the review")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="review_question_has_a_text"),
            models.CheckConstraint(
                condition=Q(outcome__in=QuestionOutcome.values), name="review_outcome_is_a_known_kind"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=QuestionOutcome.AS_IS) | ~Q(closing_reason=""),
                name="question_accepted_as_is_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class FindingAcceptance(models.Model):
    """That somebody has looked at a finding and says why it is right as it is.

    ``fingerprint`` is the hash of what the finding said: when the figures behind it change, the acceptance no
    longer holds. Personal data: who accepted it (SET_NULL); the reason is free text.
    """

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="accepted_findings")
    rule = models.CharField(_("rule"), max_length=80)
    activity = models.CharField(_("row"), max_length=120, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    reason = models.CharField(_("reason"), max_length=1000)
    accepted_at = models.DateTimeField(_("accepted at"), auto_now_add=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """A finding is accepted once."""

        verbose_name = _("accepted finding")
        verbose_name_plural = _("accepted findings")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("inventory", "fingerprint"), name="finding_is_accepted_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="accepted_finding_has_a_reason"),
        )

    def __str__(self) -> str:
        return self.rule
