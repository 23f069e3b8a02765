"""Measures of members for tests of pages and files: one with everything that can hang on it."""

from decimal import Decimal

from django.utils import timezone

from klimapakt.inventories.models import EvidenceFile
from klimapakt.measures import actions
from klimapakt.measures.actions import GrantFacts, PlanFacts, SavingFacts
from klimapakt.measures.models import Appraisal, Grant, Measure, Proof, Share, Step
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person


def plan_of(organisation: Organisation, by: Person | None = None) -> Measure:
    """Return the measure of an organisation, with a figure and a step."""
    found = Measure.objects.filter(organisation=organisation, is_before_pact=False).first()
    if found is not None:
        return found
    found = actions.plan_measure(organisation=organisation, facts=PlanFacts("Plan", "heat"), by=by)
    saving = SavingFacts("engineering", 10**9)
    actions.state_saving(measure=found, saving=saving, today=timezone.localdate(), by=by)
    actions.add_step(measure=found, title="Ask three firms", owner="", by=by)
    return found


def planned(organisation: Organisation, title: str, field: str = "heat", tonnes: int | None = 1) -> Measure:
    """Return an idea that saves so many tonnes a year, or is not quantified."""
    saving = SavingFacts(
        "not_quantified" if tonnes is None else "engineering", None if tonnes is None else tonnes * 10**9
    )
    facts = PlanFacts(title, field)
    return actions.plan_measure(organisation=organisation, facts=facts, saving=saving, by=None)


def step_of(organisation: Organisation) -> Step:
    """Return the step of that measure."""
    return plan_of(organisation).steps.get()


def grant_of(organisation: Organisation) -> Grant:
    """Return a grant of that measure."""
    measure = plan_of(organisation)
    found = Grant.objects.filter(measure=measure).first()
    return found or actions.save_grant(measure=measure, facts=GrantFacts("Grant"), by=None)


def share_of(organisation: Organisation) -> Share:
    """Return a part that the organisation is asked to count of a measure of its own, as a stand-in."""
    measure = plan_of(organisation)
    share, _ = Share.objects.get_or_create(
        measure=measure, organisation=organisation, defaults={"part": Decimal("0.5")}
    )
    return share


def everything_on(organisation: Organisation, by: Person) -> None:
    """Plant a row in every table of the room."""
    measure = plan_of(organisation, by)
    actions.save_grant(measure=measure, facts=GrantFacts("Grant"), by=by)
    share_of(organisation)
    file = EvidenceFile.objects.filter(organisation=organisation).first()
    if file is not None:
        Proof.objects.get_or_create(measure=measure, file=file)
    Appraisal.objects.create(
        measure=measure,
        number=1,
        case={},
        edition="1",
        npv_eur=1,
        npv_without_grant_eur=1,
        at=timezone.now(),
        by=by,
    )
