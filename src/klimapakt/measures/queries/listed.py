"""Reads of the measures room; every list starts from who is asking."""

from django.db.models import F, QuerySet

from klimapakt.measures.models import Measure
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


def for_office(state: str = "", field: str = "") -> QuerySet[Measure]:
    """Return the measures of all members with a course; the office decides who may ask."""
    found = Measure.objects.filter(is_before_pact=False).select_related("organisation")
    if state:
        found = found.filter(state=state)
    if field:
        found = found.filter(field=field)
    return found.order_by("organisation__name", "title", "pk")
