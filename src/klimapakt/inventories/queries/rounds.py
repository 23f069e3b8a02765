"""The round before: what was submitted then, what is different now, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from klimapakt.inventories.models import Inventory, ReviewCheck, ReviewQuestion, SubmittedRound
from klimapakt.inventories.queries.results import Calculated
from klimapakt.inventories.rounds import RowMove, from_json, kept_rows, moves


@dataclass(frozen=True, slots=True)
class RoundBefore:
    """The submission before this one beside the inventory as it is now."""

    number: int
    round_at: datetime
    before_mg: int | None
    now_mg: int | None
    moves: tuple[RowMove, ...]
    checks: Sequence[ReviewCheck]
    answered: Sequence[ReviewQuestion]


def round_before(calculated: Calculated) -> RoundBefore | None:
    """Return what changed since the round before; None in the first round, or where it was not kept."""
    inventory = calculated.inventory
    if inventory.submitted_at is None:
        return None
    earlier = SubmittedRound.objects.filter(inventory=inventory, round_at__lt=inventory.submitted_at)
    last = earlier.order_by("-round_at").first()
    if last is None:
        return None
    return RoundBefore(
        number=1 + earlier.count(),
        round_at=last.round_at,
        before_mg=last.total_mg,
        now_mg=calculated.total_mg,
        moves=moves(from_json(last.rows), kept_rows(calculated)),
        checks=_checks_of(inventory, last.round_at),
        answered=_answered_since(inventory, last.round_at),
    )


def _checks_of(inventory: Inventory, round_at: datetime) -> Sequence[ReviewCheck]:
    found = ReviewCheck.objects.filter(inventory=inventory, round_at=round_at)
    return list(found.select_related("answered_by").order_by("pk"))


def _answered_since(inventory: Inventory, round_at: datetime) -> Sequence[ReviewQuestion]:
    found = ReviewQuestion.objects.filter(inventory=inventory, answered_at__gt=round_at)
    return list(found.select_related("answered_by").order_by("pk"))
