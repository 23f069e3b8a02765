"""Steps of a measure, its evidence, its grants, and the parts of it that others count."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories.models import EvidenceFile
from klimapakt.measures import funding
from klimapakt.measures.actions.locking import locked
from klimapakt.measures.enums import GrantOrder, GrantState, ShareState
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.measures.models import Grant, Measure, Proof, Share, Step
from klimapakt.measures.rules import MeasureChanged
from klimapakt.memberships.queries import members
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import role_in
from klimapakt.organisations.rules import NotPermitted, may_edit
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """What is known about a grant."""

    name: str
    state: str = GrantState.INTENDED
    order: str = GrantOrder.APPROVAL_FIRST
    amount_eur: Decimal | None = None
    is_de_minimis: bool = False
    reference: str = ""
    requested_on: date | None = None
    decided_on: date | None = None
    paid_on: date | None = None
    note: str = ""


@transaction.atomic
def add_step(
    *, measure: Measure, title: str, owner: str, due_on: date | None = None, by: Person | None
) -> Step:
    """Write down something to do."""
    found = locked(measure)
    if not title.strip():
        raise StepNeeds(Message("step_title", gettext_noop("Please say what is to be done.")), "title")
    step = Step.objects.create(
        measure=found, title=title.strip()[:200], owner=owner.strip()[:120], due_on=due_on
    )
    audit.record(what="measure.step_added", subject=found, by=by, details={"step": step.pk})
    return step


@transaction.atomic
def change_step(*, step: Step, title: str, owner: str, due_on: date | None = None, by: Person | None) -> Step:
    """Change what is to be done, by whom or by when; the chain keeps the day before and the day now."""
    found = _step(step)
    if not title.strip():
        raise StepNeeds(Message("step_title", gettext_noop("Please say what is to be done.")), "title")
    details: dict[str, audit.Detail] = {
        "step": found.pk,
        "due_before": str(found.due_on or ""),
        "due_on": str(due_on or ""),
    }
    found.title, found.owner, found.due_on = title.strip()[:200], owner.strip()[:120], due_on
    found.save()
    audit.record(what="measure.step_changed", subject=found.measure, by=by, details=details)
    return found


@transaction.atomic
def remove_step(*, step: Step, by: Person | None) -> None:
    """Take a step off that is not needed any more."""
    found = _step(step)
    audit.record(what="measure.step_removed", subject=found.measure, by=by, details={"step": found.pk})
    found.delete()


@transaction.atomic
def finish_step(*, step: Step, by: Person | None) -> Step:
    """Say that a step is done; saying so twice is the same as once."""
    found = _step(step)
    if found.done_on is None:
        found.done_on = timezone.localdate()
        found.save()
        audit.record(what="measure.step_done", subject=found.measure, by=by, details={"step": found.pk})
    return found


@transaction.atomic
def add_proof(*, measure: Measure, file: EvidenceFile, by: Person | None) -> Proof:
    """Say that a file of the same member shows what the measure saves."""
    found = locked(measure)
    if file.organisation_id != found.organisation_id:
        raise StepNeeds(
            Message("proof_of_others", gettext_noop("This file belongs to another member.")), "file"
        )
    proof, is_new = Proof.objects.get_or_create(measure=found, file=file)
    if is_new:
        audit.record(what="measure.proof_added", subject=found, by=by, details={"file": str(file.pk)})
    return proof


@transaction.atomic
def save_grant(
    *, measure: Measure, facts: GrantFacts, grant: Grant | None = None, seen: str = "", by: Person | None
) -> Grant:
    """Write down a grant or how far it has come; the chain keeps state, amount and days of each time.

    ``seen`` is the mark (``funding.mark_of``) of the grant that was looked at. Raises MeasureChanged for a
    grant that this measure does not have or that somebody has changed since, StepNeeds with the field that is
    wrong.
    """
    found = locked(measure)
    funding.ensure_days(facts.state, facts.requested_on, facts.decided_on, facts.paid_on)
    if facts.state in (GrantState.GRANTED, GrantState.PAID) and facts.amount_eur is None:
        raise StepNeeds(Message("grant_amount", gettext_noop("Please enter the amount.")), "amount_eur")
    one = Grant(measure=found) if grant is None else _grant(found, grant, seen)
    came_from = "" if grant is None else one.state
    for name in GrantFacts.__dataclass_fields__:
        setattr(one, name, getattr(facts, name))
    one.save()
    details = {**_told(one), "grant": one.pk, "from": came_from}
    audit.record(what="measure.grant_saved", subject=found, by=by, details=details)
    return one


@transaction.atomic
def remove_grant(*, measure: Measure, grant: Grant, seen: str, by: Person | None) -> None:
    """Take a grant off that was entered by mistake; the chain keeps how far it was.

    Raises MeasureChanged when somebody has changed it since it was looked at, StepNeeds once it is approved.
    """
    found = locked(measure)
    one = _grant(found, grant, seen)
    funding.ensure_removable(one)
    audit.record(what="measure.grant_removed", subject=found, by=by, details={**_told(one), "grant": one.pk})
    one.delete()


@transaction.atomic
def propose_share(*, measure: Measure, organisation: Organisation, part: Decimal, by: Person | None) -> Share:
    """Propose to another member that it counts a part; it counts nothing until it has agreed.

    Raises StepNeeds for a part that is none, for the owner itself, for whoever is no member of the pact, and
    where all parts together would be more than the whole.
    """
    found = locked(measure)
    _ensure_partner(found, organisation)
    taken = sum(
        Share.objects.filter(measure=found)
        .exclude(state=ShareState.DECLINED)
        .exclude(organisation=organisation)
        .values_list("part", flat=True),
        Decimal(0),
    )
    if not part.is_finite() or not 0 < part <= 1 - taken:
        text = gettext_noop("The parts together are at most the whole. Still free: %(left)s %%.")
        values = {"left": (100 * (1 - taken)).normalize().__format__("f")}
        raise StepNeeds(Message("shares_above_one", text, values), "percent")
    values_of = {"part": part, "state": ShareState.PROPOSED, "decided_on": None, "decided_by": None}
    share, _is_new = Share.objects.update_or_create(
        measure=found, organisation=organisation, defaults=values_of
    )
    audit.record(what="measure.share_proposed", subject=found, by=by, details={"share": share.pk})
    return share


@transaction.atomic
def decide_share(*, share: Share, is_agreed: bool, today: date, by: Person) -> Share:
    """Agree to count a part, or decline; only the other member decides."""
    locked(share.measure)
    found = Share.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=share.pk)
    role = role_in(by, found.organisation)
    if role is None or not may_edit(role):
        raise NotPermitted
    found.state = ShareState.AGREED if is_agreed else ShareState.DECLINED
    found.decided_on, found.decided_by = today, by
    found.save()
    details: dict[str, audit.Detail] = {"share": found.pk, "agreed": is_agreed}
    audit.record(what="measure.share_decided", subject=found.measure, by=by, details=details)
    return found


def _step(step: Step) -> Step:
    """Return a step as it stands now, locked; raise MeasureChanged when it is gone."""
    found = Step.objects.select_for_update(of=("self",)).select_related("measure").filter(pk=step.pk).first()
    if found is None:
        raise MeasureChanged
    return found


def _grant(measure: Measure, grant: Grant, seen: str) -> Grant:
    """Return a grant as it stands now, locked; raise MeasureChanged when it is not what was seen."""
    found = Grant.objects.select_for_update(of=("self",)).filter(measure=measure, pk=grant.pk).first()
    if found is None or funding.mark_of(found) != seen:
        raise MeasureChanged
    return found


def _told(grant: Grant) -> dict[str, audit.Detail]:
    """Return how far a grant is, in words and numbers that the chain takes."""
    days = {name: str(getattr(grant, name) or "") for name in ("requested_on", "decided_on", "paid_on")}
    eur = "" if grant.amount_eur is None else format(grant.amount_eur, "f")
    return {"state": grant.state, "eur": eur, **days}


def _ensure_partner(measure: Measure, organisation: Organisation) -> None:
    is_member = members().filter(organisation=organisation).exists()
    if organisation.pk == measure.organisation_id or not is_member:
        text = gettext_noop("Choose another member of the pact.")
        raise StepNeeds(Message("share_with_whom", text), "organisation")
