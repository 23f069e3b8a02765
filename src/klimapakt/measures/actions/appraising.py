"""Appraise a measure as an investment: every appraisal is a version of its own."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.measures.actions.locking import locked
from klimapakt.measures.appraising import calculating, cases
from klimapakt.measures.appraising.entered import Entered
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.measures.models import Appraisal, Measure
from klimapakt.methods.appraisal.prices import EDITION
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.people.models import Person


@transaction.atomic
def appraise(*, measure: Measure, entered: Entered, reason: str, on: date, by: Person | None) -> Appraisal:
    """Keep an appraisal; earlier ones stay as they are.

    Raises StepNeeds with the field for what cannot be calculated, and without a reason for another version.
    """
    found = locked(measure)
    last = found.appraisals.order_by("-number").first()
    why = reason.strip()[:1000]
    if last is not None and not why:
        text = gettext_noop("Say in a few words why it is appraised anew.")
        raise StepNeeds(Message("appraisal_reason", text), "reason")
    made = cases.made(entered, on)
    result = calculating.calculated(made.case)
    number = last.number + 1 if last else 1
    appraisal = Appraisal.objects.create(
        measure=found,
        number=number,
        case=made.case,
        told=made.told,
        edition=EDITION,
        npv_eur=calculating.euros(result.found.npv_eur),
        npv_without_grant_eur=calculating.euros(result.without.npv_eur),
        effects=entered.effects.strip()[:4000],
        reason=why if last else "",
        at=timezone.now(),
        by=by,
    )
    audit.record(what="measure.appraised", subject=found, by=by, details={"number": number})
    return appraisal
