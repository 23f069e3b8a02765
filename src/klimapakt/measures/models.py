"""Facts about climate measures."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimapakt.measures.enums import Field, MeasureState
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.scoping import Scoped


class Measure(models.Model):
    """Something a member does for the climate.

    What was done before joining is listed with the baseline (``is_before_pact``) and never counts as an
    effect of the pact. Personal data: none by intent; the note is free text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="measures", verbose_name=_("organisation")
    )
    title = models.CharField(_("title"), max_length=200)
    field = models.CharField(_("field of action"), max_length=20, choices=Field.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    note = models.CharField(_("note"), max_length=1000, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=MeasureState.choices, default=MeasureState.IMPLEMENTED
    )
    is_before_pact = models.BooleanField(_("from before joining the pact"), default=True)
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
                condition=Q(year__gte=1950, year__lte=2100), name="measure_year_is_plausible"
            ),
        )

    def __str__(self) -> str:
        return self.title
