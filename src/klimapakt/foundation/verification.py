"""Walking the audit chain from its first entry to its head."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import DatabaseError
from django.db.models import Subquery

from klimapakt.foundation import chain
from klimapakt.foundation.models import AuditEvent, AuditHead

_CHUNK = 5_000
_COLUMNS = ("sequence", "at", "what", "subject_type", "subject_id", "actor", "details", "previous", "hash")


class FaultKind(Enum):
    """How an entry is broken."""

    HASH = "hash"
    GAP = "gap"
    ORDER = "order"
    HEAD = "head"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first broken entry; ``at`` and ``what`` are None when the entry is gone."""

    sequence: int
    kind: FaultKind
    sentence: str
    at: str | None = None
    what: str | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """An end of the chain that somebody wrote down earlier, outside this database."""

    events: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the walk found: how many entries are sound, the hash of the last of them, and the first fault."""

    events: int
    head: str
    fault: Fault | None


def verify(noted: Iterable[Noted] = ()) -> Verdict:
    """Walk the whole chain and return the first fault; writers may go on meanwhile, unlooked at.

    A rewriting of everything including the head cannot be seen from inside: ``noted`` are ends of the chain
    kept elsewhere (``klimapakt audit head`` prints one), and the chain has to run through each of them.
    """
    head = AuditHead.objects.first()
    walk = _Walk({one.events: one.hash for one in noted})
    rows = AuditEvent.objects.order_by("sequence").values_list(*_COLUMNS)
    if head is not None:
        rows = rows.filter(sequence__lte=head.events)
    fault = (
        walk.through(rows.iterator(chunk_size=_CHUNK)) or _fault_at_end(walk, head) or walk.fault_of_noted()
    )
    return Verdict(walk.events, walk.hash, fault)


class _Walk:
    """How far the chain was found sound."""

    def __init__(self, noted: dict[int, str]) -> None:
        self.events = 0
        self.hash = chain.NOTHING_BEFORE
        self._noted = noted

    def through(self, rows: Iterable[tuple[Any, ...]]) -> Fault | None:
        """Follow the entries and return the first fault."""
        try:
            for row in rows:
                fault = self._step(chain.Entry(*row[:-1]), row[-1])
                if fault is not None:
                    return fault
        except DatabaseError:
            return Fault(
                self.events + 1, FaultKind.HASH, "The entry cannot be read: the database holds no text there."
            )
        return None

    def fault_of_noted(self) -> Fault | None:
        """Return a fault when a noted end lies beyond the end of the chain."""
        beyond = [events for events in self._noted if events > self.events]
        if not beyond:
            return None
        return Fault(
            self.events + 1,
            FaultKind.NOTED,
            f"The chain once had {max(beyond)} entries; later ones are gone.",
        )

    def _step(self, entry: chain.Entry, stored_hash: object) -> Fault | None:
        expected = self.events + 1
        if entry.sequence != expected:
            return self._fault_of_count(entry, expected)
        if entry.previous != self.hash:
            return _fault(
                entry,
                FaultKind.ORDER,
                "It does not continue the entry before it: one of the two is not the original.",
            )
        if _recomputed(entry) != stored_hash:
            return _fault(entry, FaultKind.HASH, "Its content does not match its hash: it was changed.")
        if self._noted.get(expected, stored_hash) != stored_hash:
            return _fault(
                entry, FaultKind.NOTED, "Its hash is not the one noted earlier: the chain was written anew."
            )
        self.events, self.hash = expected, str(stored_hash)
        return None

    def _fault_of_count(self, entry: chain.Entry, expected: int) -> Fault:
        if entry.sequence > expected:
            return Fault(expected, FaultKind.GAP, "The entry is missing.")
        return _fault(entry, FaultKind.ORDER, "It stands before the first entry.")


def _fault_at_end(walk: _Walk, head: AuditHead | None) -> Fault | None:
    """Compare the last entry with the head, which is what gives a cut-off tail away."""
    if head is None:
        return Fault(
            walk.events, FaultKind.HEAD, f"The head of the chain is missing; {walk.events} entries stand."
        )
    if walk.events < head.events:
        return Fault(
            walk.events + 1, FaultKind.HEAD, f"The chain was cut off: {head.events} entries were written."
        )
    if walk.hash != head.hash:
        return Fault(walk.events, FaultKind.HEAD, "The head names another last entry.")
    return _fault_of_surplus()


def _fault_of_surplus() -> Fault | None:
    """Return a fault for an entry behind the head; one statement, so that no writer can come between."""
    count = Subquery(AuditHead.objects.values("events")[:1])
    row = AuditEvent.objects.filter(sequence__gt=count).order_by("sequence").values_list(*_COLUMNS).first()
    if row is None:
        return None
    return _fault(
        chain.Entry(*row[:-1]),
        FaultKind.HEAD,
        "It stands behind the head: it was not written by this program.",
    )


def _recomputed(entry: chain.Entry) -> str | None:
    try:
        return chain.hash_of(entry)
    except (TypeError, ValueError):
        return None


def _fault(entry: chain.Entry, kind: FaultKind, sentence: str) -> Fault:
    return Fault(
        sequence=entry.sequence, kind=kind, sentence=sentence, at=str(entry.at), what=str(entry.what)
    )
