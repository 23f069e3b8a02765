"""Measures from before the pact: listed with the baseline, changed and taken off again."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.measures import rules
from klimapakt.measures.models import Measure
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What is known about a measure from before the pact."""

    title: str
    field: str
    year: int
    note: str = ""


@transaction.atomic
def list_measure(*, organisation: Organisation, facts: MeasureFacts, by: Person | None) -> Measure:
    """List something that was done before joining, as part of the baseline."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    measure = Measure(organisation=organisation)
    _fill(measure, facts)
    measure.save(force_insert=True)
    details: dict[str, audit.Detail] = {"field": measure.field, "year": measure.year}
    audit.record(what="measure.listed", subject=measure, by=by, details=details)
    return measure


@transaction.atomic
def change_measure(
    *, measure: Measure, facts: MeasureFacts, seen_revision: int, by: Person | None
) -> Measure:
    """Change an entry; raise MeasureChanged when somebody else did since ``seen_revision``."""
    Organisation.objects.select_for_update().get(pk=measure.organisation_id)
    found = Measure.objects.select_for_update(of=("self",)).filter(pk=measure.pk).first()
    if found is None or found.revision != seen_revision:
        raise rules.MeasureChanged
    _fill(found, facts)
    found.revision += 1
    found.save()
    audit.record(what="measure.changed", subject=found, by=by, details={"revision": found.revision})
    return found


@transaction.atomic
def remove_measure(*, measure: Measure, by: Person | None) -> None:
    """Take an entry off the list; doing so twice is the same as once."""
    found = Measure.objects.select_for_update(of=("self",)).filter(pk=measure.pk).first()
    if found is None:
        return
    audit.record(what="measure.removed", subject=found, by=by, details={"year": found.year})
    found.delete()


def _fill(measure: Measure, facts: MeasureFacts) -> None:
    listed = Measure.objects.filter(organisation_id=measure.organisation_id, is_before_pact=True)
    others = listed.exclude(pk=measure.pk)
    rules.ensure_year_possible(facts.year, timezone.localdate())
    measure.title = rules.clean_title(
        facts.title, ((title, year or 0) for title, year in others.values_list("title", "year")), facts.year
    )
    measure.field = facts.field
    measure.year = facts.year
    measure.note = facts.note.strip()
