"""A measure: something an organisation did, does or means to do for the climate."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from klimapakt.inventories.models import Inventory
from klimapakt.measures.enums import Barrier, Field, MeasureState
from klimapakt.organisations.models import Organisation, Site
from klimapakt.pacts.scoping import Scoped

STOPPED = (MeasureState.POSTPONED, MeasureState.DROPPED)


class Measure(models.Model):
    """Something a member does for the climate.

    What was done before joining is listed with the baseline (``is_before_pact``) and never counts as an
    effect of the pact. All others have a course: ``state`` says where it stands, ``MeasureEvent`` how it got
    there, ``Statement`` what it saves. ``year`` is the year in which it is, or is meant to be, finished.

    ``inventory`` and ``row_number`` name the line of an accepted inventory that it touches; ``carrier``,
    ``line_mg`` and ``line_kwh`` are what stood there, which is frozen and therefore never changes. ``inputs``
    are what the formula of the library was given.

    Personal data: none by intent; title, note and reasons are free text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="measures", verbose_name=_("organisation")
    )
    title = models.CharField(_("title"), max_length=200)
    field = models.CharField(_("field of action"), max_length=20, choices=Field.choices)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=MeasureState.choices, default=MeasureState.IMPLEMENTED
    )
    barrier = models.CharField(
        _("why it waits or was dropped"), max_length=20, choices=Barrier.choices, blank=True
    )
    is_before_pact = models.BooleanField(_("from before joining the pact"), default=True)
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    inventory = models.ForeignKey(
        Inventory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inventory whose line it touches"),
    )
    row_number = models.PositiveIntegerField(_("row of the inventory"), null=True, blank=True)
    carrier = models.CharField(_("what it touches"), max_length=80, blank=True)
    line_mg = models.BigIntegerField(_("the line in milligrams"), null=True, blank=True)
    line_kwh = models.DecimalField(
        _("the line in kWh"), max_digits=20, decimal_places=3, null=True, blank=True
    )
    life_years = models.DecimalField(
        _("useful life in years"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    investment_eur = models.DecimalField(
        _("investment in EUR"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    library_key = models.CharField(_("entry of the library"), max_length=60, blank=True)
    library_edition = models.CharField(_("edition of the library"), max_length=20, blank=True)
    inputs = models.JSONField(_("figures for the formula"), default=dict, blank=True)
    planned_begin = models.DateField(_("planned begin"), null=True, blank=True)
    planned_finish = models.DateField(_("planned finish"), null=True, blank=True)
    begun_on = models.DateField(_("begun on"), null=True, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    early_order_reason = models.CharField(
        _("why it was ordered before the grant"), max_length=1000, blank=True
    )
    revision = models.PositiveIntegerField(_("number of changes"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    path_to_pact: ClassVar[str] = "organisation__pact"
    objects = Scoped()

    class Meta:
        """The newest year stands first."""

        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ("-year", "title", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="measure_has_a_title"),
            models.CheckConstraint(condition=Q(field__in=Field.values), name="measure_field_is_known"),
            models.CheckConstraint(condition=Q(state__in=MeasureState.values), name="measure_state_is_known"),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__gte=1950, year__lte=2100),
                name="measure_year_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(is_before_pact=False) | Q(state=MeasureState.IMPLEMENTED, year__isnull=False),
                name="measure_before_the_pact_is_done",
            ),
            models.CheckConstraint(
                condition=Q(state__in=STOPPED, barrier__in=Barrier.values)
                | (~Q(state__in=STOPPED) & Q(barrier="")),
                name="measure_that_stopped_says_why",
            ),
            models.CheckConstraint(
                condition=(Q(life_years__isnull=True) | Q(life_years__gt=0))
                & (Q(investment_eur__isnull=True) | Q(investment_eur__gte=0)),
                name="measure_life_and_investment_are_possible",
            ),
            models.CheckConstraint(
                condition=(
                    Q(planned_begin__isnull=True)
                    | Q(planned_finish__isnull=True)
                    | Q(planned_finish__gte=F("planned_begin"))
                )
                & (
                    Q(begun_on__isnull=True) | Q(finished_on__isnull=True) | Q(finished_on__gte=F("begun_on"))
                ),
                name="measure_days_follow",
            ),
            models.CheckConstraint(
                condition=Q(inventory__isnull=True, row_number__isnull=True)
                | Q(inventory__isnull=False, row_number__isnull=False),
                name="measure_names_a_whole_line",
            ),
        )
        indexes = (models.Index(fields=("organisation", "state"), name="measure_by_state"),)

    def __str__(self) -> str:
        return self.title
