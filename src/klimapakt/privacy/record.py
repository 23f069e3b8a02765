"""The processing record (Art. 30 GDPR), made from what tables declare; the city adds what it alone knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from klimapakt.foundation.personal_data import Fate, Processing, Table, declared
from klimapakt.methods.messages import gettext_noop
from klimapakt.pacts.models import Pact
from klimapakt.privacy.names import name_of_field, name_of_table

SCHEMA: Final = "klimapakt-processing-record/1"
PROTECTED_BY: Final = (
    gettext_noop("Every page checks whose it is; what belongs to others looks like what does not exist."),
    gettext_noop("People of the pact office prove twice who they are; passwords rest as hashes only."),
    gettext_noop("Pages ask no other server for anything: no fonts, maps or counters from elsewhere."),
    gettext_noop("The audit chain holds no names; what ties it to a person is deleted with the account."),
    gettext_noop("What is over is deleted by the program every night, not by somebody who remembers."),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One table of a processing activity in words: what it is, which fields, how long."""

    model: str
    title: str
    fields: tuple[str, ...]
    kept: str
    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One processing activity in the language at hand."""

    name: str
    title: str
    purpose: str
    basis: str
    subjects: str
    recipients: str
    tables: tuple[Kept, ...]


def entries() -> list[Entry]:
    """Return the processing activities in the order in which the rooms declare them."""
    grouped: dict[str, tuple[Processing, list[Table]]] = {}
    for table in declared().values():
        if table.processing is not None:
            grouped.setdefault(table.processing.name, (table.processing, []))[1].append(table)
    return [_entry(processing, tables) for processing, tables in grouped.values()]


def as_json(pact: Pact) -> Mapping[str, object]:
    """Return the record for programs, in the language at hand."""
    return {
        "schema": SCHEMA,
        "pact": pact.name,
        "city": pact.city,
        "contact": pact.contact_email,
        "is_proposal": True,
        "measures": [_(one) for one in PROTECTED_BY],
        "activities": [
            {
                "name": one.name,
                "title": one.title,
                "purpose": one.purpose,
                "legal_basis": one.basis,
                "subjects": one.subjects,
                "recipients": one.recipients,
                "tables": [
                    {
                        "table": table.model,
                        "title": table.title,
                        "fields": list(table.fields),
                        "kept": table.kept,
                        "exceptions": list(table.exceptions),
                    }
                    for table in one.tables
                ],
            }
            for one in entries()
        ],
    }


def _entry(processing: Processing, tables: list[Table]) -> Entry:
    return Entry(
        processing.name,
        _(processing.title),
        _(processing.purpose),
        _(processing.basis),
        _(processing.subjects),
        _(processing.recipients),
        tuple(_kept(table) for table in tables),
    )


def _kept(table: Table) -> Kept:
    reasons = [one.why_kept for one in table.held if one.fate is Fate.KEPT] + [table.why_unchangeable]
    return Kept(
        table.model,
        name_of_table(table),
        tuple(dict.fromkeys(name_of_field(table, one) for one in table.held)),
        _(table.clock.kept) if table.clock else "",
        tuple(_(one) for one in dict.fromkeys(reasons) if one),
    )
