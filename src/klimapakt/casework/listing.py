"""Which members a list shows, in which order: the choice as plain values, and the rows it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from klimapakt.casework.queries import with_contacts
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.memberships.rules import BEFORE, MEMBERS

NOBODY: Final = "nobody"
NO_TIER: Final = "-"
SILENT_DAYS: Final = 90
GROUPS: Final[Mapping[str, tuple[Stage, ...]]] = {
    "members": tuple(sorted(MEMBERS)),
    "before": BEFORE,
}
"""Stages that are often wanted together."""

SORTS: Final = (
    "name",
    "stage",
    "since",
    "next_step",
    "owner",
    "joined",
    "signed",
    "contact",
    "tasks",
    "tier",
    "duty",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which members, as somebody chose them; ``sort`` is one of SORTS, a minus turns it round."""

    q: str = ""
    stage: str = ""
    owner: str = ""
    kind: str = ""
    step: str = ""
    silent: bool = False
    tier: str = ""
    duty: str = ""
    sort: str = "name"

    @property
    def is_narrowed(self) -> bool:
        """Tell whether not everybody who has not ended is shown."""
        words = (self.q, self.stage, self.owner, self.kind, self.step, self.tier, self.duty)
        return any(words) or self.silent


def chosen(choice: Choice, today: date, among: QuerySet[Membership] | None = None) -> QuerySet[Membership]:
    """Return the members a choice means, with ``last_contact_on`` and ``open_tasks``, in its order.

    Duties are known further up: who wants to choose or sort by them gives memberships with ``next_due_on``
    and ``is_overdue`` (``duties.queries.with_next_duty``).
    """
    asked = Membership.objects.all() if among is None else among
    found = with_contacts(asked.select_related("organisation", "owner"))
    found = found.filter(_stages(choice))
    if choice.q:
        found = found.filter(organisation__name__icontains=choice.q)
    if choice.kind:
        found = found.filter(organisation__kind=choice.kind)
    if choice.owner:
        wanted = Q(owner__isnull=True) if choice.owner == NOBODY else Q(owner=choice.owner)
        found = found.filter(wanted)
    found = found.filter(_step(choice.step, today) & _tier(choice.tier) & _duty(choice.duty))
    if choice.silent:
        before = today - timedelta(days=SILENT_DAYS)
        found = found.filter(Q(last_contact_on__isnull=True) | Q(last_contact_on__lt=before))
    return found.order_by(_order(choice.sort), "organisation__name", "created_at", "pk")


def _stages(choice: Choice) -> Q:
    if choice.stage in GROUPS:
        return Q(stage__in=GROUPS[choice.stage])
    if choice.stage:
        return Q(stage=choice.stage)
    return Q() if choice.q else ~Q(stage=Stage.ENDED)


def _step(step: str, today: date) -> Q:
    if step == "due":
        return Q(next_step_on__lte=today)
    return Q(next_step="") if step == "none" else Q()


def _tier(tier: str) -> Q:
    if tier == NO_TIER:
        return Q(tier="")
    return Q(tier=tier) if tier else Q()


def _duty(duty: str) -> Q:
    if duty == "overdue":
        return Q(is_overdue=True)
    return Q(next_due_on__isnull=True) if duty == "none" else Q()


def _order(sort: str) -> OrderBy:
    field = _FIELDS.get(sort.removeprefix("-"), F("organisation__name"))
    if sort.startswith("-"):
        return OrderBy(field, descending=True, nulls_last=True)
    return OrderBy(field, nulls_last=True)


_STAGE_ORDER: Final = Case(
    *(When(stage=stage, then=Value(number)) for number, stage in enumerate(Stage.values)),
    output_field=IntegerField(),
)
_FIELDS: Final[Mapping[str, F | Case]] = {
    "name": F("organisation__name"),
    "stage": _STAGE_ORDER,
    "since": F("since_at"),
    "next_step": F("next_step_on"),
    "owner": F("owner__name"),
    "joined": F("joined_on"),
    "signed": F("signed_on"),
    "contact": F("last_contact_on"),
    "tasks": F("open_tasks"),
    "tier": F("tier"),
    "duty": F("next_due_on"),
}
