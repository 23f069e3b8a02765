"""Participants of a meeting as a table that other programs open."""

import csv
import io
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from klimapakt.inventories.formulas import guarded
from klimapakt.network.models import Meeting, Registration
from klimapakt.network.queries import registrations_of


def as_csv(meeting: Meeting) -> str:
    """Return one line for each named seat; nothing in it is taken for a formula."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow(_head())
    table.writerows([guarded(cell) for cell in row] for row in _rows(meeting))
    return "\ufeff" + written.getvalue()


def as_xlsx(meeting: Meeting) -> bytes:
    """Return the same as a workbook."""
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Participants"))
        sheet.write_row(0, 0, _head(), book.add_format({"bold": True}))
        for number, row in enumerate(_rows(meeting), 1):
            sheet.write_row(number, 0, row)
        sheet.freeze_panes(1, 1)
        sheet.autofit()
    return held.getvalue()


def _head() -> list[str]:
    return [_("Organisation"), _("Name"), _("State"), _("Registered at"), _("Came"), _("Answer")]


def _rows(meeting: Meeting) -> Iterator[list[str]]:
    for one in registrations_of(meeting):
        for seat in one.places.all():
            came = _("yes") if seat.came_at else ""
            yield [one.organisation.name, seat.name, str(one.get_state_display()), _at(one), came, one.answer]


def _at(one: Registration) -> str:
    return timezone.localtime(one.requested_at).strftime("%Y-%m-%d %H:%M")
