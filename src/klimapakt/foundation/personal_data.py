"""Which personal data every table holds, what for, and until when: declared once, used everywhere.

A room names its declarations as ``personal_data`` of its AppConfig, for its own tables and for those of the
libraries it brings in. The processing record, the clocks that delete, the answer to a person and the erasure
of one are all made from them; a test fails for a table, or a column that could hold such data, that nobody
declared.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q


class Tie(Enum):
    """How a column tells about whom it is."""

    OWNER = "owner"  # leads to the person whose row this is
    LINK = "link"  # leads to somebody who did something; the row is about something else
    ADDRESS = "address"  # holds an e-mail address of the person
    KEY = "key"  # holds what is computed from the address
    OWN = "own"  # is about whoever the row belongs to
    TEXT = "text"  # free text, which may name anybody


class Fate(Enum):
    """What becomes of it when the person is erased."""

    ROW_GOES = "row_goes"
    EMPTIED = "emptied"
    REDACTED = "redacted"
    KEPT = "kept"


class Ending(Enum):
    """Who does something when the time is over."""

    DELETED = "deleted"  # the nightly round deletes the rows
    ELSEWHERE = "elsewhere"  # another part of the program does it, as the sentence says
    TOLD = "told"  # the office is told, and decides


@dataclass(frozen=True, slots=True)
class Processing:
    """One processing activity in the sense of Art. 30 GDPR; all texts are msgids."""

    name: str
    title: str
    purpose: str
    basis: str
    subjects: str
    recipients: str


@dataclass(frozen=True, slots=True)
class Clock:
    """How long rows are kept (a msgid), and which of them are due at a moment."""

    kept: str
    due: Callable[[datetime], Q] | None = None
    ending: Ending = Ending.ELSEWHERE


@dataclass(frozen=True, slots=True)
class Held:
    """One column with personal data; ``by`` names the link to whoever wrote it.

    ``is_secret`` is what opens something, or is worth nothing but to a machine: a person is told that it is
    there, and never handed it.
    """

    field: str
    tie: Tie
    fate: Fate
    why_kept: str = ""
    by: str = ""
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What one table holds; ``unchangeable`` are the rows that the database does not let be changed."""

    model: str
    processing: Processing | None = None
    clock: Clock | None = None
    held: tuple[Held, ...] = ()
    nothing_in: tuple[str, ...] = ()
    unchangeable: Mapping[str, object] = field(default_factory=dict)
    why_unchangeable: str = ""

    def tied(self, *ties: Tie) -> tuple[Held, ...]:
        """Return the columns that tell in one of these ways about whom they are."""
        return tuple(one for one in self.held if one.tie in ties)


Declared = tuple[Table, ...]
_TEXTUAL: Final = (
    models.BinaryField,
    models.CharField,
    models.FileField,
    models.GenericIPAddressField,
    models.JSONField,
    models.TextField,
)


def owner(name: str) -> Held:
    """Return the column that leads to the person whose row this is; the row goes with them."""
    return Held(name, Tie.OWNER, Fate.ROW_GOES)


def link(*names: str) -> tuple[Held, ...]:
    """Return columns that lead to whoever did something; the link ends, what was done stays."""
    return tuple(Held(name, Tie.LINK, Fate.EMPTIED) for name in names)


def address(name: str) -> Held:
    """Return the column with the address of the person whose row this is; the row goes with them."""
    return Held(name, Tie.ADDRESS, Fate.ROW_GOES)


def own(*names: str) -> tuple[Held, ...]:
    """Return columns about whoever the row belongs to; they go with the row."""
    return tuple(Held(name, Tie.OWN, Fate.ROW_GOES) for name in names)


def secret(*names: str) -> tuple[Held, ...]:
    """Return columns about whoever the row belongs to that are never handed out, such as hashes and keys."""
    return tuple(Held(name, Tie.OWN, Fate.ROW_GOES, is_secret=True) for name in names)


def text(*names: str, by: str = "") -> tuple[Held, ...]:
    """Return columns with free text; where it names the person, the name is taken out."""
    return tuple(Held(name, Tie.TEXT, Fate.REDACTED, by=by) for name in names)


def kept(*names: str, why: str, tie: Tie = Tie.TEXT) -> tuple[Held, ...]:
    """Return columns that stay although the person goes, and why."""
    return tuple(Held(name, tie, Fate.KEPT, why) for name in names)


def declared() -> Mapping[str, Table]:
    """Return what is declared about every table, by the label of its model."""
    return {
        table.model: table
        for config in apps.get_app_configs()
        for table in getattr(config, "personal_data", ())
    }


def model_of(table: Table) -> type[models.Model]:
    """Return the model a declaration is about."""
    return apps.get_model(table.model)


def could_be_personal(model: type[models.Model]) -> set[str]:
    """Return the columns that somebody has to say something about: text, files, links to people."""
    found = set()
    for one in model._meta.concrete_fields:  # noqa: SLF001 -- Django documents it
        target = one.related_model
        leads_to_person = isinstance(target, type) and target._meta.label == settings.AUTH_USER_MODEL  # noqa: SLF001 -- Django documents it
        is_textual = isinstance(one, _TEXTUAL) and not one.choices
        if leads_to_person or is_textual:
            found.add(one.name)
    return found
