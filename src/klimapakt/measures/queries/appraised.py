"""Appraisals of a measure, and of all measures of a member, in a fixed number of queries."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from klimapakt.measures.models import Appraisal, Measure, Step


def appraisals_of(measure: Measure) -> QuerySet[Appraisal]:
    """Return the versions of the appraisal of a measure, the newest first."""
    return Appraisal.objects.filter(measure=measure).select_related("by").order_by("-number")


def newest_appraisals(measures: Iterable[Measure]) -> dict[UUID, Appraisal]:
    """Return by measure the appraisal that counts; measures without one are not in it."""
    newest = Appraisal.objects.filter(measure=OuterRef("measure")).order_by("-number")
    found = Appraisal.objects.filter(measure__in=[one.pk for one in measures])
    return {one.measure_id: one for one in found.filter(pk=Subquery(newest.values("pk")[:1]))}


def next_owners(measures: Iterable[Measure]) -> dict[UUID, str]:
    """Return by measure who does the next step that is open; measures without one are not in it."""
    found: dict[UUID, str] = {}
    open_steps = Step.objects.filter(measure__in=[one.pk for one in measures], done_on__isnull=True)
    for step in open_steps.exclude(owner="").order_by(F("due_on").asc(nulls_last=True), "pk"):
        found.setdefault(step.measure_id, step.owner)
    return found
