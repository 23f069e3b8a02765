"""Reads of the measures room; every list starts from who is asking."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from klimapakt.measures.lifecycle import NOT_COUNTED, UNFINISHED
from klimapakt.measures.models import Measure, Step
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import Asking


def visible_to(person: Asking) -> QuerySet[Measure]:
    """Return the measures of the organisations whose figures this person may see."""
    readable = organisations.readable_by(person, MandatePart.MEASURES)
    return Measure.objects.filter(organisation__in=readable).select_related("organisation")


def existing_of(organisation: Organisation) -> QuerySet[Measure]:
    """Return what an organisation did before joining the pact, the newest first."""
    return Measure.objects.filter(organisation=organisation, is_before_pact=True)


def pact_measures_of(organisation: Organisation) -> QuerySet[Measure]:
    """Return the measures with a course, the newest year first; ideas without a year at the top."""
    found = Measure.objects.filter(organisation=organisation, is_before_pact=False)
    return found.order_by(F("year").desc(nulls_first=True), "title", "pk")


def open_steps_of(organisation: Organisation) -> QuerySet[Step]:
    """Return what is still to do for the measures of a member somebody works on: what is due first on top."""
    found = Step.objects.filter(measure__organisation=organisation, done_on__isnull=True)
    found = found.exclude(measure__state__in=NOT_COUNTED).select_related("measure")
    return found.order_by(F("due_on").asc(nulls_last=True), "measure__title", "pk")


def late_of(organisation: Organisation, today: date) -> QuerySet[Measure]:
    """Return the measures whose planned finish has passed although they are not done, the oldest first."""
    found = Measure.objects.filter(organisation=organisation, is_before_pact=False, planned_finish__lt=today)
    return found.filter(state__in=UNFINISHED).order_by("planned_finish", "title", "pk")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which measures of all members the office asks for; what is empty chooses nothing out."""

    state: str = ""
    field: str = ""
    organisation: str = ""


def for_office(chosen: Chosen | None = None) -> QuerySet[Measure]:
    """Return the measures of all members with a course; the office decides who may ask."""
    found = Measure.objects.filter(is_before_pact=False).select_related("organisation")
    if chosen is None:
        return found.order_by("organisation__name", "title", "pk")
    if chosen.state:
        found = found.filter(state=chosen.state)
    if chosen.field:
        found = found.filter(field=chosen.field)
    if chosen.organisation:
        found = found.filter(organisation__in=_named(chosen.organisation))
    return found.order_by("organisation__name", "title", "pk")


def sharing_lines(chosen: Chosen) -> QuerySet[Measure] | None:
    """Return those with which the chosen ones may share lines; None where these are all there are.

    Members share no lines, therefore choosing an organisation chooses everything on its lines.
    """
    if not chosen.state and not chosen.field:
        return None
    return for_office(Chosen(organisation=chosen.organisation))


def _named(name: str) -> QuerySet[Organisation]:
    """Return the organisation with this name, or those whose names have it as a part."""
    exactly = Organisation.objects.filter(name__iexact=name)
    return exactly if exactly.exists() else Organisation.objects.filter(name__icontains=name)
