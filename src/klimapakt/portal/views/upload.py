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

from klimapakt.inventories import actions, queries, reading
from klimapakt.inventories.check import WRITTEN, Check, Outcome
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Inventory, Upload
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.factors import edition
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
from klimapakt.portal.forms.upload import FileForm, NumbersForm, TakeOverForm
from klimapakt.portal.presenting import checked
from klimapakt.portal.presenting.csv_file import attachment, csv_response
from klimapakt.portal.upload_handlers import SizeLimit

ROWS_ON_A_PAGE = 50


@csrf_exempt
def load(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Load a file; its limit has to stand before anything, the check of the token included, reads it."""
    limit = SizeLimit(request)
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
    received = reading.read(file.read(), name=file.name)
    kept = actions.keep_upload(inventory=inventory, file=received, by=request.user)
    if not kept.is_new:
        _say_known(request, kept.upload)
    return redirect("portal:upload", kept.upload.pk)


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
    check = queries.checked(upload, timezone.localdate())
    sites = organisations.sites_of(upload.inventory.organisation).values_list("name", flat=True)
    return _check_page(request, upload, check, TakeOverForm(check=check, sites=sites))


@member_page("POST")
def say_numbers(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Read the file again the way the person says its numbers are written."""
    upload = editable_upload_for(request, pk)
    form = NumbersForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose how the numbers are written."))
        return redirect("portal:upload", upload.pk)
    numbers = form.cleaned_data["numbers"]
    try:
        with upload.content.open("rb") as stored:
            received = reading.read(stored.read(), name=upload.file_name, numbers=numbers)
        actions.read_again(upload=upload, numbers=numbers, table=received.table, by=request.user)
    except (reading.Unreadable, NotPossible) as refused:
        messages.error(request, refused.message.translated(_))
    return redirect("portal:upload", upload.pk)


@member_page("POST")
def take_over(request: MemberRequest, pk: UUID) -> HttpResponse | HttpResponseRedirect:
    """Write the accepted rows, all or none."""
    upload = editable_upload_for(request, pk)
    check = queries.checked(upload, timezone.localdate())
    sites = organisations.sites_of(upload.inventory.organisation).values_list("name", flat=True)
    form = TakeOverForm(request.POST, check=check, sites=sites)
    if not form.is_valid():
        return _check_page(request, upload, check, form)
    try:
        done = actions.take_over(
            upload=upload, seal=form.cleaned_data["seal"], answers=form.answers(), by=request.user
        )
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
    try:
        removed = actions.undo_upload(upload=upload, by=request.user)
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
def rejected(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Return the rows that could not be taken over as a table to mend and load again, with the reasons."""
    upload = upload_for(request, pk)
    check = queries.checked(upload, timezone.localdate())
    labels = [column["label"] for column in upload.table["columns"]]
    rows = [
        [*(row.cells.get(label, "") for label in labels), " ".join(checked.sentences(row))]
        for row in check.with_outcome(Outcome.REJECTED, Outcome.QUESTION)
    ]
    stem = upload.file_name.rpartition(".")[0] or upload.file_name
    name = _("%(file)s, rows to correct.csv") % {"file": stem}
    return csv_response(name, [[*labels, _("Why not taken over")], *rows])


@member_page()
def original(request: MemberRequest, pk: UUID) -> FileResponse:
    """Return the file as it was uploaded; the browser saves it and never opens it."""
    upload = upload_for(request, pk)
    response = FileResponse(upload.content.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = attachment(upload.file_name)
    return response


def _check_page(request: MemberRequest, upload: Upload, check: Check, form: TakeOverForm) -> HttpResponse:
    """Show counts, questions and rows; once the file has been taken over, what became of each row."""
    inventory = upload.inventory
    is_taken_over = upload.state == UploadState.TAKEN_OVER
    written = queries.rows_written(upload) if is_taken_over else None
    factors = edition(inventory.edition)
    headings = checked.Headings.of(upload.table["columns"])
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
        "notes": [message_from_json(note).translated(_) for note in upload.table["notes"]],
        "form": form,
        "numbers_form": NumbersForm() if check.count(Outcome.QUESTION) else None,
        "may_edit": can_change(request, inventory),
    }
    return render(request, "portal/upload.html", context)
