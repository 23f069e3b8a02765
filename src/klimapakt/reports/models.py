"""Facts of the reports: the days the office has promised, and sums of minutes that belong to nobody."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import Scoped
from klimapakt.reports.enums import AnswerKind
from klimapakt.reports.rules import BUCKETS, MOST_DAYS


class AnswerPromise(models.Model):
    """Within how many working days the office answers one kind of request.

    Personal data: none.
    """

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=AnswerKind.choices)
    working_days = models.PositiveSmallIntegerField(_("working days"))

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """One promise for each kind."""

        verbose_name = _("promise of an answer")
        verbose_name_plural = _("promises of an answer")
        ordering = ("kind",)
        constraints = (
            models.UniqueConstraint(fields=("pact", "kind"), name="one_promise_per_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=AnswerKind.values, working_days__gte=1, working_days__lte=MOST_DAYS),
                name="promise_is_possible",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.working_days}"


class StepMinutes(models.Model):
    """How often a step took about so many minutes in a month, as devices measured it.

    Personal data: none. No person, no organisation, no day; a row is a number of measurements.
    """

    pact = models.ForeignKey(Pact, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(_("step"), max_length=60)
    month = models.DateField(_("month"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    count = models.PositiveIntegerField(_("number of measurements"), default=0)

    path_to_pact: ClassVar[str] = "pact"
    objects = Scoped()

    class Meta:
        """In the order of the months."""

        verbose_name = _("minutes of a step")
        verbose_name_plural = _("measured minutes of steps")
        ordering = ("month", "step", "minutes")
        constraints = (
            models.UniqueConstraint(
                fields=("pact", "step", "month", "minutes"), name="minutes_of_a_step_once_per_month"
            ),
            models.CheckConstraint(condition=Q(minutes__in=BUCKETS) & ~Q(step=""), name="minutes_are_coarse"),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.minutes}"
