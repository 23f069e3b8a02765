"""Tables in the shape of the template: all entries of an inventory, and the rows of a file to mend."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.inventories import outgoing, queries
from klimapakt.inventories.check import Outcome
from klimapakt.inventories.presenting.words import is_german
from klimapakt.inventories.upload_rules import UNREAD, is_workbook
from klimapakt.methods.intake.template import Language, TemplateKind
from klimapakt.portal.access import MemberRequest, calculated_inventory_for, member_page, upload_for
from klimapakt.portal.presenting import checked
from klimapakt.portal.presenting.csv_file import attachment

_KINDS: Final[dict[str, tuple[TemplateKind, str]]] = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("csv", "text/csv; charset=utf-8"),
}


@member_page()
def entries(request: MemberRequest, pk: UUID, kind: str) -> HttpResponse:
    """Return all entries as a table that can be loaded again without loss."""
    inventory = calculated_inventory_for(request, pk)
    known, content_type = _kind(kind)
    content = outgoing.entries(queries.rows_of(inventory), _language(), known)
    names = {"organisation": inventory.organisation.name[:60], "year": inventory.year, "ending": known}
    name = _("%(organisation)s-%(year)s-entries.%(ending)s") % names
    return _download(content, content_type, "_".join(name.split()))


@member_page()
def rejected(request: MemberRequest, pk: UUID, kind: str) -> HttpResponse:
    """Return the rows that could not be taken over as a table to mend and load again, with the reasons."""
    upload = upload_for(request, pk)
    known, content_type = _kind(kind)
    if upload.state in UNREAD:
        raise Http404
    table = queries.checked_table(upload, timezone.localdate())
    with upload.content.open("rb") as stored:
        numbers = table.numbers or ("en" if is_workbook(stored.read(4)) else None)
    rows = table.check.with_outcome(Outcome.REJECTED, Outcome.QUESTION)
    told = [(row, " ".join(checked.sentences(row))) for row in rows]
    content = outgoing.to_mend(
        told,
        outgoing.Columns(table.columns, numbers, upload.mapping.get("constants", {})),
        _language(),
        known,
    )
    stem = upload.file_name.rpartition(".")[0] or upload.file_name
    name = _("%(file)s, rows to correct.%(ending)s") % {"file": stem, "ending": known}
    return _download(content, content_type, name)


def _kind(kind: str) -> tuple[TemplateKind, str]:
    if kind not in _KINDS:
        raise Http404
    return _KINDS[kind]


def _language() -> Language:
    return "de" if is_german() else "en"


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = attachment(name)
    return response
