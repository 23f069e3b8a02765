"""The empty table to fill in."""

from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from klimapakt.inventories.presenting.words import is_german
from klimapakt.methods.intake.template import TemplateKind, write_template
from klimapakt.portal.access import MemberRequest, member_page
from klimapakt.portal.presenting.csv_file import attachment

_KINDS: Final[dict[str, tuple[TemplateKind, str]]] = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("csv", "text/csv; charset=utf-8"),
}


@member_page()
def download(request: MemberRequest, kind: str) -> HttpResponse:
    """Return the import template as a workbook or as CSV in the language of the page."""
    if kind not in _KINDS:
        raise Http404
    known, content_type = _KINDS[kind]
    content = write_template("de" if is_german() else "en", known)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = attachment(_("klimapakt-template.%(ending)s") % {"ending": known})
    return response
