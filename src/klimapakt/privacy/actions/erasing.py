"""Erasing a person: rows go, links end, names are taken out of texts; what has to stay is counted."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models, transaction

from klimapakt.foundation import actions as foundation
from klimapakt.foundation import audit
from klimapakt.foundation.models import TextSalt
from klimapakt.foundation.personal_data import Fate, Held, Table, Tie, declared, model_of
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.scoping import over_all_pacts
from klimapakt.people.models import Person
from klimapakt.privacy import queries, rules
from klimapakt.privacy.finding import naming
from klimapakt.privacy.subject import Subject, linked, owned, rows, subject_of


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done, by table; ``kept`` counts the texts that stay, by table."""

    deleted: Mapping[str, int] = field(default_factory=dict)
    emptied: Mapping[str, int] = field(default_factory=dict)
    redacted: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def erase(*, person: Person, without_successor: Collection[UUID] = (), by: Person | None) -> Erased:
    """Erase a person everywhere in the installation; all of it, or nothing.

    ``without_successor`` are organisations of which it is confirmed that nobody decides for now. Raises
    NobodyWouldDecide for any other one whose last management this is, LastHead for an office's only head.
    """
    # A person has one account in the installation; half of them erased would be nothing erased.
    with over_all_pacts():
        person = Person.objects.select_for_update().get(pk=person.pk)
        _ensure_possible(person, frozenset(without_successor))
        return _erased(subject_of(person), by)


def _ensure_possible(person: Person, confirmed: frozenset[UUID]) -> None:
    orphaned = queries.orphaned_by(person)
    # Locked, so that two last managements that go at the same time see one another.
    locked = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in orphaned])
    open_ones = [one.name for one in locked.order_by("pk") if one.pk not in confirmed]
    if open_ones:
        raise rules.NobodyWouldDecide(sorted(open_ones))
    if queries.is_last_head(person):
        raise rules.LastHead


def _erased(subject: Subject, by: Person | None) -> Erased:
    deleted: Counter[str] = Counter()
    emptied: Counter[str] = Counter()
    redacted: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    tables = [table for table in declared().values() if table.held]
    for table in tables:
        changed, stays = _redact(table, subject)
        redacted[table.model] += changed
        kept[table.model] += stays
    for table in tables:
        for held in table.tied(Tie.LINK):
            emptied[table.model] += rows(table).filter(linked(held, subject)).update(**{held.field: None})
    # Rows that belong to the account go with it or before it; the account itself goes last.
    for table in tables:
        mine = owned(table, subject)
        if mine is None or model_of(table) is Person:
            continue
        if any(one.fate is Fate.KEPT for one in table.tied(Tie.ADDRESS)):
            kept[table.model] += rows(table).filter(mine).count()
            continue
        deleted[table.model] += rows(table).filter(mine).delete()[0]
    done = Erased(deleted=+deleted, emptied=+emptied, redacted=+redacted, kept=+kept)
    _let_go(subject.person, done, by)
    return done


def _let_go(person: Person, done: Erased, by: Person | None) -> None:
    """Note in the chain what was done, cut the tie between the chain and the person, delete the account."""
    counts: dict[str, audit.Detail] = {
        "deleted": sum(done.deleted.values()),
        "emptied": sum(done.emptied.values()),
        "redacted": sum(done.redacted.values()),
        "kept": sum(done.kept.values()),
    }
    actor = None if by is not None and by.pk == person.pk else by
    audit.record(what="person.erased", subject=person, by=actor, details=counts)
    foundation.forget_person(person=person, by=actor)
    Person.objects.filter(pk=person.pk).delete()


def _redact(table: Table, subject: Subject) -> tuple[int, int]:
    """Take the person out of the texts of a table; return how many were changed, and how many stay."""
    named: dict[Any, tuple[models.Model, set[Held]]] = {}
    for row, found in naming(table, subject):
        named.setdefault(row.pk, (row, set()))[1].update(found)
    fixed: set[object] = set()
    if table.unchangeable and named:
        fixed = set(rows(table).filter(pk__in=named, **table.unchangeable).values_list("pk", flat=True))
    changed = stays = 0
    for pk, (row, found_in) in named.items():
        going = [held for held in found_in if held.fate is Fate.REDACTED and pk not in fixed]
        changed, stays = changed + len(going), stays + len(found_in) - len(going)
        if going:
            _take_out(table, row, going, subject)
    return changed, stays


def _take_out(table: Table, row: models.Model, going: Iterable[Held], subject: Subject) -> None:
    words = subject.with_name_anywhere()
    changed = {held.field: words.taken_out_of(getattr(row, held.field)) for held in going}
    rows(table).filter(pk=row.pk).update(**changed)
    _forget_what_it_said(row)


def _forget_what_it_said(row: models.Model) -> None:
    """Cut the tie between the chain and a text as it was: it could be guessed, name and all."""
    kind = row._meta.label_lower  # noqa: SLF001 -- Django documents it
    TextSalt.objects.filter(event__subject_type=kind, event__subject_id=str(row.pk)).delete()
