"""One member as a file for the next case worker."""

import tempfile
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils.text import slugify

from klimapakt.handover.member import package
from klimapakt.memberships import queries
from klimapakt.office.access import StaffRequest, staff_page
from klimapakt.pacts.permissions import Permission

_IN_MEMORY = 8 * 1024 * 1024


@staff_page(needs=Permission.CHANGE_MEMBERS)
def as_zip(request: StaffRequest, pk: UUID) -> FileResponse:
    """Return all that the office knows about a member, to read and as data."""
    found = queries.membership(pk)
    if found is None:
        raise Http404
    # Closed by the response, once it has been sent.
    target = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    try:
        package(found, target, request.user)
        target.seek(0)
    except BaseException:
        target.close()
        raise
    name = f"{slugify(found.organisation.name) or 'member'}-hand-over.zip"
    return FileResponse(target, content_type="application/zip", as_attachment=True, filename=name)
