"""Writing a whole pact into one file: every row and file, its people without passwords, its audit entries."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone

from klimapakt.foundation import audit
from klimapakt.foundation.mail.enums import MailState
from klimapakt.foundation.models import AuditEvent, AuditHead, CarriedEvent, OutgoingMail, TextSalt
from klimapakt.handover import overview, versions
from klimapakt.handover.archive import Writing
from klimapakt.handover.refusals import FileMissing
from klimapakt.handover.tables import (
    Model,
    columns,
    encoded,
    file_columns,
    is_person,
    label,
    path_of,
    tables_of_pacts,
    target_of,
)
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import over_all_pacts
from klimapakt.people.models import Person

Progress = Callable[[str, int], None]
PEOPLE: Final = "tables/people.Person.jsonl"
AUDIT: Final = "audit.jsonl"
CARRIED: Final = "carried.jsonl"
_CHUNK: Final = 2_000
_UNDERWAY: Final = (MailState.QUEUED, MailState.SENDING)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    rows: int
    files: int
    people: int
    events: int
    manifest_sha256: str


@dataclass(slots=True)
class _Seen:
    """What the rows that were written point at, and which of them the chain may speak of."""

    people: set[int] = field(default_factory=set)
    subjects: dict[str, set[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    rows: int = 0


def part_of(model: Model) -> str:
    """Return the name of the part with the rows of a table."""
    return f"tables/{label(model)}.jsonl"


def export(pact: Pact, target: Path, progress: Progress) -> Exported:
    """Write a pact into a file that does not exist yet; called inside a snapshot. Raises FileMissing."""
    # One pact is asked for by name; the chain and the accounts belong to the installation.
    with over_all_pacts(), target.open("xb") as stream:
        try:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
                return _written(pact, Writing(packed), progress)
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def _written(pact: Pact, writing: Writing, progress: Progress) -> Exported:
    seen = _Seen(subjects={kind: set() for kind in _kinds_of_events()})
    for model in tables_of_pacts():
        count = writing.lines(part_of(model), _rows(model, pact, seen))
        seen.rows += count
        progress(label(model), count)
    for name in seen.files:
        with default_storage.open(name) as source:
            writing.file(f"files/{name}", source)
    progress("files", len(seen.files))
    carried = writing.lines(CARRIED, _carried(pact, seen))
    is_whole = Pact.objects.count() == 1
    people = list(_people(seen, is_whole=is_whole))
    events = writing.lines(AUDIT, _events(seen, people, is_whole=is_whole))
    progress("audit", events + carried)
    writing.lines(PEOPLE, (_account(one) for one in people))
    progress("people.Person", len(people))
    writing.text("index.html", render_to_string("handover/pact.html", overview.of_pact(pact)))
    manifest = writing.finish(_manifest(pact, is_whole=is_whole))
    return Exported(seen.rows, len(seen.files), len(people), events + carried, manifest)


def _manifest(pact: Pact, *, is_whole: bool) -> Mapping[str, object]:
    head = AuditHead.objects.get()
    return {
        "program": versions.program(),
        "tables": versions.tables(),
        "made_at": timezone.now().isoformat(),
        "pact": {"id": str(pact.pk), "slug": pact.slug, "name": pact.name, "host": pact.host},
        "chain": {"is_whole": is_whole, "events": head.events, "head": head.hash},
    }


def _rows(model: Model, pact: Pact, seen: _Seen) -> Iterator[Mapping[str, object]]:
    people = [one.attname for one in columns(model) if is_person(target_of(one))]
    named = file_columns(model)
    subjects = seen.subjects.get(str(model._meta.label_lower))  # noqa: SLF001 -- Django documents it
    found = model._default_manager.filter(**{path_of(model): pact.pk}).order_by("pk")  # noqa: SLF001 -- the same
    for row in found.iterator(chunk_size=_CHUNK):
        seen.people |= {value for name in people if (value := getattr(row, name)) is not None}
        if subjects is not None:
            subjects.add(str(row.pk))
        for name in named:
            seen.files.append(_stored(model, row, name))
        yield _resting(encoded(row)) if model is OutgoingMail else encoded(row)


def _stored(model: Model, row: models.Model, column: str) -> str:
    name = str(getattr(row, column))
    if not default_storage.exists(name):
        raise FileMissing(label(model), str(row.pk))
    return name


def _resting(mail: dict[str, object]) -> dict[str, object]:
    """Return a mail as history: what waits leaves from here, and secrets are sealed with the key of here."""
    mail["secrets"] = ""
    if mail["state"] in _UNDERWAY:
        mail["state"], mail["next_attempt_at"] = str(MailState.SUPPRESSED), None
    return mail


def _kinds_of_events() -> set[str]:
    return set(AuditEvent.objects.order_by().values_list("subject_type", flat=True).distinct())


def _carried(pact: Pact, seen: _Seen) -> Iterator[Mapping[str, object]]:
    for event in CarriedEvent.objects.filter(pact=pact.pk).order_by("pk").iterator(chunk_size=_CHUNK):
        if event.person_id is not None:
            seen.people.add(event.person_id)
        yield encoded(event)


def _people(seen: _Seen, *, is_whole: bool) -> Iterator[Person]:
    """Yield who is named anywhere in the pact; all accounts where the installation is this pact."""
    found = Person.objects.order_by("pk")
    if is_whole:
        yield from found
        return
    keys = sorted(seen.people)
    for start in range(0, len(keys), _CHUNK):
        yield from found.filter(pk__in=keys[start : start + _CHUNK])


def _account(person: Person) -> Mapping[str, object]:
    """Return an account without what opens it: nobody signs in elsewhere with a password given here."""
    return {
        "key": person.pk,
        "email": person.email,
        "name": person.name,
        "language": person.language,
        "is_active": person.is_active,
        "joined_at": person.joined_at.isoformat(),
    }


def _events(seen: _Seen, people: list[Person], *, is_whole: bool) -> Iterator[Mapping[str, object]]:
    """Yield the entries of the chain about rows of the pact, the whole chain where there is no other pact."""
    who = {mark: one.pk for one in people if (mark := audit.commitment_of(one)) is not None}
    salts: dict[int, dict[str, str]] = {}
    for event_id, name, salt in TextSalt.objects.values_list("event_id", "name", "salt"):
        salts.setdefault(event_id, {})[name] = salt
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=_CHUNK):
        if is_whole or event.subject_id in seen.subjects.get(event.subject_type, ()):
            yield {**encoded(event), "person": who.get(event.actor), "text_salts": salts.get(event.sequence)}
