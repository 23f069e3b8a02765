"""The audit chain: recording what happened, and finding the first entry that was tampered with.

An event is written in the transaction of the action it tells about: both stand or neither. Nothing personal
enters the chain; see ``docs/decisions/0003-audit-chain.md`` for the format and for what the chain can and
cannot prove.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models
from django.utils import timezone

from klimapakt.foundation import actions, chain
from klimapakt.foundation.models import AuditEvent, CarriedEvent, PersonSalt

_WHAT = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WORD = re.compile(r"[A-Za-z0-9._:+-]{0,128}")


class OutsideTransaction(Exception):
    """An event was to be recorded where it could stand without the change it tells about."""


class NotForTheChain(ValueError):
    """A value would put personal data or something unprovable into the chain."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A free text of which only a salted commitment enters the chain."""

    text: str


Detail = str | int | bool | None | Sealed


def sealed(text: str) -> Sealed:
    """Mark a free text (a reason, a file name) so that the chain proves it without telling it."""
    return Sealed(text)


def record(
    *,
    what: str,
    subject: models.Model,
    by: AbstractBaseUser | None,
    details: Mapping[str, Detail] | None = None,
) -> AuditEvent:
    """Append an event to the chain, in the transaction of the calling action; ``by`` None is the system.

    ``details`` takes numbers, truth values and machine words such as "2026.1"; free text goes through
    ``sealed``.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{what} must be recorded inside the transaction of its action.")
    if not _WHAT.fullmatch(what):
        raise NotForTheChain(f"{what!r} does not name an event. Write it like inventory.accepted.")
    if subject.pk is None:
        raise NotForTheChain(f"{what}: the subject has to be saved before it can be recorded.")
    checked = details or {}
    for name, value in checked.items():
        _ensure_allowed(name, value)
    return actions.append_event(
        what=what,
        subject=subject,
        open_details={name: value for name, value in checked.items() if not isinstance(value, Sealed)},
        sealed_texts={name: value.text for name, value in checked.items() if isinstance(value, Sealed)},
        at=timezone.now(),
        by=by,
    )


def commitment_of(person: AbstractBaseUser) -> str | None:
    """Return what stands for this person in the chain, or None when nothing does or the tie was erased."""
    salt = PersonSalt.objects.filter(person_id=person.pk).values_list("salt", flat=True).first()
    return None if salt is None else chain.commitment(str(person.pk), salt)


def entries_about(subject_type: str, subject_id: str) -> list[AuditEvent | CarriedEvent]:
    """Return what the chain tells about a subject, oldest first, and before it what came with its pact."""
    carried = CarriedEvent.objects.filter(subject_type=subject_type, subject_key=subject_id)
    own = AuditEvent.objects.filter(subject_type=subject_type, subject_id=subject_id)
    return [*carried.select_related("person").order_by("pact", "sequence"), *own.order_by("sequence")]


@dataclass(frozen=True, slots=True)
class Happened:
    """One event about a subject; ``by`` is None for the system and for people whose tie was erased."""

    what: str
    at: datetime
    by: AbstractBaseUser | None
    details: Mapping[str, object]


def history_of(subject: models.Model, people: Iterable[AbstractBaseUser]) -> list[Happened]:
    """Return what happened to a subject, oldest first; ``people`` are those who may have done it."""
    known = {person.pk: person for person in people}
    salts = PersonSalt.objects.filter(person_id__in=known).values_list("person_id", "salt")
    who = {chain.commitment(str(pk), salt): known[pk] for pk, salt in salts}
    kind = subject._meta.label_lower  # noqa: SLF001 -- Django documents it
    return [
        Happened(
            event.what,
            datetime.fromisoformat(event.at),
            event.person if isinstance(event, CarriedEvent) else who.get(event.actor),
            json.loads(event.details),
        )
        for event in entries_about(kind, str(subject.pk))
    ]


def _ensure_allowed(name: str, value: object) -> None:
    if not _NAME.fullmatch(name):
        raise NotForTheChain(f"{name!r} is not a name for a detail. Use lower-case letters, digits and _.")
    if isinstance(value, Sealed | bool | int | None):
        return
    if not isinstance(value, str):
        raise NotForTheChain(
            f"{name}: a {type(value).__name__} has no single spelling. Pass a whole number or a word."
        )
    if not _WORD.fullmatch(value):
        raise NotForTheChain(f"{name}: free text may name people. Pass audit.sealed(…) instead.")
