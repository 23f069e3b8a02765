"""Mandates as the member and the adviser read them: how they stand, what is owed, what was looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from klimapakt.duties import days, queries
from klimapakt.duties.models import Duty
from klimapakt.duties.presenting import Shown, shown, title_of
from klimapakt.inventories.models import EvidenceFile, Inventory, Meter, Upload
from klimapakt.measures.models import Measure
from klimapakt.organisations import mandates
from klimapakt.organisations.enums import AccessedPage, MandatePart, MandateState
from klimapakt.organisations.models import Mandate, MandateAccess

BADGES: Final[Mapping[MandateState, str]] = {
    MandateState.OFFERED: "info",
    MandateState.LAPSED: "warning",
    MandateState.IN_FORCE: "success",
    MandateState.EXPIRED: "neutral",
    MandateState.ENDED: "neutral",
    MandateState.WITHDRAWN: "neutral",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One mandate with how it stands and what it opens, in words; ``owed`` is what the member owes first."""

    mandate: Mandate
    state: MandateState
    owed: Shown | None = None

    @property
    def badge(self) -> str:
        """Return how the state looks."""
        return BADGES[self.state]

    @property
    def parts(self) -> list[str]:
        """Return what it opens."""
        return [str(part.label) for part in mandates.parts_of(self.mandate)]

    @property
    def sees_duties(self) -> bool:
        """Tell whether the adviser sees what is owed."""
        return opens_duties(self.mandate)

    @property
    def is_in_force(self) -> bool:
        """Tell whether it counts now."""
        return self.state is MandateState.IN_FORCE

    @property
    def is_offered(self) -> bool:
        """Tell whether it waits for being accepted, also when the time for that is over."""
        return self.state in {MandateState.OFFERED, MandateState.LAPSED}

    @property
    def adviser(self) -> str:
        """Return who advises, or is to."""
        if self.mandate.adviser is not None:
            return self.mandate.adviser.name
        return self.mandate.email or _("somebody whose account was erased")


@dataclass(frozen=True, slots=True)
class Accessed:
    """One access as it is read."""

    access: MandateAccess
    thing: str


def told(found: Iterable[Mandate]) -> list[Told]:
    """Return mandates with how they stand."""
    return [Told(one, mandates.state_of(one)) for one in found]


def told_with_duties(found: Sequence[Mandate]) -> list[Told]:
    """Return the same, with what is owed first where the mandate opens that."""
    owed = queries.next_of_each([one.organisation for one in found if opens_duties(one)])
    return [
        Told(one, MandateState.IN_FORCE, _first(owed.get(one.organisation_id), days.today())) for one in found
    ]


def opens_duties(mandate: Mandate) -> bool:
    """Tell whether the adviser sees what is owed."""
    return MandatePart.DUTIES in mandates.parts_of(mandate)


def accessed(found: Sequence[MandateAccess], mandate: Mandate) -> list[Accessed]:
    """Return accesses with the names of what they were about; what was deleted since is said to be."""
    names = _names(found)
    names[mandate.organisation_id] = mandate.organisation.name
    gone = _("deleted since")
    return [Accessed(one, names.get(one.thing, gone)) for one in found]


def _first(duty: Duty | None, today: date) -> Shown | None:
    return None if duty is None else shown(duty, today)


def _names(found: Iterable[MandateAccess]) -> dict[UUID, str]:
    """Look up the names of things, a query for each kind of thing that can occur."""
    things = {one.thing for one in found}
    pages = {one.page for one in found}
    names: dict[UUID, str] = {}
    inventories = Inventory.objects.filter(pk__in=things)
    names |= {
        pk: _("Inventory %(year)s") % {"year": year} for pk, year in inventories.values_list("pk", "year")
    }
    files = Upload.objects.filter(pk__in=things)
    names |= dict(files.values_list("pk", "file_name"))
    names |= dict(EvidenceFile.objects.filter(pk__in=things).values_list("pk", "name"))
    names |= dict(Meter.objects.filter(pk__in=things).values_list("pk", "name"))
    if AccessedPage.MEASURES in pages:
        names |= dict(Measure.objects.filter(pk__in=things).values_list("pk", "title"))
    if AccessedPage.DUTIES in pages:
        names |= {one.pk: title_of(one) for one in Duty.objects.filter(pk__in=things)}
    return names
