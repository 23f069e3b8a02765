"""Loading a list of members that exists already, with a result for every row."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from klimapakt.foundation.size_limit import SizeLimit
from klimapakt.office import member_file
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.office.member_forms import MemberFileForm
from klimapakt.pacts.permissions import Permission

MOST_BYTES = 5 * 1024 * 1024


@csrf_exempt
def load(request: HttpRequest) -> HttpResponseBase:
    """Load a list; its limit has to stand before anything, the check of the token included, reads it."""
    limit = SizeLimit(request, MOST_BYTES)
    request.upload_handlers.insert(0, limit)
    return _guarded_load(request, limit)


@csrf_protect
@staff_page("GET", "HEAD", "POST", needs=Permission.CHANGE_MEMBERS)
def _guarded_load(request: StaffRequest, limit: SizeLimit) -> HttpResponse:
    form = MemberFileForm(request.POST, request.FILES) if request.method == "POST" else MemberFileForm()
    if form.is_valid():
        try:
            found = member_file.read(form.cleaned_data["file"].read())
        except member_file.ListUnreadable as refused:
            form.add_error("file", refused.message.translated(_))
        else:
            return _result(request, found["rows"], found["ignored"])
    elif limit.exceeded:
        form.errors.clear()
        form.add_error("file", _("The file is larger than 5 MB. A list of members is smaller."))
    return render(request, "office/member_import.html", {"form": form})


@staff_page(needs=Permission.CHANGE_MEMBERS)
def template(request: StaffRequest) -> HttpResponse:
    """Hand out an empty list."""
    del request
    content = "\ufeff" + member_file.example()
    headers = {"Content-Disposition": 'attachment; filename="mitglieder.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _result(request: StaffRequest, rows: list[dict[str, object]], ignored: list[str]) -> HttpResponse:
    results = list(member_file.taken_in(rows, request.user))
    refused = [one for one in results if one.membership is None]
    context = {
        "results": results,
        "taken": len(results) - len(refused),
        "refused": refused,
        "ignored": ignored,
        "mend": member_file.to_mend(results) if refused else "",
    }
    return render(request, "office/member_imported.html", context)
