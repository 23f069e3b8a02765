"""Evidence files: load them, tie them to rows, look at them, take them off, delete what nobody needs."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimapakt.foundation.templatetags.format import amount
from klimapakt.inventories import actions, queries
from klimapakt.inventories.evidence.accepting import AcceptedFile, NotEvidence, accepted
from klimapakt.inventories.models import EvidenceFile, Inventory
from klimapakt.inventories.presenting import words
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.factors import edition
from klimapakt.organisations.models import Organisation
from klimapakt.portal.access import (
    MemberRequest,
    can_edit,
    can_read,
    editable_inventory_for,
    editable_organisation_for,
    member_page,
    organisation_for,
)
from klimapakt.portal.forms.evidence import EvidenceForm
from klimapakt.portal.presenting.csv_file import attachment

FILES_ON_A_PAGE = 50
_MOST_ROWS_TO_TICK = 200
_MOST_FILES_TO_TICK = 100


@member_page()
def index(request: MemberRequest, pk: UUID) -> HttpResponse:
    """List the evidence files of an organisation, the newest first, with the number of rows each proves."""
    organisation = organisation_for(request, pk)
    if not can_read(request, organisation):
        raise Http404
    files = Paginator(queries.evidence_of(organisation), FILES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "page": files,
        "may_edit": can_edit(request, organisation),
        "latest": queries.current_of(organisation).first(),
    }
    return render(request, "portal/evidence.html", context)


@member_page()
def show(request: MemberRequest, pk: UUID) -> FileResponse:
    """Return a file for saving; the browser never opens it inside the site."""
    file = _file(request, pk)
    response = FileResponse(file.content.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = attachment(file.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@member_page()
def uses(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Say what a file is and which rows it proves."""
    file = _file(request, pk)
    links = [
        (link, words.row_name(link.row, edition(link.row.inventory.edition)))
        for link in queries.links_of_file(file)
    ]
    context = {
        "organisation": file.organisation,
        "file": file,
        "links": links,
        "reports": queries.reports_in(file),
        "may_edit": can_edit(request, file.organisation),
    }
    return render(request, "portal/evidence_file.html", context)


@member_page("POST")
def delete(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Delete a file that proves nothing."""
    file = _file(request, pk)
    editable_organisation_for(request, file.organisation_id)
    try:
        actions.delete_evidence(file=file, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("portal:evidence_uses", pk)
    messages.success(request, _("The file “%(name)s” has been deleted.") % {"name": file.name})
    return redirect("portal:evidence", file.organisation_id)


@member_page("GET", "HEAD", "POST")
def add(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Load files and say which rows they prove; one file may prove many rows."""
    inventory = editable_inventory_for(request, pk)
    asked = request.GET.get("row", "")
    form = EvidenceForm(
        request.POST or None,
        request.FILES or None,
        rows=list(_rows(inventory, asked)),
        known=_known(inventory.organisation),
        initial={"rows": [asked]} if asked else None,
    )
    if request.method == "POST" and form.is_valid():
        numbers = [int(number) for number in form.cleaned_data.get("rows") or ()]
        kept = _kept(request, inventory, form)
        for file in kept:
            actions.link_evidence(
                file=file,
                inventory=inventory,
                numbers=numbers,
                place=form.cleaned_data["place"],
                by=request.user,
            )
        if not form.errors:
            told = ngettext(
                "%(count)s file is kept as evidence.", "%(count)s files are kept as evidence.", len(kept)
            )
            messages.success(request, told % {"count": len(kept)})
            if asked.isdigit():
                return redirect("portal:entry", inventory.pk, int(asked))
            return redirect("portal:evidence", inventory.organisation_id)
    context = {"inventory": inventory, "form": form, "asked": asked}
    return render(request, "portal/evidence_add.html", context)


@member_page("POST")
def unlink(request: MemberRequest, pk: UUID, number: int, link: int) -> HttpResponseRedirect:
    """Take a file off a row; the file stays."""
    inventory = editable_inventory_for(request, pk)
    row = queries.rows_of(inventory).filter(number=number).first()
    found = queries.links_of_row(row).filter(pk=link).first() if row else None
    if found is None:
        raise Http404
    actions.unlink_evidence(link=found, by=request.user)
    told = _("“%(name)s” no longer proves row no. %(number)s. The file itself is still here.")
    messages.success(request, told % {"name": found.file.name, "number": number})
    return redirect("portal:entry", inventory.pk, number)


def _kept(request: MemberRequest, inventory: Inventory, form: EvidenceForm) -> list[EvidenceFile]:
    """Keep every file that can be kept; each of the others gets its sentence in the form."""
    known = queries.evidence_of(inventory.organisation).filter(pk__in=form.cleaned_data.get("known") or ())
    kept = list(known)
    for uploaded in form.cleaned_data.get("files") or ():
        file = _accepted(uploaded, form)
        if file is not None:
            evidence, _is_new = actions.keep_evidence(
                organisation=inventory.organisation, file=file, by=request.user
            )
            kept.append(evidence)
    return kept


def _accepted(uploaded: UploadedFile[Any], form: EvidenceForm) -> AcceptedFile | None:
    try:
        return accepted(uploaded.read(), name=uploaded.name or "")
    except NotEvidence as refused:
        sentence = _("%(name)s: %(why)s") % {
            "name": uploaded.name,
            "why": refused.message.translated(_),
        }
        form.add_error("files", sentence)
        return None


def _file(request: MemberRequest, pk: UUID) -> EvidenceFile:
    file = queries.evidence_visible_to(request.user).filter(pk=pk).first()
    if file is None:
        raise Http404
    return file


def _rows(inventory: Inventory, asked: str) -> Iterator[tuple[str, str]]:
    """Yield the rows that can be ticked; in a very long inventory only the one that was asked for."""
    rows = queries.rows_of(inventory)
    if asked.isdigit() and rows.count() > _MOST_ROWS_TO_TICK:
        rows = rows.filter(number=int(asked))
    factors = edition(inventory.edition)
    for row in rows[:_MOST_ROWS_TO_TICK]:
        told = _("%(number)s. %(name)s, %(amount)s")
        name = words.row_name(row, factors) or row.label
        values = {"number": row.number, "name": name, "amount": amount(row.amount, row.unit)}
        yield str(row.number), told % values


def _known(organisation: Organisation) -> list[tuple[str, str]]:
    files = queries.evidence_of(organisation)[:_MOST_FILES_TO_TICK]
    return [(str(file.pk), file.name) for file in files]
