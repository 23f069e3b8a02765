"""Which pages of members a mandate opens to an adviser: one table, and what is not in it stays closed.

An adviser never submits, withdraws or corrects, never signs, never answers or explains for the member, takes
over no figures of other tools, never manages people, sites or the organisation, and never deletes meters or
evidence: no such address stands here. A new address of the portal is closed to advisers until somebody enters
it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from klimapakt.organisations.enums import AccessedPage, MandatePart


@dataclass(frozen=True, slots=True)
class Opening:
    """As what a page is written down, and which part it takes to look at it and to send it."""

    page: AccessedPage
    sees: MandatePart | None
    changes: MandatePart | None = None
    editing: MandatePart | None = None

    def needed(self, *, is_change: bool) -> MandatePart | None:
        """Return the part that is needed; None where no mandate suffices."""
        return self.changes if is_change else self.sees

    @property
    def edits_with(self) -> MandatePart | None:
        """Return the part with which the page offers changes at all."""
        return self.editing or self.changes


_SEES, _DRAFTS = MandatePart.INVENTORIES, MandatePart.DRAFTS


def _read(page: AccessedPage) -> Opening:
    """Return a page that is only looked at; it offers ways to change where drafts are open too."""
    return Opening(page, _SEES, editing=_DRAFTS)


def _shown(page: AccessedPage) -> Opening:
    """Return a page with a form that who may only see sees without it."""
    return Opening(page, _SEES, _DRAFTS)


def _filled(page: AccessedPage) -> Opening:
    """Return a page that is nothing but a form."""
    return Opening(page, _DRAFTS, _DRAFTS)


def _pressed(page: AccessedPage) -> Opening:
    """Return what is only sent."""
    return Opening(page, None, _DRAFTS)


_P = AccessedPage
_MEASURES: Final = Opening(_P.MEASURES, MandatePart.MEASURES, MandatePart.MEASURES)

OPENINGS: Final[Mapping[str, Opening]] = {
    "inventory": _read(_P.INVENTORY),
    "inventory_new": _filled(_P.INVENTORY),
    "reference_figures": _filled(_P.INVENTORY),
    "boundary": _filled(_P.INVENTORY),
    "lines": _read(_P.INVENTORY),
    "line": _read(_P.INVENTORY),
    "versions": Opening(_P.INVENTORY, _SEES),
    "changes": _read(_P.INVENTORY),
    "questions": Opening(_P.INVENTORY, _SEES),
    "edition": Opening(_P.INVENTORY, _SEES),
    "review_letter": Opening(_P.DOWNLOAD, _SEES),
    "relevance": _shown(_P.INVENTORY),
    "guided_new": _filled(_P.INVENTORY),
    "guided": _shown(_P.INVENTORY),
    "guided_choose": Opening(_P.INVENTORY, _DRAFTS, editing=_DRAFTS),
    "guided_question": _shown(_P.INVENTORY),
    "guided_result": _shown(_P.INVENTORY),
    "guided_letter": _read(_P.DOWNLOAD),
    "entries": _read(_P.ROWS),
    "entry_new": _filled(_P.ROWS),
    "entry": _filled(_P.ROWS),
    "entry_remove": _filled(_P.ROWS),
    "entry_restore": _pressed(_P.ROWS),
    "copy": _filled(_P.ROWS),
    "upload_new": _filled(_P.FILES),
    "upload": _read(_P.FILES),
    "upload_numbers": _pressed(_P.FILES),
    "upload_take_over": _pressed(_P.FILES),
    "upload_undo": _pressed(_P.FILES),
    "upload_discard": _pressed(_P.FILES),
    "upload_progress": _read(_P.FILES),
    "upload_again": _pressed(_P.FILES),
    "upload_columns": _filled(_P.FILES),
    "upload_columns_forget": _pressed(_P.FILES),
    "upload_rejected": _read(_P.DOWNLOAD),
    "upload_file": _read(_P.DOWNLOAD),
    "export_report": _read(_P.DOWNLOAD),
    "export_workbook": _read(_P.DOWNLOAD),
    "export_json": _read(_P.DOWNLOAD),
    "export_lines": _read(_P.DOWNLOAD),
    "export_figures": _read(_P.DOWNLOAD),
    "export_entries": _read(_P.DOWNLOAD),
    "evidence": _read(_P.EVIDENCE),
    "evidence_uses": _read(_P.EVIDENCE),
    "evidence_file": _read(_P.DOWNLOAD),
    "evidence_add": _filled(_P.EVIDENCE),
    "evidence_unlink": _pressed(_P.EVIDENCE),
    "meters": _read(_P.METERS),
    "meter": _read(_P.METERS),
    "meter_new": _filled(_P.METERS),
    "meter_change": _filled(_P.METERS),
    "degree_days": _filled(_P.METERS),
    "meter_year": _filled(_P.METERS),
    "bill_new": _filled(_P.METERS),
    "bill_change": _filled(_P.METERS),
    "bill_remove": _pressed(_P.METERS),
    "bill_restore": _pressed(_P.METERS),
    "gap": _filled(_P.METERS),
    "survey": _shown(_P.SURVEY),
    "survey_change": _filled(_P.SURVEY),
    "survey_close": _pressed(_P.SURVEY),
    "survey_take": _pressed(_P.SURVEY),
    "measures": _MEASURES,
    "measure_new": _MEASURES,
    "measure": _MEASURES,
    "measure_remove": _MEASURES,
    "plans": _MEASURES,
    "plan": _MEASURES,
    "plan_new": _MEASURES,
    "plan_change": _MEASURES,
    "plan_step": _MEASURES,
    "plan_step_done": _MEASURES,
    "appraisal": Opening(_P.MEASURES, MandatePart.MEASURES, editing=MandatePart.MEASURES),
    "appraisal_new": _MEASURES,
    "appraisal_version": Opening(_P.MEASURES, MandatePart.MEASURES, editing=MandatePart.MEASURES),
    "appraisal_report": Opening(_P.DOWNLOAD, MandatePart.MEASURES),
    "appraisal_workbook": Opening(_P.DOWNLOAD, MandatePart.MEASURES),
    "appraisal_case": Opening(_P.DOWNLOAD, MandatePart.MEASURES),
    "appraisals": Opening(_P.MEASURES, MandatePart.MEASURES, editing=MandatePart.MEASURES),
    "implementation_plan": Opening(_P.DOWNLOAD, MandatePart.MEASURES),
    "plan_steps": _MEASURES,
    "plan_offers": Opening(_P.MEASURES, MandatePart.MEASURES),
    "library": _MEASURES,
    "library_entry": _MEASURES,
    "targets": Opening(_P.MEASURES, MandatePart.MEASURES),
    "target": Opening(_P.MEASURES, MandatePart.MEASURES),
    "target_outlook": Opening(_P.MEASURES, MandatePart.MEASURES),
    "target_figures": Opening(_P.DOWNLOAD, MandatePart.MEASURES),
    "duty": Opening(_P.DUTIES, MandatePart.DUTIES),
}
"""The addresses of the portal that a mandate can open, by their names."""
