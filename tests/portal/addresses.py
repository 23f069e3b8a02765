"""Every address of the portal with something of Bruno's in it; a new one without an entry fails the tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from klimapakt.inventories.models import EvidenceFile, Inventory, Upload
from klimapakt.measures.models import Measure
from klimapakt.organisations.models import Organisation, Site
from klimapakt.portal.urls import urlpatterns
from tests.advice.asking import advice_of, appointment_of
from tests.agreements.documents import agreement_of, file_of
from tests.duties.owing import duty_of
from tests.inventories.letters import letter_of
from tests.inventories.metering import bill_of, meter_of, survey_of
from tests.measures.appraising import appraisal_of
from tests.measures.planning import grant_of, plan_of, share_of, step_of
from tests.monitoring.scenes import cycle_of
from tests.network.meeting import registered_of
from tests.offers.offering import offer_of
from tests.publicity.telling import version_of
from tests.targets.promising import target_of


@dataclass(frozen=True)
class Things:
    """What Bruno has."""

    organisation: Organisation
    site: Site
    inventory: Inventory
    upload: Upload
    measure: Measure
    line_id: str
    number: int
    evidence: EvidenceFile
    link: int
    question: int = 0
    acceptance: int = 0
    role: int = 0
    mandate: UUID | None = None
    invitation: UUID | None = None


Arguments = Callable[[Things], Mapping[str, object]]


def _inventory(things: Things) -> Mapping[str, object]:
    return {"pk": things.inventory.pk}


def _upload(things: Things) -> Mapping[str, object]:
    return {"pk": things.upload.pk}


def _organisation(things: Things) -> Mapping[str, object]:
    return {"pk": things.organisation.pk}


def _letter(things: Things) -> Mapping[str, object]:
    return {"pk": things.inventory.pk, "letter": letter_of(things.inventory).pk}


def _role(things: Things) -> Mapping[str, object]:
    return {"pk": things.organisation.pk, "role": things.role}


def _invitation(things: Things) -> Mapping[str, object]:
    return {"pk": things.invitation}


def _mandate(things: Things) -> Mapping[str, object]:
    return {"pk": things.mandate}


def _meter(things: Things) -> Mapping[str, object]:
    return {"pk": meter_of(things.organisation).pk}


def _meter_and_year(things: Things) -> Mapping[str, object]:
    return {"pk": meter_of(things.organisation).pk, "year": 2024}


def _bill(things: Things) -> Mapping[str, object]:
    meter = meter_of(things.organisation)
    return {"pk": meter.pk, "number": bill_of(meter).pk}


def _survey(things: Things) -> Mapping[str, object]:
    return {"pk": survey_of(things.inventory).inventory_id}


def _agreement(things: Things) -> Mapping[str, object]:
    return {"pk": agreement_of(things.organisation).pk}


def _agreement_file(things: Things) -> Mapping[str, object]:
    agreement = agreement_of(things.organisation)
    return {"pk": agreement.pk, "number": file_of(agreement).pk}


def _duty(things: Things) -> Mapping[str, object]:
    return {"pk": duty_of(things.organisation).pk}


def _monitoring(things: Things) -> Mapping[str, object]:
    return {"pk": cycle_of(things.organisation).duty_id}


def _monitoring_report(things: Things) -> Mapping[str, object]:
    return {**_monitoring(things), "language": "de"}


def _plan(things: Things) -> Mapping[str, object]:
    return {"pk": plan_of(things.organisation).pk}


def _story(things: Things) -> Mapping[str, object]:
    return {"pk": version_of(things.organisation).story_id}


def _target(things: Things) -> Mapping[str, object]:
    return {"pk": target_of(things.organisation).pk}


def _advice(things: Things) -> Mapping[str, object]:
    return {"pk": advice_of(things.organisation).pk}


def _appointment(things: Things) -> Mapping[str, object]:
    return {"pk": appointment_of(things.organisation).pk}


def _appraisal(things: Things) -> Mapping[str, object]:
    appraisal = appraisal_of(things.organisation)
    return {"pk": appraisal.measure_id, "number": appraisal.number}


def _meeting(things: Things) -> Mapping[str, object]:
    return {"pk": things.organisation.pk, "meeting": registered_of(things.organisation).meeting_id}


LOOKED_AT = ("GET",)
FILLED_IN = ("GET", "POST")
PRESSED = ("POST",)

OF_BRUNO: Mapping[str, tuple[Arguments, tuple[str, ...]]] = {
    "meetings": (_organisation, LOOKED_AT),
    "meeting": (_meeting, FILLED_IN),
    "meeting_calendar": (_meeting, LOOKED_AT),
    "meeting_accept": (_meeting, PRESSED),
    "meeting_withdraw": (_meeting, PRESSED),
    "advice": (_organisation, LOOKED_AT),
    "advice_new": (_organisation, FILLED_IN),
    "advice_request": (_advice, LOOKED_AT),
    "advice_write": (_advice, PRESSED),
    "advice_withdraw": (_advice, PRESSED),
    "advice_calendar": (_appointment, LOOKED_AT),
    "advice_appointment": (lambda things: {**_appointment(things), "what": "accept"}, PRESSED),
    "agreement": (_agreement, LOOKED_AT),
    "agreement_file": (_agreement_file, LOOKED_AT),
    "agreement_package": (_agreement, LOOKED_AT),
    "agreement_sign": (_agreement, FILLED_IN),
    "agreement_upload": (_agreement, PRESSED),
    "duty": (_duty, LOOKED_AT),
    "monitoring": (_monitoring, LOOKED_AT),
    "monitoring_begin": (_monitoring, PRESSED),
    "monitoring_facts": (_monitoring, FILLED_IN),
    "monitoring_rows": (_monitoring, FILLED_IN),
    "monitoring_targets": (_monitoring, FILLED_IN),
    "monitoring_measures": (_monitoring, FILLED_IN),
    "monitoring_hand_in": (_monitoring, FILLED_IN),
    "monitoring_report": (_monitoring_report, LOOKED_AT),
    "duty_act": (lambda things: {**_duty(things), "what": "more-time"}, PRESSED),
    "organisation": (_organisation, LOOKED_AT),
    "inventory_new": (_organisation, FILLED_IN),
    "external_new": (_organisation, FILLED_IN),
    "external": (_inventory, FILLED_IN),
    "external_report": (_inventory, FILLED_IN),
    "external_replace": (_inventory, FILLED_IN),
    "external_give_up": (_inventory, FILLED_IN),
    "findings_accept": (_inventory, PRESSED),
    "acceptance_withdraw": (
        lambda things: {"pk": things.inventory.pk, "acceptance": things.acceptance},
        PRESSED,
    ),
    "site_new": (_organisation, FILLED_IN),
    "organisation_change": (_organisation, FILLED_IN),
    "invite": (_organisation, FILLED_IN),
    "role": (_role, FILLED_IN),
    "role_end": (_role, FILLED_IN),
    "mandates": (_organisation, LOOKED_AT),
    "mandate_new": (_organisation, FILLED_IN),
    "mandate": (_mandate, LOOKED_AT),
    "mandate_accesses": (_mandate, LOOKED_AT),
    "mandate_again": (_mandate, PRESSED),
    "mandate_end": (_mandate, FILLED_IN),
    "invitation_renew": (_invitation, PRESSED),
    "invitation_withdraw": (_invitation, PRESSED),
    "site_delete": (lambda things: {"pk": things.site.pk}, FILLED_IN),
    "boundary": (_inventory, FILLED_IN),
    "people": (_organisation, LOOKED_AT),
    "evidence": (_organisation, LOOKED_AT),
    "evidence_uses": (lambda things: {"pk": things.evidence.pk}, LOOKED_AT),
    "evidence_file": (lambda things: {"pk": things.evidence.pk}, LOOKED_AT),
    "evidence_delete": (lambda things: {"pk": things.evidence.pk}, PRESSED),
    "evidence_add": (_inventory, FILLED_IN),
    "evidence_unlink": (
        lambda things: {"pk": things.inventory.pk, "number": things.number, "link": things.link},
        PRESSED,
    ),
    "copy": (_inventory, FILLED_IN),
    "entry_new": (_inventory, FILLED_IN),
    "entry": (lambda things: {"pk": things.inventory.pk, "number": things.number}, FILLED_IN),
    "entry_restore": (lambda things: {"pk": things.inventory.pk, "number": things.number}, PRESSED),
    "measures": (_organisation, LOOKED_AT),
    "measure_new": (_organisation, FILLED_IN),
    "measure": (lambda things: {"pk": things.measure.pk}, FILLED_IN),
    "measure_remove": (lambda things: {"pk": things.measure.pk}, FILLED_IN),
    "plans": (_organisation, LOOKED_AT),
    "appraisal": (_plan, LOOKED_AT),
    "appraisal_new": (_plan, FILLED_IN),
    "appraisal_version": (_appraisal, LOOKED_AT),
    "appraisal_report": (lambda things: {**_appraisal(things), "language": "de"}, LOOKED_AT),
    "appraisal_workbook": (_appraisal, LOOKED_AT),
    "appraisal_case": (_appraisal, LOOKED_AT),
    "appraisals": (_organisation, LOOKED_AT),
    "implementation_plan": (_organisation, LOOKED_AT),
    "plan_new": (_organisation, FILLED_IN),
    "plan_share": (
        lambda things: {**_organisation(things), "share": share_of(things.organisation).pk},
        PRESSED,
    ),
    "plan": (_plan, LOOKED_AT),
    "plan_change": (_plan, FILLED_IN),
    "plan_offers": (_plan, LOOKED_AT),
    "plan_offer_take": (
        lambda things: {**_plan(things), "offer": offer_of(None, timezone.localdate()).pk},
        PRESSED,
    ),
    "plan_act": (lambda things: {**_plan(things), "what": "step"}, PRESSED),
    "plan_grant": (lambda things: {**_plan(things), "grant": grant_of(things.organisation).pk}, FILLED_IN),
    "plan_step": (lambda things: {**_plan(things), "step": step_of(things.organisation).pk}, FILLED_IN),
    "plan_steps": (_organisation, LOOKED_AT),
    "plan_step_done": (lambda things: {**_plan(things), "step": step_of(things.organisation).pk}, PRESSED),
    "library": (_organisation, LOOKED_AT),
    "library_entry": (lambda things: {**_organisation(things), "key": "led-lighting"}, FILLED_IN),
    "targets": (_organisation, LOOKED_AT),
    "target_choose": (_organisation, LOOKED_AT),
    "target_new": (lambda things: {**_organisation(things), "option": "own"}, FILLED_IN),
    "target": (_target, LOOKED_AT),
    "target_figures": (_target, LOOKED_AT),
    "target_revise": (_target, FILLED_IN),
    "target_withdraw": (_target, FILLED_IN),
    "target_outlook": (_target, FILLED_IN),
    "stories": (_organisation, LOOKED_AT),
    "badge": (_organisation, FILLED_IN),
    "story_begin": (_plan, PRESSED),
    "story": (_story, FILLED_IN),
    "story_release": (_story, PRESSED),
    "site": (lambda things: {"pk": things.site.pk}, FILLED_IN),
    "inventory": (_inventory, LOOKED_AT),
    "guided_new": (_organisation, FILLED_IN),
    "guided": (_inventory, FILLED_IN),
    "guided_choose": (_inventory, LOOKED_AT),
    "guided_question": (lambda things: {"pk": things.inventory.pk, "key": "water"}, FILLED_IN),
    "guided_result": (_inventory, FILLED_IN),
    "guided_letter": (_inventory, LOOKED_AT),
    "reference_figures": (_inventory, FILLED_IN),
    "lines": (_inventory, LOOKED_AT),
    "line": (lambda things: {"pk": things.inventory.pk, "line_id": things.line_id}, LOOKED_AT),
    "entries": (_inventory, LOOKED_AT),
    "entry_remove": (lambda things: {"pk": things.inventory.pk, "number": things.number}, FILLED_IN),
    "export_report": (lambda things: {"pk": things.inventory.pk, "language": "de"}, LOOKED_AT),
    "export_workbook": (_inventory, LOOKED_AT),
    "export_json": (_inventory, LOOKED_AT),
    "export_lines": (_inventory, LOOKED_AT),
    "export_figures": (_inventory, LOOKED_AT),
    "submit": (_inventory, FILLED_IN),
    "withdraw": (_inventory, FILLED_IN),
    "versions": (_inventory, LOOKED_AT),
    "changes": (_inventory, LOOKED_AT),
    "correct": (_inventory, FILLED_IN),
    "discard": (_inventory, FILLED_IN),
    "edition": (_inventory, FILLED_IN),
    "questions": (_inventory, LOOKED_AT),
    "documents": (_organisation, LOOKED_AT),
    "review_letter": (_letter, LOOKED_AT),
    "question_answer": (lambda things: {"pk": things.inventory.pk, "question": things.question}, PRESSED),
    "upload_new": (_inventory, FILLED_IN),
    "upload": (_upload, LOOKED_AT),
    "upload_numbers": (_upload, PRESSED),
    "upload_take_over": (_upload, PRESSED),
    "upload_undo": (_upload, PRESSED),
    "upload_discard": (_upload, PRESSED),
    "upload_rejected": (lambda things: {"pk": things.upload.pk, "kind": "csv"}, LOOKED_AT),
    "upload_progress": (_upload, LOOKED_AT),
    "upload_again": (_upload, PRESSED),
    "upload_columns": (_upload, FILLED_IN),
    "upload_columns_forget": (_upload, PRESSED),
    "export_entries": (lambda things: {"pk": things.inventory.pk, "kind": "xlsx"}, LOOKED_AT),
    "upload_file": (_upload, LOOKED_AT),
    "meters": (_organisation, LOOKED_AT),
    "meter_new": (_organisation, FILLED_IN),
    "meter": (_meter, LOOKED_AT),
    "meter_change": (_meter, FILLED_IN),
    "meter_remove": (_meter, PRESSED),
    "degree_days": (_meter_and_year, FILLED_IN),
    "meter_year": (_meter_and_year, FILLED_IN),
    "bill_new": (_meter, FILLED_IN),
    "bill_restore": (_meter, PRESSED),
    "bill_change": (_bill, FILLED_IN),
    "bill_remove": (_bill, PRESSED),
    "gap": (_meter, FILLED_IN),
    "relevance": (_inventory, FILLED_IN),
    "survey": (_inventory, FILLED_IN),
    "survey_change": (_survey, FILLED_IN),
    "survey_close": (_survey, PRESSED),
    "survey_discard": (_survey, PRESSED),
    "survey_take": (_survey, PRESSED),
}
"""Addresses about something of Bruno's, with what fills them in and the methods they take."""

WITHOUT_FIGURES = frozenset(
    {
        "organisation",
        "inventory_new",
        "external_new",
        "site_new",
        "site",
        "organisation_change",
        "people",
        "invite",
    }
    | {"role", "role_end", "site_delete", "guided_new"}
    | {"agreement", "agreement_file", "agreement_package", "agreement_sign"}
    | {"duty", "duty_act"}
    | {"meetings", "meeting", "meeting_calendar"}
    | {"documents", "badge"}
    | {"mandates", "mandate_new", "mandate", "mandate_accesses", "mandate_end"}
)
"""Addresses that show no figure; a person of the press may open them or is told whom to ask."""

OF_NOBODY: Mapping[str, Mapping[str, object]] = {
    "start": {},
    "calendar": {},
    "calendar_revoke": {},
    "template": {"kind": "csv"},
}
"""Addresses that every signed-in person may open, because they show nothing or only one's own."""


def names() -> list[str]:
    """Return the names of all addresses of the portal."""
    return [str(pattern.name) for pattern in urlpatterns]


def of_bruno(name: str, things: Things) -> str:
    """Return the address of something of Bruno's."""
    return reverse(f"portal:{name}", kwargs=dict(OF_BRUNO[name][0](things)))


def of_nothing(name: str, things: Things) -> str:
    """Return the same address with an id that nothing has."""
    return reverse(f"portal:{name}", kwargs={**OF_BRUNO[name][0](things), "pk": uuid4()})
