"""What changed since the last round, in words: rows added, removed and changed, and earlier answers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import amount, mass
from klimapakt.inventories.models import ReviewCheck
from klimapakt.inventories.presenting.versions import FIELD_NAMES, signed_mass
from klimapakt.inventories.queries import RoundBefore
from klimapakt.inventories.rounds import KeptRow, RowMove
from klimapakt.methods.review import checklist

MOST_SHOWN: Final = 100
_BADGES: Final = {"added": "info", "removed": "warning", "changed": "neutral"}


@dataclass(frozen=True, slots=True)
class ShownMove:
    """One row that is not as it was: amounts and emissions before and now, and what else differs."""

    move: RowMove
    word: str
    badge: str
    before: str
    now: str
    before_mass: str
    now_mass: str
    others: str


@dataclass(frozen=True, slots=True)
class ShownRound:
    """The round before as a reviewer reads it."""

    told: RoundBefore
    total: str
    moves: tuple[ShownMove, ...]
    left_out: int
    checks: tuple[tuple[str, ReviewCheck], ...]

    @property
    def count(self) -> int:
        """Return how many rows differ."""
        return len(self.told.moves)


def shown_round(found: RoundBefore | None) -> ShownRound | None:
    """Return what changed since the round before; None in the first."""
    if found is None:
        return None
    language = get_language() or "de"
    questions = {item.key: item.question.written(language) for item in checklist().items}
    return ShownRound(
        told=found,
        total=_total(found),
        moves=tuple(_shown(move) for move in found.moves[:MOST_SHOWN]),
        left_out=max(0, len(found.moves) - MOST_SHOWN),
        checks=tuple((questions.get(one.item, one.item), one) for one in found.checks),
    )


def _total(found: RoundBefore) -> str:
    if found.before_mg is None or found.now_mg is None:
        return ""
    values = {
        "before": mass(found.before_mg),
        "now": mass(found.now_mg),
        "difference": signed_mass(found.now_mg - found.before_mg),
    }
    if found.before_mg == found.now_mg:
        return _("The total is the same: %(now)s.") % values
    return _("The total was %(before)s and is %(now)s (%(difference)s).") % values


def _shown(move: RowMove) -> ShownMove:
    words = {"added": _("Added"), "removed": _("Removed"), "changed": _("Changed")}
    return ShownMove(
        move=move,
        word=words[move.kind],
        badge=_BADGES[move.kind],
        before=_amount(move.before),
        now=_amount(move.after),
        before_mass=mass(move.before.mg) if move.before else "–",
        now_mass=mass(move.after.mg) if move.after else "–",
        others=_others(move),
    )


def _amount(row: KeptRow | None) -> str:
    return amount(Decimal(row.amount), row.unit) if row else "–"


def _others(move: RowMove) -> str:
    """Return what differs besides amount and unit, by name."""
    names = {"factor": _("Factor"), **{key: str(name) for key, name in FIELD_NAMES.items()}}
    return ", ".join(names[one] for one in move.fields if one not in {"amount", "unit"})
