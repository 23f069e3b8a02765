"""Facts about what members said: answers of a guided inventory, relevance of scope 3, surveys of staff."""

import uuid
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.enums import CommuteMode, Relevance
from klimapakt.inventories.models.inventory import Inventory
from klimapakt.pacts.scoping import Scoped


class QuestionnaireRun(models.Model):
    """That an inventory is filled by a questionnaire, by which edition, and where the person stands.

    Personal data: none.
    """

    inventory = models.OneToOneField(Inventory, on_delete=models.PROTECT, related_name="questionnaire")
    questionnaire = models.CharField(_("questionnaire"), max_length=60)
    edition = models.CharField(_("edition of the questionnaire"), max_length=20)
    at_question = models.CharField(_("question asked next"), max_length=60, blank=True)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """One per inventory."""

        verbose_name = _("guided inventory")
        verbose_name_plural = _("guided inventories")

    def __str__(self) -> str:
        return self.questionnaire


class QuestionAnswer(models.Model):
    """The answer to one question; ``is_unknown`` is "I don't know", which is an answer too.

    ``values`` maps each field of the question to what was entered, amounts as text. Personal data: who
    answered last (SET_NULL).
    """

    run = models.ForeignKey(QuestionnaireRun, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=60)
    values = models.JSONField(_("answer"), default=dict, blank=True)
    is_unknown = models.BooleanField(_("not known"), default=False)
    revision = models.PositiveIntegerField(_("number of changes"), default=1)
    answered_at = models.DateTimeField(_("answered at"), auto_now=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    path_to_pact: ClassVar[str] = "run__inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """A question is answered once; a later answer replaces it."""

        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("run", "question"), name="question_is_answered_once"),)

    def __str__(self) -> str:
        return self.question


class RelevanceAnswer(models.Model):
    """Whether one of the fifteen categories of scope 3 matters for the organisation, and why.

    Personal data: none by intent; the reason is free text.
    """

    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="relevance")
    category = models.PositiveSmallIntegerField(_("scope 3 category"))
    relevance = models.CharField(_("relevance"), max_length=20, choices=Relevance.choices)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    revision = models.PositiveIntegerField(_("number of changes"), default=1)

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """Categories stand in the order of the GHG Protocol."""

        verbose_name = _("relevance of a category")
        verbose_name_plural = _("relevance of categories")
        ordering = ("category",)
        constraints = (
            models.UniqueConstraint(fields=("inventory", "category"), name="relevance_once_per_category"),
            models.CheckConstraint(
                condition=Q(category__gte=1, category__lte=15), name="relevance_category_exists"
            ),
            models.CheckConstraint(
                condition=Q(relevance__in=Relevance.values), name="relevance_is_a_known_kind"
            ),
            models.CheckConstraint(
                condition=~Q(relevance=Relevance.NOT_RELEVANT) | ~Q(reason=""),
                name="not_relevant_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.category}: {self.get_relevance_display()}"


class Survey(models.Model):
    """An anonymous survey of how staff come to work, open to whoever has the link.

    ``token`` is part of the link and only lets somebody answer. Nothing is shown of the answers before there
    are ``minimum_answers``. Personal data: none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inventory = models.OneToOneField(Inventory, on_delete=models.PROTECT, related_name="survey")
    token = models.CharField(_("token of the link"), max_length=64, unique=True)
    staff = models.PositiveIntegerField(_("number of staff asked"))
    workdays = models.PositiveSmallIntegerField(_("working days in the year"), default=220)
    hours_per_day = models.DecimalField(
        _("hours of a working day"), max_digits=4, decimal_places=2, default=Decimal(8)
    )
    minimum_answers = models.PositiveSmallIntegerField(_("answers needed"), default=5)
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    closes_on = models.DateField(_("open until"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    path_to_pact: ClassVar[str] = "inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """One per inventory."""

        verbose_name = _("commuting survey")
        verbose_name_plural = _("commuting surveys")
        constraints = (
            models.CheckConstraint(condition=Q(minimum_answers__gte=5), name="survey_hides_small_groups"),
            models.CheckConstraint(condition=Q(staff__gt=0), name="survey_asks_somebody"),
        )

    def __str__(self) -> str:
        return str(self.id)


class SurveyAnswer(models.Model):
    """How one person comes to work; nothing tells who it was or when.

    Personal data: none by design: no name, no time, no address of the network, distance in whole
    kilometres. The key is random, so that the order tells nothing either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    mode = models.CharField(_("means of transport"), max_length=20, choices=CommuteMode.choices)
    km_one_way = models.PositiveSmallIntegerField(_("kilometres one way"))
    days_per_week = models.PositiveSmallIntegerField(_("days a week on site"))
    home_office_days = models.PositiveSmallIntegerField(_("days a week at home"), default=0)
    persons_in_car = models.PositiveSmallIntegerField(_("persons in the car"), default=1)

    path_to_pact: ClassVar[str] = "survey__inventory__organisation__pact"
    objects = Scoped()

    class Meta:
        """Sorted by random keys."""

        verbose_name = _("answer of the survey")
        verbose_name_plural = _("answers of the survey")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(mode__in=CommuteMode.values), name="commute_mode_is_known"),
            models.CheckConstraint(
                condition=Q(days_per_week__lte=7, home_office_days__lte=7, km_one_way__lte=1000)
                & Q(persons_in_car__gte=1, persons_in_car__lte=9),
                name="commute_is_plausible",
            ),
        )

    def __str__(self) -> str:
        return self.get_mode_display()
