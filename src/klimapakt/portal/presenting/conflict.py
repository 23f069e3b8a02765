"""Two versions of a row, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from klimapakt.foundation.design.units import unit
from klimapakt.foundation.templatetags.format import day, number
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.enums import Quality
from klimapakt.inventories.models import Activity, Inventory
from klimapakt.inventories.presenting import words
from klimapakt.inventories.queries import draft_of_row
from klimapakt.methods.factors import edition
from klimapakt.organisations.models import Site


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in both versions; ``differs`` marks those one has to decide on."""

    name: str
    theirs: str
    mine: str

    @property
    def differs(self) -> bool:
        """Whether the two versions say something else."""
        return self.theirs != self.mine


def compared(
    theirs: Activity, mine: Draft, site: Site | None, inventory: Inventory
) -> tuple[Difference, ...]:
    """Return every field of both versions, in the order of the form."""
    their_draft = draft_of_row(theirs)
    other = dict(_shown(their_draft, theirs.site, inventory))
    own = dict(_shown(mine, site, inventory))
    names = list(dict.fromkeys([*other, *own]))
    return tuple(Difference(name, other.get(name, "–"), own.get(name, "–")) for name in names)


def _shown(draft: Draft, site: Site | None, inventory: Inventory) -> Iterator[tuple[str, str]]:
    yield _("Activity"), words.activity_name(draft.activity, edition(inventory.edition), draft.factor_id)
    yield _("Amount"), f"{number(draft.amount)} {unit(draft.unit)}"
    yield _("Site"), site.name if site else _("The whole organisation")
    has_period = draft.period_start is not None and draft.period_end is not None
    yield (
        _("Period"),
        f"{day(draft.period_start)} – {day(draft.period_end)}"  # type: ignore[arg-type]  # checked above
        if has_period
        else _("whole year %(year)s") % {"year": inventory.year},
    )
    yield _("Data quality"), str(Quality(draft.quality).label) if draft.quality else "–"
    for key, value in sorted(draft.extras.items()):
        yield str(words.EXTRAS.get(key, key)), _told(value)
    yield _("Evidence"), draft.evidence or "–"
    yield _("Note"), draft.note or "–"


def _told(value: object) -> str:
    """Return a further detail as text; what has parts shows those that are set."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_told(part)}" for key, part in value.items() if part not in (False, None))
    return str(value)
