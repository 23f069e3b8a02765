"""Every place in which a person occurs: rows of their own, what they did, texts and files that name them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Cast

from klimapakt.foundation.personal_data import Fate, Held, Table, Tie, declared, model_of
from klimapakt.organisations.models import Organisation
from klimapakt.privacy import ways
from klimapakt.privacy.rules import Words
from klimapakt.privacy.subject import Subject, linked, owned, rows, rows_for

_LARGEST_FILE = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """One row in which the person occurs, with the columns that tell of them."""

    table: Table
    row: models.Model
    held: tuple[Held, ...]
    is_own: bool = False

    @property
    def is_unchangeable(self) -> bool:
        """Tell whether the database keeps this row as it is."""
        return bool(self.table.unchangeable) and _still(self.table, self.row)

    def stays(self, held: Held) -> str:
        """Return why a column stays when the person goes; nothing when it does not stay."""
        if held.fate is Fate.KEPT:
            return held.why_kept
        if held.fate is Fate.REDACTED and self.is_unchangeable:
            return self.table.why_unchangeable
        return ""


def places_of(subject: Subject, *, with_texts: bool = True) -> Iterator[Place]:
    """Yield every place, table by table; called over all pacts. Reading all texts takes a moment."""
    for table in declared().values():
        if table.held:
            yield from _in_table(table, subject, with_texts=with_texts)


def naming(table: Table, subject: Subject) -> Iterator[tuple[models.Model, tuple[Held, ...]]]:
    """Yield the rows whose texts or files name the person, with the columns that do."""
    by_kind: dict[bool, list[Held]] = {True: [], False: []}
    for held in table.tied(Tie.TEXT):
        field = model_of(table)._meta.get_field(held.field)  # noqa: SLF001 -- Django documents it
        if not isinstance(field, models.BinaryField):
            by_kind[isinstance(field, models.FileField)].append(held)
    for held in by_kind[True]:
        for row in _naming_files(table, held, subject):
            yield row, (held,)
    if texts := by_kind[False]:
        yield from _naming_texts(table, texts, subject)


def _naming_texts(
    table: Table, texts: list[Held], subject: Subject
) -> Iterator[tuple[models.Model, tuple[Held, ...]]]:
    said = {f"_said_{held.field}": Cast(F(held.field), TextField()) for held in texts}
    for words, near in _reaches(table, subject):
        narrowed = Q(pk__in=[])
        for name in said:
            narrowed |= _written_somehow(name, words)
        for row in near.annotate(**said).filter(narrowed).iterator(chunk_size=200):
            found = tuple(one for one in texts if _says(getattr(row, one.field), words))
            if found:
                yield row, found


def _in_table(table: Table, subject: Subject, *, with_texts: bool) -> Iterator[Place]:
    found: dict[Any, dict[str, Held]] = {}
    by_key: dict[Any, models.Model] = {}
    own: set[Any] = set()
    occurrences = _occurrences(table, subject)
    texts = ((row, held, False) for row, held in naming(table, subject)) if with_texts else ()
    for row, held, is_own in chain(occurrences, texts):
        by_key.setdefault(row.pk, row)
        found.setdefault(row.pk, {}).update({one.field: one for one in held})
        if is_own:
            own.add(row.pk)
    for pk, held_by_name in found.items():
        yield Place(table, by_key[pk], tuple(held_by_name.values()), pk in own)


def _occurrences(table: Table, subject: Subject) -> Iterator[tuple[models.Model, tuple[Held, ...], bool]]:
    mine = owned(table, subject)
    if mine is not None:
        told = tuple(one for one in table.held if one.tie is not Tie.LINK)
        for row in rows_for(table, subject).filter(mine):
            yield row, told, True
    for one in table.tied(Tie.LINK):
        said = tuple(other for other in table.held if other.by == one.field)
        for row in rows_for(table, subject).filter(linked(one, subject)):
            yield row, (one, *said), False


def _reaches(table: Table, subject: Subject) -> Iterator[tuple[Words, QuerySet[Any]]]:
    """Yield by which words to look for somebody in which rows: by name only where no namesake is meant."""
    yield subject.words, rows_for(table, subject)
    model = model_of(table)
    to_pact, to_organisation = ways.to_pact(model), ways.to_organisation(model)
    if to_pact is None:
        yield subject.with_name_anywhere(), rows_for(table, subject)
        return
    near = Q(**{f"{to_pact}__in" if to_pact else "pk__in": subject.office_of})
    if to_organisation is None:
        near |= Q(**{f"{to_pact}__in" if to_pact else "pk__in": subject.pacts})
    else:
        near |= Q(**{f"{to_organisation or 'pk'}__in": subject.organisations})
    yield subject.with_name_anywhere(), rows_for(table, subject).filter(near)


def _written_somehow(name: str, words: Words) -> Q:
    """Narrow down in the database; upper and lower case of all letters is for Python to tell."""
    found = Q(pk__in=[])
    for one in words.spellings():
        for spelling in dict.fromkeys((one, one.lower(), one.upper(), one.title())):
            found |= Q(**{f"{name}__icontains": spelling})
    return found


def _says(value: object, words: Words) -> bool:
    if isinstance(value, dict):
        return any(words.name(str(key)) or _says(one, words) for key, one in value.items())
    if isinstance(value, list):
        return any(_says(one, words) for one in value)
    return isinstance(value, str) and words.name(value)


def _naming_files(table: Table, held: Held, subject: Subject) -> Iterator[models.Model]:
    """Yield rows whose file holds the name as text; what a picture shows, nobody finds this way."""
    to_organisation = ways.to_organisation(model_of(table))
    if to_organisation is None:
        return
    near = Organisation.objects.filter(
        Q(pk__in=subject.organisations) | Q(pact__in=subject.office_of)
    ).values("pk")
    for row in rows_for(table, subject).filter(**{f"{to_organisation}__in": near}).iterator(chunk_size=50):
        if _file_says(getattr(row, held.field), subject.with_name_anywhere()):
            yield row


def _file_says(file: FieldFile, words: Words) -> bool:
    if not file.name or not file.storage.exists(file.name) or file.size > _LARGEST_FILE:
        return False
    with file.open("rb") as opened:
        content = opened.read()
    return any(words.name(content.decode(code, "ignore")) for code in ("utf-8", "latin-1"))


def _still(table: Table, row: models.Model) -> bool:
    return rows(table).filter(pk=row.pk, **table.unchangeable).exists()
