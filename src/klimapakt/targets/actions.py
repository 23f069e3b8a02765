"""Every write of the targets room."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.inventories.models import EvidenceFile, Inventory
from klimapakt.measures.queries import accepted_of
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.queries import rulebook_in_force
from klimapakt.people.models import Person
from klimapakt.targets import rules
from klimapakt.targets.enums import Act, Kind
from klimapakt.targets.figures import divisor_of
from klimapakt.targets.models import InterimTarget, Outlook, Target, TargetVersion
from klimapakt.targets.queries import accepted_years
from klimapakt.targets.rules import Promise, TargetChanged, TargetRefused


@dataclass(frozen=True, slots=True)
class About:
    """Which emissions a target is about, and in which form."""

    kind: str
    coverage: str
    per: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided, when, by which document, and why where something changed."""

    decided_by: str
    decided_on: date
    document: EvidenceFile | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What a member assumes about the years to a target."""

    growth_percent: Decimal = Decimal(0)
    growth_reason: str = ""
    grid_now_g: Decimal | None = None
    grid_then_g: Decimal | None = None
    grid_source: str = ""


@transaction.atomic
def set_target(
    *, organisation: Organisation, about: About, promise: Promise, decision: Decision, by: Person | None
) -> Target:
    """Set a target of a member; the boundary is that of the inventory it is measured from."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    base = _base(organisation, about, promise)
    per = about.per if about.kind == Kind.INTENSITY else ""
    target = Target(
        organisation=organisation,
        kind=about.kind,
        coverage=about.coverage,
        per=per,
        boundary=base.boundary,
    )
    target.save(force_insert=True)
    version = TargetVersion(target=target, number=1, act=Act.DECIDED, base_inventory=base, by=by)
    _write(version, promise, decision)
    _record("target.decided", version, by)
    return target


@transaction.atomic
def revise(
    *, target: Target, promise: Promise, decision: Decision, seen: int, by: Person | None
) -> TargetVersion:
    """Revise a target with a reason; raise TargetChanged when somebody else did since version ``seen``."""
    latest = _latest(target, seen)
    reason = rules.ensure_reason(decision.reason)
    about = About(target.kind, target.coverage, target.per)
    base = _base(latest.target.organisation, about, promise)
    if base.boundary != target.boundary:
        text = gettext_noop(
            "The inventory of this year has another boundary than the target. Set a new target and withdraw "
            "this one."
        )
        raise TargetRefused(Message("other_boundary", text), "base_year")
    version = TargetVersion(
        target=latest.target,
        number=latest.number + 1,
        act=Act.REVISED,
        base_inventory=base,
        reason=reason[:1000],
        by=by,
    )
    _write(version, promise, decision)
    _record("target.revised", version, by)
    return version


@transaction.atomic
def withdraw(*, target: Target, decision: Decision, seen: int, by: Person | None) -> TargetVersion:
    """Withdraw a target with a reason; what was promised stays readable."""
    latest = _latest(target, seen)
    reason = rules.ensure_reason(decision.reason)
    version = TargetVersion(
        target=latest.target,
        number=latest.number + 1,
        act=Act.WITHDRAWN,
        base_inventory=latest.base_inventory,
        reason=reason[:1000],
        by=by,
    )
    interims = latest.interims.values_list("year", "percent")
    promise = Promise(
        latest.base_year, latest.target_year, latest.percent, tuple(interims), latest.explanation
    )
    _write(version, promise, decision)
    _record("target.withdrawn", version, by)
    return version


@transaction.atomic
def assume(*, target: Target, assumed: Assumed, seen: int, by: Person | None) -> Outlook:
    """Say what is assumed about the years to a target; the newest counts, the others stay.

    Raises TargetChanged when somebody else did since outlook ``seen`` (0: none), TargetRefused for growth
    without a reason and for a projection of the grid without a source.
    """
    found = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    newest = Outlook.objects.filter(target=found).order_by("-number").first()
    number = newest.number if newest else 0
    if number != seen:
        raise TargetChanged
    _ensure_assumed(assumed)
    outlook = Outlook(target=found, number=number + 1, at=timezone.now(), by=by)
    for name in Assumed.__dataclass_fields__:
        setattr(outlook, name, getattr(assumed, name))
    outlook.growth_reason = assumed.growth_reason.strip()
    outlook.grid_source = assumed.grid_source.strip() if assumed.grid_now_g is not None else ""
    outlook.save(force_insert=True)
    details: dict[str, audit.Detail] = {"outlook": outlook.number, "growth": str(outlook.growth_percent)}
    audit.record(what="target.assumed", subject=found, by=by, details=details)
    return outlook


def _base(organisation: Organisation, about: About, promise: Promise) -> Inventory:
    """Return the accepted inventory of the base year, which has what the target divides by."""
    rules.ensure_promise(promise, timezone.localdate())
    years = accepted_of(organisation).values_list("year", flat=True)
    rules.ensure_base_year(promise.base_year, set(years), rulebook_in_force())
    base = accepted_years(organisation)[promise.base_year]
    if about.kind == Kind.INTENSITY and not (about.per and divisor_of(base, about.per)):
        text = gettext_noop(
            "The accepted inventory of %(year)s does not state this figure, so nothing can be divided by it. "
            "Correct the inventory and add it, or choose another one."
        )
        raise TargetRefused(Message("figure_missing", text, {"year": promise.base_year}), "per")
    return base.inventory


def _latest(target: Target, seen: int) -> TargetVersion:
    """Lock a target and return the version that counts, unless it is not the one that was looked at."""
    Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    found = TargetVersion.objects.filter(target=target).select_related("target__organisation")
    latest = found.order_by("-number").first()
    if latest is None or latest.number != seen or latest.is_withdrawal:
        raise TargetChanged
    return latest


def _write(version: TargetVersion, promise: Promise, decision: Decision) -> None:
    rules.ensure_decision(decision.decided_by, decision.decided_on, timezone.localdate())
    document = decision.document
    if document is not None and document.organisation_id != version.target.organisation_id:
        text = gettext_noop("This file belongs to another member.")
        raise TargetRefused(Message("proof_of_others", text), "document")
    version.base_year, version.target_year = promise.base_year, promise.target_year
    version.percent, version.explanation = promise.percent, promise.explanation.strip()[:1000]
    version.decided_by, version.decided_on = decision.decided_by.strip()[:200], decision.decided_on
    version.document, version.at = document, timezone.now()
    version.save(force_insert=True)
    InterimTarget.objects.bulk_create(
        [InterimTarget(version=version, year=year, percent=percent) for year, percent in promise.interims]
    )


def _record(what: str, version: TargetVersion, by: Person | None) -> None:
    details: dict[str, audit.Detail] = {
        "version": version.number,
        "base_year": version.base_year,
        "target_year": version.target_year,
        "percent": str(version.percent),
        "reason": audit.sealed(version.reason),
    }
    audit.record(what=what, subject=version.target, by=by, details=details)


def _ensure_assumed(assumed: Assumed) -> None:
    if not -100 < assumed.growth_percent <= 100:
        text = gettext_noop("Growth lies above −100 and at most at 100 percent a year.")
        raise TargetRefused(Message("growth_impossible", text), "growth_percent")
    if assumed.growth_percent and not assumed.growth_reason.strip():
        text = gettext_noop("Please say why so much: an order book, a new hall, a plan.")
        raise TargetRefused(Message("growth_unexplained", text), "growth_reason")
    if (assumed.grid_now_g is None) != (assumed.grid_then_g is None):
        text = gettext_noop("Enter both factors of electricity, or none.")
        raise TargetRefused(Message("one_factor", text), "grid_then_g")
    if assumed.grid_now_g is not None and not assumed.grid_source.strip():
        text = gettext_noop("A projection without a source does not count. Say where it can be looked up.")
        raise TargetRefused(Message("grid_without_source", text), "grid_source")
