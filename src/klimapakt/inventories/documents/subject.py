"""What a document is about: one inventory as it stands, with the record that the document carries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from klimapakt.foundation.templatetags.format import day
from klimapakt.inventories import queries
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Inventory
from klimapakt.inventories.queries import Calculated
from klimapakt.inventories.records import record_of
from klimapakt.inventories.sealed import Record
from klimapakt.methods.inventory import Inventory as Result


@dataclass(frozen=True, slots=True)
class ListedMeasure:
    """A measure from before the pact as the report lists it."""

    title: str
    field: str
    year: int
    note: str


@dataclass(frozen=True)
class Subject:
    """An inventory with its result and its record; ``measures`` are those from before the pact."""

    calculated: Calculated
    record: Record
    measures: Sequence[ListedMeasure] = ()

    @property
    def inventory(self) -> Inventory:
        """Return the inventory."""
        return self.calculated.inventory

    @property
    def result(self) -> Result:
        """Return what was calculated."""
        return self.calculated.result

    @cached_property
    def content(self) -> Mapping[str, Any]:
        """Return the record as JSON."""
        return self.record.content

    @property
    def is_final(self) -> bool:
        """Tell whether the figures cannot change any more."""
        return self.inventory.status == InventoryStatus.ACCEPTED

    @property
    def stands_at(self) -> datetime:
        """Return the moment the document speaks of: equal inventories give equal documents."""
        inventory = self.inventory
        if self.is_final and inventory.accepted_at:
            return inventory.accepted_at
        if inventory.status == InventoryStatus.SUBMITTED and inventory.submitted_at:
            return inventory.submitted_at
        return inventory.changed_at

    @property
    def state(self) -> str:
        """Return where the inventory stands, for somebody who never saw the platform."""
        if self.is_final:
            told = _(
                "Accepted by the pact office on %(day)s, by another person than those who made it. The "
                "figures are frozen and do not change any more."
            )
        elif self.inventory.status == InventoryStatus.SUBMITTED:
            told = _(
                "Submitted on %(day)s. The pact office has not decided yet; the figures may still change."
            )
        elif self.inventory.status == InventoryStatus.RETURNED:
            told = _("Draft of %(day)s. The pact office has asked questions; the figures may still change.")
        else:
            told = _("Draft of %(day)s. Nobody has reviewed these figures; they may change any day.")
        return told % {"day": day(self.stands_at)}

    @property
    def state_word(self) -> str:
        """Return the state in a word; drafts are called drafts, whoever has seen them."""
        words: Mapping[str, object] = {
            InventoryStatus.ACCEPTED: _("Accepted"),
            InventoryStatus.SUBMITTED: _("Submitted, not yet accepted"),
        }
        return str(words.get(self.inventory.status, _("Draft")))


def subject_of(inventory: Inventory, measures: Sequence[ListedMeasure] = ()) -> Subject:
    """Return what documents about an inventory need; what is accepted comes from its frozen record."""
    calculated = queries.calculated(inventory)
    record = record_of(calculated, queries.evidence_for_record(inventory))
    return Subject(calculated, record, measures)
