"""A list of members that is loaded: read in a confined process, then taken in row by row."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from klimapakt.duties import actions as duties
from klimapakt.duties.days import today
from klimapakt.foundation import confined
from klimapakt.memberships import actions
from klimapakt.memberships.actions import Days, ImportedMember
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.methods.intake.child import unreadable
from klimapakt.methods.intake.tables import message_from_json
from klimapakt.methods.member_list import DAYS, day_of
from klimapakt.methods.messages import Message
from klimapakt.organisations.actions import OrganisationFacts
from klimapakt.organisations.rules import NameMissing, NameTaken, NotPossible
from klimapakt.pacts.queries import pact_at_hand
from klimapakt.people.models import Person

CHILD: Final = "klimapakt.methods.member_list_child"
SECONDS, MEMORY_MB = 20, 512
_DELIMITER: Final = ";"


class ListUnreadable(Exception):
    """Nothing of the file could be read; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.code)
        self.message = message


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row: taken in as a membership, or not, and why."""

    number: int
    name: str
    values: Mapping[str, str]
    membership: Membership | None
    problems: tuple[str, ...]


def read(content: bytes) -> Mapping[str, Any]:
    """Return the rows of a file as plain values; raise ListUnreadable."""
    try:
        finished = confined.run(CHILD, payload=content, arguments=[], seconds=SECONDS, memory_mb=MEMORY_MB)
    except (confined.TooSlow, confined.TooLarge, confined.NotFinished) as problem:
        raise ListUnreadable(unreadable()) from problem
    found: dict[str, Any] = json.loads(finished.stdout)
    if "refused" in found:
        raise ListUnreadable(message_from_json(found["refused"]))
    return found


def taken_in(rows: Sequence[Mapping[str, Any]], by: Person) -> Iterator[RowResult]:
    """Take in every row that can be, each in a transaction of its own, and say what became of it."""
    for row in rows:
        values: Mapping[str, str] = row["values"]
        problems = tuple(message_from_json(one).translated(_) for one in row["problems"])
        membership: Membership | None = None
        if not problems:
            try:
                membership = actions.import_member(row=_imported(values), by=by)
            except (NotPossible, NameTaken, NameMissing) as refused:
                problems = (refused.message.translated(_),)
            else:
                duties.follow(organisation=membership.organisation, today=today(), by=by)
        yield RowResult(row["number"], values.get("name", ""), values, membership, problems)


def to_mend(results: list[RowResult]) -> str:
    """Return the rows that were not taken in as a table to mend and load again, each with its reasons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_DELIMITER, lineterminator="\r\n")
    fields = ["name", "city", "legal_form", "sector", "stage", *DAYS]
    writer.writerow([*(_HEADINGS[field] for field in fields), _("Why it was not taken in")])
    for one in results:
        if one.membership is None:
            cells = [one.values.get(field, "") for field in fields]
            writer.writerow([harmless(cell) for cell in (*cells, " ".join(one.problems))])
    return out.getvalue()


def example() -> str:
    """Return an empty list with its headings and one example."""
    return "\r\n".join(
        (
            _DELIMITER.join((*_HEADINGS.values(),)),
            _DELIMITER.join(
                (
                    "Beispiel Bau GmbH",
                    pact_at_hand().city,
                    "GmbH",
                    "Bau",
                    "aktiv",
                    "15.02.2024",
                    "01.03.2024",
                    "",
                )
            ),
            "",
        )
    )


def harmless(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell


_HEADINGS: Final[Mapping[str, str]] = {
    "name": "Name",
    "city": "Ort",
    "legal_form": "Rechtsform",
    "sector": "Branche",
    "stage": "Stand",
    "signed_on": "Unterzeichnet am",
    "joined_on": "Mitglied seit",
    "ceremony_on": "Feier am",
}


def _imported(values: Mapping[str, str]) -> ImportedMember:
    facts = OrganisationFacts(
        values["name"],
        values.get("city") or pact_at_hand().city,
        legal_form=values.get("legal_form", ""),
        sector=values.get("sector", ""),
    )
    return ImportedMember(
        facts, Stage(values["stage"]), Days(**{field: day_of(values[field]) for field in DAYS})
    )
