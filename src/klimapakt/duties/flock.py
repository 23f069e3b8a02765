"""The members of a chamber as its partner may see them: how far each has come, and what it owes next.

States and days only: no figure, no document and no note of anybody is read here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from klimapakt.duties.enums import OWED, DutyRule, DutyState
from klimapakt.duties.models import Duty
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.memberships.rules import BEFORE, MEMBERS
from klimapakt.organisations.enums import chambers_with

STEPS: Final = (DutyRule.BASELINE, DutyRule.TARGETS, DutyRule.MONITORING)
"""The steps whose state a chamber sees."""

GROUPS: Final[Mapping[str, tuple[Stage, ...]]] = {"members": tuple(sorted(MEMBERS)), "before": BEFORE}
_SORTS: Final = ("name", "joined", "next")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which members, in which order; a minus before ``sort`` turns it round."""

    q: str = ""
    stage: str = ""
    overdue: bool = False
    sort: str = "name"

    @property
    def is_narrowed(self) -> bool:
        """Tell whether not everybody is shown."""
        return bool(self.q or self.stage or self.overdue)


@dataclass(frozen=True, slots=True)
class Standing:
    """One member: the state of each step (None where nothing is asked yet), and the next duty."""

    membership: Membership
    steps: Mapping[str, Duty | None]
    next: Duty | None


def flock(chamber: str, choice: Choice) -> QuerySet[Membership]:
    """Return the members of a chamber that a choice means, in its order; none without a chamber."""
    if not chamber:
        return Membership.objects.none()
    found = Membership.objects.filter(organisation__chamber__in=chambers_with(chamber))
    found = found.exclude(stage=Stage.ENDED).select_related("organisation")
    if choice.q:
        found = found.filter(organisation__name__icontains=choice.q)
    if choice.stage in GROUPS:
        found = found.filter(stage__in=GROUPS[choice.stage])
    if choice.overdue:
        late = Duty.objects.filter(membership=OuterRef("pk"), state=DutyState.OVERDUE)
        found = found.filter(Exists(late), stage__in=MEMBERS)
    return _ordered(found, choice.sort)


def one_of_flock(chamber: str, pk: UUID) -> Membership | None:
    """Return a member of a chamber; None for everybody else's, and for who has left."""
    return flock(chamber, Choice()).filter(pk=pk).first()


def standings(found: Iterable[Membership]) -> list[Standing]:
    """Return how members stand, with one query for all of them."""
    listed = list(found)
    duties = Duty.objects.filter(membership__in=listed).exclude(state=DutyState.DROPPED)
    by_member: dict[UUID, list[Duty]] = {one.pk: [] for one in listed}
    for duty in duties.order_by("due_on", "rule", "number"):
        by_member[duty.membership_id].append(duty)
    return [_standing(one, by_member[one.pk]) for one in listed]


def _standing(one: Membership, duties: list[Duty]) -> Standing:
    is_member = one.stage in MEMBERS
    steps = {rule.value: _of_step([duty for duty in duties if duty.rule == rule]) for rule in STEPS}
    owed = [duty for duty in duties if duty.state in OWED]
    return Standing(one, steps, owed[0] if owed and is_member else None)


def _of_step(duties: list[Duty]) -> Duty | None:
    """Return the duty that says how a step stands: the first that is owed, else the last that is done."""
    owed = [duty for duty in duties if duty.state in OWED]
    if owed:
        return owed[0]
    return duties[-1] if duties else None


def _ordered(found: QuerySet[Membership], sort: str) -> QuerySet[Membership]:
    name = sort.removeprefix("-")
    if name == "next":
        owed = Q(duties__state__in=OWED)
        found = found.annotate(next_on=Min("duties__due_on", filter=owed))
    fields = {"name": F("organisation__name"), "joined": F("joined_on"), "next": F("next_on")}
    field = fields[name] if name in _SORTS else fields["name"]
    order = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
    return found.order_by(order, "organisation__name", "pk")
