"""Rounds of a review: the rows as they were submitted, and what is different in the next round. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Final, Literal

from klimapakt.inventories.drafts import amount_text
from klimapakt.inventories.models import Activity
from klimapakt.inventories.reviewing import location_mg

if TYPE_CHECKING:
    from klimapakt.inventories.queries import Calculated

Kind = Literal["added", "removed", "changed"]
COMPARED: Final = ("label", "factor", "site", "amount", "unit", "period", "quality", "evidence")


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One row as it was submitted; ``mg`` are its location-based milligrams, ``factor`` names its factor."""

    number: int
    label: str
    factor: str
    site: str
    amount: str
    unit: str
    period: str
    quality: str
    evidence: str
    mg: int


@dataclass(frozen=True, slots=True)
class RowMove:
    """One row that is not as it was in the round before; ``fields`` are those that differ."""

    before: KeptRow | None
    after: KeptRow | None
    fields: tuple[str, ...] = ()

    @property
    def row(self) -> KeptRow:
        """Return the row as it is now, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  (one of the two is always there)
        return found

    @property
    def kind(self) -> Kind:
        """Return what happened to the row."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def kept_rows(calculated: "Calculated") -> tuple[KeptRow, ...]:
    """Return the rows of an inventory as a round keeps them."""
    sums = location_mg(calculated)
    return tuple(_kept(row, sums.get(row.number, 0)) for row in calculated.rows)


def as_json(rows: Sequence[KeptRow]) -> list[dict[str, Any]]:
    """Return rows as the database keeps them."""
    return [asdict(row) for row in rows]


def from_json(rows: Sequence[Mapping[str, Any]]) -> tuple[KeptRow, ...]:
    """Return rows as they were kept; what a later version added is empty in earlier ones."""
    names = [one.name for one in fields(KeptRow)]
    return tuple(KeptRow(**{name: row.get(name, "") for name in names}) for row in rows)


def moves(before: Sequence[KeptRow], after: Sequence[KeptRow]) -> tuple[RowMove, ...]:
    """Return the rows that are not as they were, in the order of their numbers.

    A number is never given twice, so a row with another number is another row.
    """
    old, new = {row.number: row for row in before}, {row.number: row for row in after}
    found = (
        RowMove(old.get(number), new.get(number), _differing(old.get(number), new.get(number)))
        for number in sorted(old.keys() | new.keys())
    )
    return tuple(move for move in found if move.kind != "changed" or move.fields)


def _differing(before: KeptRow | None, after: KeptRow | None) -> tuple[str, ...]:
    if before is None or after is None:
        return ()
    return tuple(name for name in COMPARED if getattr(before, name) != getattr(after, name))


def _kept(row: Activity, mg: int) -> KeptRow:
    days = [one.isoformat() for one in (row.period_start, row.period_end) if one]
    return KeptRow(
        number=row.number,
        label=row.label,
        factor=row.activity or row.factor_id,
        site=row.site.name if row.site else "",
        amount=amount_text(row.amount),
        unit=row.unit,
        period="/".join(days) or (str(row.year) if row.year else ""),
        quality=row.quality,
        evidence=row.evidence,
        mg=mg,
    )
