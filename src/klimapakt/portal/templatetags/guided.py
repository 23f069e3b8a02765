"""Parts of the guided inventory that other pages show as well: the drawn bill, the way in, the way back."""

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext

from klimapakt.inventories import queries
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.presenting.questions import written
from klimapakt.methods.questionnaires import Drawing

register = template.Library()

_TOP, _LINE, _BOTTOM = 84, 44, 26


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One line of a drawn bill and where it stands in the picture."""

    label: str
    value: str
    is_marked: bool
    text_y: int
    box_y: int


@register.inclusion_tag("portal/parts/drawing.html")
def drawn_bill(drawing: Drawing) -> dict[str, object]:
    """Draw a generic bill with the place to look at; its name says the same in words."""
    rows = [
        DrawnRow(
            written(row.label), written(row.value), row.is_marked, _TOP + at * _LINE, _TOP + at * _LINE - 27
        )
        for at, row in enumerate(drawing.rows)
    ]
    marked = ", ".join(f"{row.label}: {row.value}" for row in rows if row.is_marked)
    height = _TOP + (len(rows) - 1) * _LINE + _BOTTOM
    title = written(drawing.title)
    return {
        "kind": drawing.kind,
        "title": title,
        "rows": rows,
        "height": height,
        "paper": height - 8,
        "name": gettext("Example %(title)s. Look here: %(marked)s") % {"title": title, "marked": marked},
    }


@register.inclusion_tag("portal/parts/guided_way.html")
def guided_way(inventory: Inventory, may_edit: bool) -> dict[str, object]:
    """Lead from an inventory to its questions, or offer to begin them."""
    run = queries.run_of(inventory)
    standing = queries.run_standing(run) if run else None
    can_answer = may_edit and inventory.is_open
    return {"inventory": inventory, "standing": standing, "can_answer": can_answer}
