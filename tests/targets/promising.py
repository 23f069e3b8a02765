"""Targets for tests of pages and files, and a bakery with an accepted inventory that sets one."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from klimapakt.inventories.models import Inventory
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.targets import actions
from klimapakt.targets.actions import About, Decision
from klimapakt.targets.models import InterimTarget, Outlook, Target, TargetVersion
from klimapakt.targets.rules import Promise

TODAY = timezone.localdate()
LATER = TODAY.year + 5


def target_of(organisation: Organisation, by: Person | None = None) -> Target:
    """Return the target of an organisation as rows, whatever its inventories; made where missing."""
    known = Target.objects.filter(organisation=organisation).first()
    if known is not None:
        return known
    base = Inventory.objects.filter(organisation=organisation).order_by("pk").first()
    base = base or Inventory.objects.create(organisation=organisation, year=2007, edition="2026.1")
    target = Target.objects.create(
        organisation=organisation,
        kind="absolute",
        coverage="scopes_12_location",
        boundary="operational_control",
    )
    version = TargetVersion.objects.create(
        target=target,
        number=1,
        act="decided",
        base_year=2024,
        base_inventory=base,
        target_year=LATER,
        percent=42,
        decided_by="Management",
        decided_on=TODAY,
        at=timezone.now(),
        by=by,
    )
    InterimTarget.objects.create(version=version, year=LATER - 2, percent=20)
    Outlook.objects.create(target=target, number=1, growth_percent=0, at=timezone.now(), by=by)
    return target


def promise(percent: str = "42", year: int = LATER, *steps: tuple[int, str], **more: object) -> Promise:
    """Return a promise from 2024 on."""
    interims = tuple((at, Decimal(value)) for at, value in steps)
    return Promise(2024, year, Decimal(percent), interims, **more)  # type: ignore[arg-type]  # as tests name them


def decision(reason: str = "", on: date = TODAY) -> Decision:
    """Return a decision of today."""
    return Decision("Management", on, None, reason)


def promised(
    organisation: Organisation,
    by: Person,
    percent: str = "42",
    *steps: tuple[int, str],
    kind: str = "absolute",
) -> Target:
    """Set a target about scopes 1 and 2."""
    return actions.set_target(
        organisation=organisation,
        about=About(kind, "scopes_12_location", "fte" if kind == "intensity" else ""),
        promise=promise(percent, LATER, *steps),
        decision=decision(),
        by=by,
    )
