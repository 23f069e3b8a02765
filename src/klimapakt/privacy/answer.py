"""The answer to who asks what is held about them (Art. 15 and 20 GDPR), to read and for programs."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import models
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from klimapakt.foundation import audit
from klimapakt.foundation.models import AuditEvent
from klimapakt.foundation.personal_data import Held, Tie
from klimapakt.methods.messages import gettext_noop
from klimapakt.pacts.models import Pact
from klimapakt.pacts.scoping import over_all_pacts
from klimapakt.people.models import Person
from klimapakt.privacy.finding import Place, places_of
from klimapakt.privacy.names import name_of_field, name_of_table
from klimapakt.privacy.record import PROTECTED_BY
from klimapakt.privacy.subject import subject_of

SCHEMA: Final = "klimapakt-person/1"
_SECRET: Final = gettext_noop(
    "held, and not handed out: it would open something or is of use to machines only"
)
_DID: Final = gettext_noop("This was done by you.")


@dataclass(frozen=True, slots=True)
class Said:
    """One column of one place: what it is called, what it says, and why it stays if it does."""

    field: str
    title: str
    value: object
    stays: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row in which the person occurs."""

    key: str
    is_own: bool
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One table in which the person occurs, with why and how long it is kept."""

    model: str
    title: str
    purpose: str
    basis: str
    recipients: str
    kept: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the audit chain that is tied to the person."""

    at: str
    what: str
    subject: str
    is_about: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """All of it, in one language."""

    name: str
    email: str
    made_at: datetime
    parts: tuple[Part, ...]
    events: tuple[Event, ...]

    @property
    def counted(self) -> int:
        """Return in how many rows the person occurs."""
        return sum(len(part.rows) for part in self.parts)


def answer_for(person: Person, language: str, only: Pact | None = None, *, with_texts: bool = True) -> Answer:
    """Return what one pact holds about a person, or the whole installation; without texts in an instant."""
    # Accounts and sign-ins belong to the installation; rows of other pacts are left out by ``only``.
    with over_all_pacts(), override(language):
        subject = subject_of(person, only)
        grouped: dict[str, list[Place]] = {}
        for place in places_of(subject, with_texts=with_texts):
            grouped.setdefault(place.table.model, []).append(place)
        parts = tuple(_part(places) for places in grouped.values())
        return Answer(person.name, person.email, timezone.now(), parts, tuple(_events(person)))


def package_for(person: Person, language: str, only: Pact | None = None) -> bytes:
    """Return a ZIP with the answer as a page to read and as JSON for programs."""
    answer = answer_for(person, language, only)
    with override(language):
        context = {"answer": answer, "protected_by": [_(one) for one in PROTECTED_BY], "language": language}
        page = render_to_string("privacy/answer.html", context)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("your-data.html", page)
        packed.writestr("your-data.json", json.dumps(as_json(answer), ensure_ascii=False, indent=1))
    return body.getvalue()


def as_json(answer: Answer) -> Mapping[str, object]:
    """Return the answer for programs."""
    return {
        "schema": SCHEMA,
        "name": answer.name,
        "email": answer.email,
        "made_at": answer.made_at.isoformat(),
        "tables": [
            {
                "table": part.model,
                "title": part.title,
                "purpose": part.purpose,
                "legal_basis": part.basis,
                "recipients": part.recipients,
                "kept": part.kept,
                "rows": [
                    {
                        "key": row.key,
                        "is_own": row.is_own,
                        "values": {one.field: one.value for one in row.said},
                        "stays_after_erasure": {one.field: one.stays for one in row.said if one.stays},
                    }
                    for row in part.rows
                ],
            }
            for part in answer.parts
        ],
        "audit": [
            {"at": one.at, "what": one.what, "subject": one.subject, "is_about_you": one.is_about}
            for one in answer.events
        ],
    }


def _part(places: list[Place]) -> Part:
    table = places[0].table
    processing, clock = table.processing, table.clock
    return Part(
        table.model,
        name_of_table(table),
        _(processing.purpose) if processing else "",
        _(processing.basis) if processing else "",
        _(processing.recipients) if processing else "",
        _(clock.kept) if clock else "",
        tuple(Row(str(place.row.pk), place.is_own, tuple(_said(place))) for place in places),
    )


def _said(place: Place) -> Iterator[Said]:
    for held in place.held:
        reason = place.stays(held)
        title = name_of_field(place.table, held)
        yield Said(held.field, title, _value(place.row, held), _(reason) if reason else "")
    for field in place.row._meta.concrete_fields:  # noqa: SLF001 -- Django documents it
        if place.is_own and isinstance(field, models.DateTimeField):
            yield Said(field.name, str(field.verbose_name), _plain(getattr(place.row, field.attname)), "")


def _value(row: models.Model, held: Held) -> object:
    if held.is_secret:
        return _(_SECRET)
    if held.tie is Tie.LINK:
        return _(_DID)
    if held.tie is Tie.OWNER:
        return str(row)
    return _plain(getattr(row, held.field))


def _plain(value: Any) -> object:  # noqa: ANN401 -- whatever a column holds
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, FieldFile):
        return value.name or ""
    if isinstance(value, bytes | memoryview):
        return f"{len(bytes(value))} bytes"
    return value


def _events(person: Person) -> Iterator[Event]:
    """Yield what the chain tells of the person, as long as the tie exists."""
    mine = audit.commitment_of(person)
    if mine is None:
        return
    found = AuditEvent.objects.filter(models.Q(actor=mine) | models.Q(subject_id=mine)).order_by("sequence")
    for event in found:
        about = "" if event.subject_id == mine else event.subject_id
        yield Event(event.at, event.what, f"{event.subject_type} {about}".strip(), event.subject_id == mine)
