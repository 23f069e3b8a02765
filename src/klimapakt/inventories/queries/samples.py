"""Draws of who is reviewed in depth: what was published, what was drawn, and how it came out for one."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory, SampleDraw
from klimapakt.methods.review import Candidate, key_of

_WAITING = (InventoryStatus.SUBMITTED, InventoryStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Sampled:
    """How the draw of a pact that samples came out for one inventory; without a draw nothing is left out."""

    draw: SampleDraw | None = None
    is_riskiest: bool = False
    is_drawn: bool = False
    has_risen: bool = False

    @property
    def is_in_depth(self) -> bool:
        """Tell whether the inventory is reviewed in depth: else by the program alone."""
        return self.draw is None or self.is_riskiest or self.is_drawn or self.has_risen


def draws() -> QuerySet[SampleDraw]:
    """Return every draw of the pact at hand, the newest first, those that wait included."""
    return SampleDraw.objects.select_related("committed_by", "drawn_by")


def draw_of(pk: UUID) -> SampleDraw | None:
    """Return one draw of the pact at hand."""
    return draws().filter(pk=pk).first()


def candidates_of(draw: SampleDraw) -> tuple[Candidate, ...]:
    """Return the list a draw was made from."""
    return tuple(Candidate(key, risk) for key, risk in draw.candidates)


def waiting_for_draw(year: int) -> tuple[Candidate, ...]:
    """Return what was handed in for a year, was not decided about and is in no draw yet, by key."""
    known = {one.key for draw in draws().filter(year=year) for one in candidates_of(draw)}
    listed = Inventory.objects.filter(year=year, status__in=_WAITING).values_list("pk", "review_risk")
    found = (Candidate(key_of(str(pk)), risk) for pk, risk in listed)
    return tuple(sorted((one for one in found if one.key not in known), key=lambda one: one.key))


def years_to_draw() -> list[int]:
    """Return the years for which something waits, the newest first."""
    found = Inventory.objects.filter(status__in=_WAITING).values_list("year", flat=True)
    return sorted(set(found), reverse=True)


def sampled_of(inventory: Inventory) -> Sampled:
    """Return how the draw came out for an inventory."""
    key = key_of(str(inventory.pk))
    for draw in draws().filter(year=inventory.year, drawn_at__isnull=False):
        risk = dict(draw.candidates).get(key)
        if risk is not None:
            return Sampled(
                draw,
                is_riskiest=key in draw.riskiest,
                is_drawn=key in draw.drawn,
                has_risen=inventory.review_risk > risk,
            )
    return Sampled()
