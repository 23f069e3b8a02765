"""The page of a file that a job is busy with: how far it is, what went wrong, who to call."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from klimapakt.foundation import jobs as queue
from klimapakt.inventories import actions, jobs
from klimapakt.inventories.enums import UploadState
from klimapakt.inventories.models import Upload
from klimapakt.inventories.rules import NotPossible
from klimapakt.methods.intake.tables import message_from_json
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.portal.access import MemberRequest, can_edit, editable_upload_for, member_page, upload_for

_PATIENCE: Final = timedelta(seconds=8)
_WORTH_ANOTHER_TRY: Final = ("job_given_up", "file_too_slow", "inventory_closed")
_STOPPED: Final = Message(
    "waiting_stopped",
    gettext_noop("Nobody took the rows over, so the waiting was ended. Nothing was written."),
)


def page(request: MemberRequest, upload: Upload) -> HttpResponse:
    """Show how far a file is, or why it could not be read."""
    context = {
        "inventory": upload.inventory,
        "upload": upload,
        "is_failed": upload.state == UploadState.FAILED,
        "is_reading": upload.state == UploadState.READING,
        "problem": message_from_json(upload.problem).translated(_) if upload.problem else "",
        "words": _words(upload),
        "may_work_now": (upload.problem or {}).get("code") in _WORTH_ANOTHER_TRY,
        "is_lost": _is_lost(upload),
        "is_production": settings.KLIMA_IS_PRODUCTION,
        "may_edit": can_edit(request, upload.inventory.organisation),
    }
    return render(request, "portal/upload_progress.html", context)


@member_page()
def as_json(request: MemberRequest, pk: UUID) -> JsonResponse:
    """Return how far a file is; the page asks for it every second."""
    upload = upload_for(request, pk)
    is_busy = upload.state in {UploadState.READING, UploadState.TAKING}
    return JsonResponse(
        {
            "percent": upload.progress,
            "words": _words(upload),
            "is_over": not is_busy,
            "is_lost": _is_lost(upload),
        }
    )


@member_page("POST")
def again(request: MemberRequest, pk: UUID) -> HttpResponseRedirect:
    """Try again what failed; do at once, or stop waiting for, what nobody does."""
    upload = editable_upload_for(request, pk)
    try:
        if upload.state == UploadState.FAILED:
            jobs.try_again(upload=upload, by=request.user)
        elif _is_lost(upload) and upload.state == UploadState.READING:
            jobs.read_now(upload)
        elif _is_lost(upload):
            actions.give_back(upload=upload, problem=_STOPPED, by=request.user)
    except NotPossible as refused:
        messages.warning(request, refused.message.translated(_))
    return redirect("portal:upload", upload.pk)


def _is_lost(upload: Upload) -> bool:
    """Tell whether a file has waited for some seconds although nobody is there to do anything about it."""
    is_busy = upload.state in {UploadState.READING, UploadState.TAKING}
    return is_busy and timezone.now() - upload.changed_at > _PATIENCE and not queue.is_anybody_there()


def _words(upload: Upload) -> str:
    if upload.state == UploadState.TAKING:
        if upload.progress == 0:
            return _("The rows wait to be taken over.")
        return _("The rows are being checked.") if upload.progress < 50 else _("The rows are being written.")
    if upload.state == UploadState.READING:
        if upload.progress == 0:
            return _("The file waits to be read.")
        return _("The file is being read.") if upload.progress < 70 else _("Its rows are being checked.")
    return _("Done.")
