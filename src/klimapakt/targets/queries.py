"""Reads of the targets room; every list starts from who is asking."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from klimapakt.inventories.enums import InventoryKind
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.queries import Calculated, calculated_each
from klimapakt.inventories.queries.versions import accepted_and_counting
from klimapakt.measures.queries import accepted_of
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import MandatePart
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import Asking
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.targets.enums import Act, Coverage, Kind, Per
from klimapakt.targets.models import InterimTarget, Outlook, Target, TargetVersion
from klimapakt.targets.rules import Promise, SetTarget

_AROUND: Final = ("document", "base_inventory")
_FIGURES: Final = (
    *("target_id", "target__organisation_id", "target__kind", "target__coverage", "target__per"),
    *("number", "base_year", "target_year", "percent", "decided_on"),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A target with the version that counts and its interim values."""

    target: Target
    version: TargetVersion
    interims: tuple[InterimTarget, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether it was withdrawn."""
        return self.version.is_withdrawal

    @property
    def promise(self) -> Promise:
        """Return what is promised."""
        one = self.version
        interims = tuple((each.year, each.percent) for each in self.interims)
        return Promise(one.base_year, one.target_year, one.percent, interims, one.explanation)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a target as it counts, for sums and lists of thousands: nothing around them."""

    target: UUID
    organisation: UUID
    kind: str
    coverage: str
    per: str
    number: int
    base_year: int
    target_year: int
    percent: Decimal
    decided_on: date

    @property
    def form(self) -> str:
        """Return the form of the target in words."""
        return str(Kind(self.kind).label)

    @property
    def emissions(self) -> str:
        """Return in words which emissions it is about."""
        return str(Coverage(self.coverage).label)

    @property
    def per_what(self) -> str:
        """Return in words by what emissions are divided; nothing where they are not."""
        return str(Per(self.per).label) if self.per else ""


def visible_to(person: Asking) -> QuerySet[Target]:
    """Return the targets of the organisations whose figures this person may see."""
    readable = organisations.readable_by(person, MandatePart.MEASURES)
    return Target.objects.filter(organisation__in=readable).select_related("organisation")


def for_office(person: Asking) -> QuerySet[Target]:
    """Return the targets of all members for who sees their figures; nothing for others."""
    if not is_allowed(person, Permission.SEE_INVENTORIES):
        return Target.objects.none()
    return Target.objects.select_related("organisation").order_by("organisation__name", "created_at", "pk")


def held_each(targets: Iterable[Target]) -> list[Held]:
    """Return targets with the version that counts and what is around it, in two queries for all."""
    listed = list(targets)
    newest: dict[UUID, TargetVersion] = {}
    versions = TargetVersion.objects.filter(target__in=[one.pk for one in listed]).order_by("number")
    for version in versions.select_related(*_AROUND):
        newest[version.target_id] = version
    interims: defaultdict[UUID, list[InterimTarget]] = defaultdict(list)
    found = InterimTarget.objects.filter(version__in=[one.pk for one in newest.values()])
    for one in found.order_by("year"):
        interims[one.version_id].append(one)
    return [
        Held(one, newest[one.pk], tuple(interims[newest[one.pk].pk])) for one in listed if one.pk in newest
    ]


def held_by(organisation: Organisation) -> list[Held]:
    """Return the targets of an organisation, withdrawn ones too."""
    return held_each(Target.objects.filter(organisation=organisation).select_related("organisation"))


def counting(organisations: Collection[UUID]) -> list[Held]:
    """Return the targets of many organisations that were not withdrawn."""
    found = Target.objects.filter(organisation__in=organisations).select_related("organisation")
    return [one for one in held_each(found) if not one.is_withdrawn]


def figures_of(organisations: Collection[UUID]) -> list[Figures]:
    """Return the figures of the same, in one query that does not name thousands of organisations."""
    later = TargetVersion.objects.filter(target=OuterRef("target"), number__gt=OuterRef("number"))
    newest = TargetVersion.objects.filter(~Exists(later)).exclude(act=Act.WITHDRAWN)
    every = newest.order_by("target__created_at", "target_id").values_list(*_FIGURES)
    return [found for found in (Figures(*one) for one in every) if found.organisation in organisations]


def versions_of(target: Target) -> list[Held]:
    """Return every version of a target, the newest first."""
    interims: defaultdict[UUID, list[InterimTarget]] = defaultdict(list)
    for one in InterimTarget.objects.filter(version__target=target).order_by("year"):
        interims[one.version_id].append(one)
    versions = TargetVersion.objects.filter(target=target).order_by("-number")
    return [
        Held(target, one, tuple(interims[one.pk]))
        for one in versions.select_related("by", "document", "base_inventory")
    ]


def outlook_of(target: Target) -> Outlook | None:
    """Return what the member assumes; None while it has said nothing."""
    return Outlook.objects.filter(target=target).select_related("by").order_by("-number").first()


def accepted_years(organisation: Organisation) -> dict[int, Calculated]:
    """Return the accepted inventories that count and were calculated here, by year."""
    found = accepted_of(organisation).select_related("organisation")
    return {one.inventory.year: one for one in calculated_each(list(found))}


def base_years() -> QuerySet[Inventory]:
    """Return the same of everybody: accepted inventories of years on which a target was ever based."""
    based = TargetVersion.objects.filter(
        target__organisation=OuterRef("organisation"), base_year=OuterRef("year")
    )
    found = accepted_and_counting(Inventory.objects.exclude(kind=InventoryKind.EXTERNAL))
    return found.filter(Exists(based)).order_by("pk")


def set_by(organisations: Collection[UUID]) -> Mapping[UUID, tuple[SetTarget, ...]]:
    """Return by organisation the targets that count and the day each was decided first, in few queries."""
    held = counting(organisations)
    first = TargetVersion.objects.filter(target__in=[one.target.pk for one in held], number=1)
    days = dict(first.values_list("target", "decided_on"))
    found: defaultdict[UUID, list[SetTarget]] = defaultdict(list)
    for one in held:
        target = one.target
        found[target.organisation_id].append(SetTarget(target.kind, target.coverage, days[target.pk]))
    return {pk: tuple(listed) for pk, listed in found.items()}
