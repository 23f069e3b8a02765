"""Saying what the columns of a table mean, once for all tables with the same headings."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from klimapakt.inventories import actions, jobs
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Upload
from klimapakt.inventories.rules import NotPossible
from klimapakt.inventories.upload_rules import is_read_at_once
from klimapakt.methods.intake.mapping import ColumnMapping, Glance, signature_of
from klimapakt.methods.intake.tables import message_from_json
from klimapakt.organisations import queries as organisations
from klimapakt.portal.access import MemberRequest, can_edit, editable_upload_for, member_page
from klimapakt.portal.forms.columns import ColumnsForm

_OPEN = (UploadState.UNMAPPED, UploadState.CHECKED, UploadState.UNDONE)


def waiting_page(request: MemberRequest, upload: Upload) -> HttpResponse | HttpResponseRedirect:
    """Send whoever may name the columns to the form; tell the others that somebody has to."""
    if can_edit(request, upload.inventory.organisation):
        return redirect("portal:upload_columns", upload.pk)
    context = {"inventory": upload.inventory, "upload": upload, "form": None, "problem": _problem(upload)}
    return render(request, "portal/upload_columns.html", context)


@member_page("GET", "HEAD", "POST")
def name(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Ask what the columns mean, and read the file that way."""
    upload = editable_upload_for(request, pk)
    if upload.state not in _OPEN:
        return redirect("portal:upload", upload.pk)
    sites = organisations.sites_of(upload.inventory.organisation).values_list("name", flat=True)
    known = ColumnMapping.from_json(upload.mapping) if upload.mapping else None
    data = request.POST if request.method == "POST" else None
    form = ColumnsForm(data, glance=_glance(upload), known=known, sites=list(sites))
    if form.is_valid():
        return _read(request, upload, form.mapping())
    context = {
        "inventory": upload.inventory,
        "upload": upload,
        "form": form,
        "problem": _problem(upload),
        "is_mapped": bool(upload.mapping),
    }
    return render(request, "portal/upload_columns.html", context)


@member_page("POST")
def forget(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Read tables with these headings by the headings themselves again; this file as well."""
    upload = editable_upload_for(request, pk)
    if upload.state in _OPEN and upload.mapping:
        try:
            actions.forget_mapping(
                organisation=upload.inventory.organisation,
                signature=str(upload.mapping["signature"]),
                by=request.user,
            )
            jobs.read_now(actions.read_by_headings(upload=upload, by=request.user))
        except NotPossible as refused:
            messages.warning(request, refused.message.translated(_))
    return redirect("portal:upload", upload.pk)


def _read(request: MemberRequest, upload: Upload, mapping: ColumnMapping) -> HttpResponseRedirect:
    with upload.content.open("rb") as stored:
        is_small = is_read_at_once(stored.read())
    try:
        if is_small:
            named = actions.name_columns(upload=upload, mapping=mapping, by=request.user)
            jobs.read_now(named)
        else:
            jobs.read_with_names(upload=upload, mapping=mapping, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        messages.success(
            request, _("Your choice is kept. Tables with the same headings are read like this from now on.")
        )
    return redirect("portal:upload", upload.pk)


def _glance(upload: Upload) -> Glance:
    """Return the columns with some of their values, also for a file whose headings were understood."""
    if upload.glance:
        return Glance.from_json(upload.glance)
    columns = upload.table["columns"]
    rows = upload.table["rows"][:50]
    shown = tuple(
        (column["label"], column["field"] or "", _values(rows, column["label"])) for column in columns
    )
    return Glance(0, signature_of([column["header"] for column in columns]), shown)


def _values(rows: list[dict[str, dict[str, str]]], label: str) -> tuple[str, ...]:
    texts = (row["cells"].get(label, "")[:60] for row in rows)
    return tuple(dict.fromkeys(text for text in texts if text))[:3]


def _problem(upload: Upload) -> str:
    return message_from_json(upload.problem).translated(_) if upload.problem else ""
