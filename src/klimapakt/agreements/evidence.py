"""The page that says who signed in the portal: party, person, function, mandate, moment, exact file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from klimapakt.agreements.wording import Signatory
from klimapakt.inventories.documents.letters import printable

if TYPE_CHECKING:
    from klimapakt.agreements.issuing import Issued

Json = dict[str, object]
LOCAL: Final = ZoneInfo("Europe/Berlin")
"""The time in which days and moments are told on paper."""


@dataclass(frozen=True, slots=True)
class PortalSignature:
    """One signature made in the portal after signing in anew.

    ``statement`` is the sentence the person ticked, ``sha256_shown`` the hash that stood beside it,
    ``proved_by`` how the person had signed in, as a sentence.
    """

    party: str
    signatory: Signatory
    account: str
    signed_at: datetime
    sha256_shown: str
    statement: str
    proved_by: str


def evidence_page(issued: "Issued", signatures: Sequence[PortalSignature]) -> Json:
    """Return what the page of evidence says, in the language in force."""
    return {
        "heading": _("Evidence of the signatures"),
        "words": _(
            "The persons below signed this document in the portal of the pact. Each of them had signed in "
            "anew immediately before, had the document open and confirmed the sentence that is quoted."
        ),
        "signatures": [
            {"party": printable(one.party), "rows": [[name, printable(value)] for name, value in _rows(one)]}
            for one in signatures
        ],
        "document_heading": _("The document that was signed"),
        "document": [
            [name, printable(value)]
            for name, value in (
                (_("File"), issued.file_name),
                (_("SHA-256 of the file"), issued.sha256),
                (_("SHA-256 of the text"), issued.content_sha256),
                (_("Issued"), _moment(issued.issued_at)),
                (_("Size"), _("%(count)s bytes") % {"count": len(issued.content)}),
            )
        ],
        "remarks": [
            _("The file as it was signed is attached to this PDF byte by byte."),
            _(
                "These are simple electronic signatures. This page and the seal of the city prove them; they "
                "are no qualified electronic signatures."
            ),
        ],
        "original_name": issued.file_name,
        "original_words": _("The document as it was signed"),
    }


def signature_fields(party: str, signatory: Signatory) -> Json:
    """Return the lines on which one party signs on paper."""
    fields = (
        (_("Place, date"), ""),
        (_("Signature"), ""),
        (_("Name, function"), f"{signatory.name}, {signatory.function}"),
    )
    return {
        "name": printable(party),
        "fields": [{"words": words, "content": printable(content)} for words, content in fields],
    }


def _rows(one: PortalSignature) -> Sequence[tuple[str, str]]:
    rows = (
        (_("Name"), one.signatory.name),
        (_("Function"), one.signatory.function),
        (_("Right to sign"), one.signatory.mandate),
        (_("Account"), one.account),
        (_("Signed"), _moment(one.signed_at)),
        (_("Signed in with"), one.proved_by),
        (_("Confirmed sentence"), f"„{one.statement}“"),
        (_("SHA-256 shown"), one.sha256_shown),
    )
    return [row for row in rows if row[1]]


def _moment(at: datetime) -> str:
    """Return a moment as people in Germany read it, with UTC beside it."""
    local = at.astimezone(LOCAL)
    values = {
        "local": f"{local:%d.%m.%Y %H:%M:%S}",
        "zone": local.tzname() or "",
        "utc": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }
    return _("%(local)s %(zone)s (%(utc)s)") % values
