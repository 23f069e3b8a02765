"""Taking a whole pact over from a file: all of it or nothing."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, models, transaction
from django.utils.dateparse import parse_datetime

from klimapakt.foundation import audit, chain, guards
from klimapakt.foundation.models import CarriedEvent
from klimapakt.handover import archive, versions
from klimapakt.handover.archive import Reading
from klimapakt.handover.exporting import AUDIT, CARRIED, PEOPLE, part_of
from klimapakt.handover.references import renumbered
from klimapakt.handover.refusals import Damaged, DoesNotFit, OtherVersion, PactExists
from klimapakt.handover.tables import (
    Model,
    columns,
    decoded,
    file_columns,
    is_person,
    label,
    numbered,
    tables_of_pacts,
    target_of,
)
from klimapakt.pacts import hosts
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import over_all_pacts
from klimapakt.people.models import Person
from klimapakt.people.queries import holder_of

Progress = Callable[[str, int], None]
_AT_ONCE: Final = 500
_EVENT: Final = ("sequence", "at", "what", "subject_type", "subject_id", "actor", "details", "previous")


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken over."""

    pact: Pact
    rows: int
    files: int
    new_accounts: int
    known_accounts: int


@dataclass(slots=True)
class _Taking:
    """Where the import is: the new keys of numbered rows and people, and the files that were written."""

    reading: Reading
    host: str | None
    numbers: dict[str, dict[Any, Any]] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    rows: int = 0
    new_accounts: int = 0


@contextmanager
def snapshot() -> Iterator[None]:
    """See the database as it is at this moment, however long reading takes."""
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@transaction.atomic
def note_export(*, pact: Pact, manifest_sha256: str, rows: int) -> None:
    """Note in the chain that a pact was written into a file, and which one."""
    details: dict[str, audit.Detail] = {"manifest": manifest_sha256, "rows": rows}
    audit.record(what="pact.exported", subject=pact, by=None, details=details)


def import_pact(source: Path, progress: Progress, *, host: str | None = None) -> Imported:
    """Take a pact over from a file; raise HandOverRefused with everything as it was before.

    ``host`` is the host name its pages answer under here, where it is another one than before.
    """
    with archive.opened(source) as reading:
        _ensure_same_version(reading)
        taking = _Taking(reading, host)
        try:
            # The pact is not there yet, so nothing can be read within it.
            with over_all_pacts(), transaction.atomic():
                return _taken(taking, progress)
        except (DatabaseError, KeyError, TypeError, ValueError) as broken:
            _remove_files(taking)
            first = (str(broken).strip().splitlines() or [type(broken).__name__])[0]
            raise DoesNotFit(source.name, first) from broken
        except BaseException:
            _remove_files(taking)
            raise


def _taken(taking: _Taking, progress: Progress) -> Imported:
    told = taking.reading.manifest["pact"]
    _ensure_new(told, taking.host)
    known = _take_people(taking)
    progress("people.Person", known + taking.new_accounts)
    _take_files(taking)
    progress("files", len(taking.names))
    # What is accepted or issued can only be written before it is; its rows arrive as they were decided.
    guards.lift(connection)
    for model in tables_of_pacts():
        count = _take_rows(model, taking)
        taking.rows += count
        progress(label(model), count)
    _take_events(taking, told["id"])
    connection.check_constraints()
    guards.guard(connection)
    pact = Pact.objects.get(pk=told["id"])
    audit.record(what="pact.imported", subject=pact, by=None, details=_details(taking))
    transaction.on_commit(hosts.forget)
    return Imported(pact, taking.rows, len(taking.names), taking.new_accounts, known)


def _details(taking: _Taking) -> Mapping[str, audit.Detail]:
    kept = taking.reading.manifest["chain"]
    return {
        "manifest": taking.reading.manifest_sha256,
        "rows": taking.rows,
        "chain_events": int(kept["events"]),
        "chain_head": str(kept["head"]),
    }


def _ensure_same_version(reading: Reading) -> None:
    manifest = reading.manifest
    theirs, ours = manifest["program"], versions.program()
    if theirs != ours:
        raise OtherVersion(theirs, ours)
    here = versions.tables()
    for room, migration in {**here, **manifest["tables"]}.items():
        if manifest["tables"].get(room) != here.get(room) or here.get(room) != migration:
            known = manifest["tables"].get(room, "nothing")
            raise OtherVersion(f"{theirs} ({room} {known})", f"{ours} ({room} {here.get(room, 'nothing')})")


def _ensure_new(told: Mapping[str, str], host: str | None) -> None:
    for what, value in (("id", told["id"]), ("slug", told["slug"])):
        if Pact.objects.filter(**{what: value}).exists():
            raise PactExists({"id": "key", "slug": "short name"}[what], value)
    wanted = told["host"] if host is None else host
    if Pact.objects.filter(host=wanted).exists():
        raise PactExists("host", wanted)


def _take_people(taking: _Taking) -> int:
    """Find or make the accounts; return how many were known. New ones have no password."""
    known = 0
    for told in taking.reading.lines(PEOPLE):
        person = holder_of(told["email"])
        if person is None:
            person = _new_account(told)
            taking.new_accounts += 1
        else:
            known += 1
        taking.people[told["key"]] = person.pk
    return known


def _new_account(told: Mapping[str, Any]) -> Person:
    names = ("email", "name", "language", "is_active")
    person = Person(**{name: told[name] for name in names})
    person.set_unusable_password()
    person.full_clean()
    person.save()
    joined_at = parse_datetime(told["joined_at"])
    if joined_at is not None:
        Person.objects.filter(pk=person.pk).update(joined_at=joined_at)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    audit.record(what="person.created", subject=person, by=None, details={"language": person.language})
    return person


def _take_files(taking: _Taking) -> None:
    for part in taking.reading.manifest["parts"]:
        name = str(part["name"])
        if name.startswith("files/"):
            taking.names[name.removeprefix("files/")] = _kept(name, str(part["sha256"]), taking)


def _kept(part: str, sha256: str, taking: _Taking) -> str:
    """Return under which name a file rests here: its own, unless other bytes have it."""
    name = part.removeprefix("files/")
    if default_storage.exists(name):
        with default_storage.open(name) as there:
            if hashlib.file_digest(there, "sha256").hexdigest() == sha256:
                return name
    with taking.reading.file(part) as source:
        kept = default_storage.save(name, File(source, name=name))
    taking.written.append(kept)
    return kept


def _remove_files(taking: _Taking) -> None:
    for name in taking.written:
        default_storage.delete(name)


def _take_rows(model: Model, taking: _Taking) -> int:
    lines, count = taking.reading.lines(part_of(model)), 0
    while values := list(islice(lines, _AT_ONCE)):
        _insert(model, [_row(model, one, taking) for one in values], values, taking)
        count += len(values)
    if count != taking.reading.rows_of(part_of(model)):
        raise Damaged(part_of(model), "has another number of rows than it says")
    return count


def _row(model: Model, values: dict[str, Any], taking: _Taking) -> models.Model:
    expected = {field.attname for field in columns(model)}
    if values.keys() != expected:
        raise DoesNotFit(label(model), f"columns {sorted(values.keys() ^ expected)} are on one side only")
    values = renumbered(model, values, {**taking.numbers, label(Person): taking.people})
    row = model()
    for column, value in decoded(model, values):
        setattr(row, column.attname, _here(column, value, taking))
    if isinstance(row, Pact) and taking.host is not None:
        row.host = taking.host
    for name in file_columns(model):
        setattr(row, name, taking.names[values[name]])
    return row


def _here(column: "models.Field[Any, Any]", value: Any, taking: _Taking) -> Any:  # noqa: ANN401 -- any column
    """Return a value with the key that a row or a person has here."""
    target = target_of(column)
    if value is None or target is None:
        return value
    if is_person(target):
        return taking.people[value]
    if numbered(target):
        return taking.numbers[label(target)][value]
    return target._meta.pk.to_python(value)  # noqa: SLF001 -- Django documents it


def _insert(
    model: Model, rows: list[models.Model], values: Iterable[Mapping[str, Any]], taking: _Taking
) -> None:
    """Write rows as they are, times of creation included, which ``bulk_create`` would set anew."""
    fields = [one for one in columns(model) if not (numbered(model) and one.primary_key)]
    key = model._meta.pk  # noqa: SLF001 -- Django documents it
    size = max(1, min(_AT_ONCE, connection.ops.bulk_batch_size(fields, rows)))
    made: list[Any] = []
    manager: Any = model._base_manager  # noqa: SLF001 -- Django documents it
    for start in range(0, len(rows), size):
        made += manager._insert(  # noqa: SLF001 -- as loaddata does, many rows at a time
            rows[start : start + size], fields=fields, returning_fields=[key], raw=True, using="default"
        )
    if numbered(model):
        old = [one[key.attname] for one in values]
        taking.numbers.setdefault(label(model), {}).update(zip(old, (new for (new,) in made), strict=True))


def _take_events(taking: _Taking, pact: str) -> None:
    """Keep the entries of the chain they come from; each has to match its own hash."""
    for told in taking.reading.lines(CARRIED):
        CarriedEvent.objects.create(
            **{name: told[name] for name in (*_EVENT, "hash", "text_salts")},
            pact=pact,
            subject_key=_subject_here(told["subject_type"], told["subject_key"], taking),
            person_id=taking.people.get(told["person_id"]),
        )
    events = (_event(told, taking, pact) for told in taking.reading.lines(AUDIT))
    while some := list(islice(events, _AT_ONCE)):
        CarriedEvent.objects.bulk_create(some)


def _event(told: Mapping[str, Any], taking: _Taking, pact: str) -> CarriedEvent:
    entry = {name: told[name] for name in _EVENT}
    if chain.hash_of(chain.Entry(**entry)) != told["hash"]:
        raise Damaged(AUDIT, f"entry {told['sequence']} does not match its hash")
    return CarriedEvent(
        **entry,
        hash=told["hash"],
        pact=pact,
        subject_key=_subject_here(told["subject_type"], told["subject_id"], taking),
        person_id=taking.people.get(told["person"]),
        text_salts=told["text_salts"],
    )


def _subject_here(subject_type: str, key: str, taking: _Taking) -> str:
    by_label = {name.lower(): numbers for name, numbers in taking.numbers.items()}
    numbers = by_label.get(subject_type, {})
    return str(numbers.get(int(key), key)) if key.isdecimal() else key
