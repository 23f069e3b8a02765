"""The journey of a file: load, check row by row, answer, take over; undo, discard, look at the original."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from klimapakt.foundation.size_limit import SizeLimit
from klimapakt.inventories import actions, jobs, queries, reading
from klimapakt.inventories.check import WRITTEN, Outcome
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Inventory, Upload
from klimapakt.inventories.rules import FILE_LIMIT, NotPossible
from klimapakt.inventories.upload_rules import ROWS_AT_ONCE, UNREAD, is_read_at_once
from klimapakt.methods.factors import edition
from klimapakt.methods.intake.mapping import ColumnMapping
from klimapakt.methods.intake.tables import message_from_json
from klimapakt.organisations import queries as organisations
from klimapakt.portal.access import (
    MemberRequest,
    can_change,
    editable_inventory_for,
    editable_upload_for,
    member_page,
    upload_for,
)
from klimapakt.portal.forms.upload import FileForm, NumbersForm, TakeOverForm, UndoForm
from klimapakt.portal.presenting import checked
from klimapakt.portal.presenting.csv_file import attachment
from klimapakt.portal.views import upload_columns, upload_progress

ROWS_ON_A_PAGE = 50


@csrf_exempt
def load(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Load a file; its limit has to stand before anything, the check of the token included, reads it."""
    limit = SizeLimit(request, FILE_LIMIT)
    request.upload_handlers.insert(0, limit)
    return _guarded_load(request, pk, limit)


@csrf_protect
@member_page("GET", "HEAD", "POST")
def _guarded_load(request: MemberRequest, pk: UUID, limit: SizeLimit) -> HttpResponseBase:
    inventory = editable_inventory_for(request, pk)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        try:
            return _keep(request, inventory, form)
        except reading.Unreadable as refused:
            form.add_error("file", refused.message.translated(_))
    elif limit.exceeded:
        # What is missing is missing because it was thrown away; that is the sentence to say.
        form.errors.clear()
        form.add_error("file", reading.TOO_LARGE.translated(_))
    return render(request, "portal/upload_new.html", {"inventory": inventory, "form": form})


def _keep(request: MemberRequest, inventory: Inventory, form: FileForm) -> HttpResponseRedirect:
    file = form.cleaned_data["file"]
    content = file.read()
    if is_read_at_once(content):
        kept = _keep_small(request, inventory, content, file.name)
    else:
        kept = jobs.receive(inventory=inventory, name=file.name, content=content, by=request.user)
    if not kept.is_new:
        _say_known(request, kept.upload)
    return redirect("portal:upload", kept.upload.pk)


def _keep_small(request: MemberRequest, inventory: Inventory, content: bytes, name: str) -> actions.Kept:
    """Read a small file while the person waits; one whose columns nobody knows waits for their names."""
    try:
        received = reading.read_as_known(content, name=name, organisation=inventory.organisation)
    except reading.Unreadable as refused:
        if refused.glance is None:
            raise
        kept = actions.receive_upload(inventory=inventory, name=name, content=content, by=request.user)
        upload = actions.fail_reading(
            upload=kept.upload, problem=refused.message, glance=refused.glance, by=request.user
        )
        return actions.Kept(upload, is_new=kept.is_new)
    return actions.keep_upload(inventory=inventory, file=received, by=request.user)


def _say_known(request: MemberRequest, upload: Upload) -> None:
    if upload.state == UploadState.TAKEN_OVER:
        told = _("You have already loaded exactly this file, and its rows count. Nothing was doubled.")
    else:
        told = _("You have already loaded exactly this file. Here is its check.")
    messages.info(request, told)


@member_page()
def show(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Show the check of a file, row by row; nothing is written by looking."""
    upload = upload_for(request, pk)
    if upload.state in {UploadState.READING, UploadState.TAKING, UploadState.FAILED}:
        return upload_progress.page(request, upload)
    if upload.state == UploadState.UNMAPPED:
        return upload_columns.waiting_page(request, upload)
    table = queries.checked_table(upload, timezone.localdate())
    sites = organisations.sites_of(upload.inventory.organisation).values_list("name", flat=True)
    return _check_page(request, upload, table, TakeOverForm(check=table.check, sites=sites))


@member_page("POST")
def say_numbers(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Read the file again the way the person says its numbers are written."""
    upload = editable_upload_for(request, pk)
    if upload.state in UNREAD:
        return redirect("portal:upload", upload.pk)
    form = NumbersForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose how the numbers are written."))
        return redirect("portal:upload", upload.pk)
    numbers = form.cleaned_data["numbers"]
    try:
        with upload.content.open("rb") as stored:
            mapping = ColumnMapping.from_json(upload.mapping) if upload.mapping else None
            received = reading.read(stored.read(), name=upload.file_name, numbers=numbers, mapping=mapping)
        actions.read_again(upload=upload, numbers=numbers, table=received.table, by=request.user)
    except (reading.Unreadable, NotPossible) as refused:
        messages.error(request, refused.message.translated(_))
    return redirect("portal:upload", upload.pk)


@member_page("POST")
def take_over(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Write the accepted rows, all or none."""
    upload = editable_upload_for(request, pk)
    if upload.state in UNREAD:
        return redirect("portal:upload", upload.pk)
    table = queries.checked_table(upload, timezone.localdate())
    sites = organisations.sites_of(upload.inventory.organisation).values_list("name", flat=True)
    form = TakeOverForm(request.POST, check=table.check, sites=sites)
    if not form.is_valid():
        return _check_page(request, upload, table, form)
    seal, answers = form.cleaned_data["seal"], form.answers()
    try:
        if len(table.check.rows) > ROWS_AT_ONCE:
            jobs.take_over_later(upload=upload, seal=seal, answers=answers, by=request.user)
            return redirect("portal:upload", upload.pk)
        done = actions.take_over(upload=upload, seal=seal, answers=answers, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("portal:upload", upload.pk)
    told = ngettext("%(count)s row has been taken over.", "%(count)s rows have been taken over.", done.rows)
    messages.success(request, told % {"count": done.rows})
    return redirect("portal:inventory", upload.inventory_id)


@member_page("POST")
def undo(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Take the rows of a file out of the inventory again."""
    upload = editable_upload_for(request, pk)
    form = UndoForm(request.POST)
    agreed = form.cleaned_data["edited"] or 0 if form.is_valid() else 0
    try:
        removed = actions.undo_upload(upload=upload, edits_to_lose=agreed, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    else:
        told = ngettext(
            "%(count)s row has been removed from the inventory. You can take the file over again.",
            "%(count)s rows have been removed from the inventory. You can take the file over again.",
            removed,
        )
        messages.success(request, told % {"count": removed})
    return redirect("portal:upload", upload.pk)


@member_page("POST")
def discard(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Delete a file none of whose rows count."""
    upload = editable_upload_for(request, pk)
    try:
        actions.discard_upload(upload=upload, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
        return redirect("portal:upload", pk)
    messages.success(request, _("The file “%(name)s” has been deleted.") % {"name": upload.file_name})
    return redirect("portal:inventory", upload.inventory_id)


@member_page()
def original(request: MemberRequest, pk: UUID) -> FileResponse:
    """Return the file as it was uploaded; the browser saves it and never opens it."""
    upload = upload_for(request, pk)
    response = FileResponse(upload.content.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = attachment(upload.file_name)
    return response


def _check_page(
    request: MemberRequest, upload: Upload, table: queries.CheckedTable, form: TakeOverForm
) -> HttpResponse:
    """Show counts, questions and rows; once the file has been taken over, what became of each row."""
    inventory, check = upload.inventory, table.check
    is_taken_over = upload.state == UploadState.TAKEN_OVER
    written = queries.rows_written(upload) if is_taken_over else None
    factors = edition(inventory.edition)
    headings = checked.Headings.of(table.columns)
    outcome = request.GET.get("show", "")
    page = Paginator(checked.chosen(check, outcome), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "inventory": inventory,
        "upload": upload,
        "check": check,
        "is_taken_over": is_taken_over,
        "taken": len(written or ()),
        "ready": check.count(*WRITTEN),
        "rejected": check.count(Outcome.REJECTED, Outcome.QUESTION),
        "repeated": check.count(Outcome.ALREADY_THERE),
        "choices": checked.choices(check, outcome),
        "page": page,
        "rows": [checked.shown(row, headings, factors, written) for row in page],
        "notes": [message_from_json(note).translated(_) for note in table.notes],
        "problem": message_from_json(upload.problem).translated(_) if upload.problem else "",
        "is_mapped": bool(upload.mapping),
        "edited": queries.edited_rows(upload) if is_taken_over else 0,
        "form": form,
        "numbers_form": NumbersForm() if check.count(Outcome.QUESTION) else None,
        "may_edit": can_change(request, inventory),
    }
    return render(request, "portal/upload.html", context)
