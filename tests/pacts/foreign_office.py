"""Every address of the office with something of the other city in it; a new one without an entry fails."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from klimapakt.duties import actions as duties
from klimapakt.foundation.models import OutgoingMail
from klimapakt.pacts.models import OfficeRole
from klimapakt.pacts.scoping import within
from klimapakt.privacy.actions import ask
from tests.advice.asking import advice_of
from tests.agreements.documents import agreement_of, file_of
from tests.agreements.texts import CLAUSE, SECTION, draft_of
from tests.casework.cases import a_contact, a_run, a_task, a_view
from tests.duties.owing import duty_of
from tests.inventories.letters import letter_of
from tests.inventories.sampling import draw_of
from tests.measures.planning import plan_of
from tests.monitoring.scenes import cycle_of
from tests.network.meeting import registered_of
from tests.newsletter.letters import draft_of as issue_of
from tests.offers.offering import offer_of
from tests.office.rulebooks import drafted
from tests.pacts.two_cities import OtherCity
from tests.publicity.telling import version_of
from tests.reports.stopping import stopped_job


@dataclass(frozen=True)
class Foreign:
    """What the office of the other city has."""

    city: OtherCity
    mail: OutgoingMail


Arguments = Callable[[Foreign], Mapping[str, object]]


def _inventory(foreign: Foreign) -> Mapping[str, object]:
    return {"pk": foreign.city.submitted.pk}


def _letter(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {**_inventory(foreign), "letter": letter_of(foreign.city.submitted).pk}


def _sample(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": draw_of(foreign.city.office).pk}


def _issue(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": issue_of(foreign.city.office).pk}


def _mail(foreign: Foreign) -> Mapping[str, object]:
    return {"pk": foreign.mail.pk}


def _offer(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": offer_of(foreign.city.office, timezone.localdate()).pk}


def _member(foreign: Foreign) -> Mapping[str, object]:
    return {"pk": foreign.city.membership.pk}


def _erasure(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": ask(by=foreign.city.member).pk}


def _agreement(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": agreement_of(foreign.city.things.organisation).pk}


def _agreement_file(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        agreement = agreement_of(foreign.city.things.organisation)
        return {"pk": agreement.pk, "number": file_of(agreement).pk}


def _contact(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {**_member(foreign), "number": a_contact(foreign.city.membership, foreign.city.office).pk}


def _task(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"number": a_task(foreign.city.membership, foreign.city.office).pk}


def _advice(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": advice_of(foreign.city.things.organisation).pk}


def _view(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"number": a_view(foreign.city.office).pk}


def _run(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": a_run(foreign.city.membership, foreign.city.office).pk}


def _text(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": draft_of(foreign.city.office).pk}


def _text_part(foreign: Foreign) -> Mapping[str, object]:
    return {**_text(foreign), "section": SECTION, "key": CLAUSE}


def _draft(foreign: Foreign) -> int:
    """Return the number of a draft there; here, where no rulebook was drafted, there is none like it."""
    with within(foreign.city.pact):
        return drafted(by=foreign.city.office).version


def _version(foreign: Foreign) -> Mapping[str, object]:
    return {"number": _draft(foreign)}


def _role(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": OfficeRole.objects.get(person=foreign.city.office).pk}


def _duty(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": duty_of(foreign.city.things.organisation).pk}


def _duty_event(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        duty, today = duty_of(foreign.city.things.organisation), timezone.localdate()
        until = today + timedelta(days=9)
        event = duties.note_answer(duty=duty, until=until, text="", today=today, by=foreign.city.office)
        return {"pk": duty.pk, "event": event.pk}


def _monitoring(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": cycle_of(foreign.city.things.organisation).duty_id}


def _job(foreign: Foreign) -> Mapping[str, object]:
    return {"pk": stopped_job(of=foreign.city.pact).pk}


def _story(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": version_of(foreign.city.things.organisation).pk}


def _measure(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": plan_of(foreign.city.things.organisation).pk}


def _meeting(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {"pk": registered_of(foreign.city.things.organisation).meeting_id}


def _registration(foreign: Foreign) -> Mapping[str, object]:
    with within(foreign.city.pact):
        return {**_meeting(foreign), "registration": registered_of(foreign.city.things.organisation).pk}


OFFICE: Mapping[str, tuple[Arguments, tuple[str, ...]]] = {
    "review": (_inventory, ("GET",)),
    "report": (lambda foreign: {**_inventory(foreign), "language": "de"}, ("GET",)),
    "evidence": (
        lambda foreign: {**_inventory(foreign), "sha256": foreign.city.things.evidence.sha256},
        ("GET",),
    ),
    "ask": (_inventory, ("POST",)),
    "review_checks": (_inventory, ("POST",)),
    "review_rows": (_inventory, ("POST",)),
    "review_presence": (_inventory, ("POST",)),
    "close": (lambda foreign: {**_inventory(foreign), "question": foreign.city.asked}, ("POST",)),
    "return": (_inventory, ("POST",)),
    "accept": (_inventory, ("GET", "POST")),
    "letter": (_inventory, ("GET", "POST")),
    "letter_file": (_letter, ("GET",)),
    "sample_draw": (_sample, ("POST",)),
    "story": (_story, ("GET",)),
    "story_decide": (lambda foreign: {**_story(foreign), "what": "return"}, ("POST",)),
    "measure": (_measure, ("GET",)),
    "measure_verify": (_measure, ("POST",)),
    "member": (_member, ("GET",)),
    "member_move": (_member, ("POST",)),
    "member_plan": (_member, ("POST",)),
    "member_days": (_member, ("POST",)),
    "member_tier": (_member, ("POST",)),
    "member_end": (_member, ("POST",)),
    "member_invite": (_member, ("POST",)),
    "contact_new": (_member, ("POST",)),
    "contact_strike": (_contact, ("POST",)),
    "task_new": (_member, ("POST",)),
    "advice_request": (_advice, ("GET",)),
    "advice_act": (lambda foreign: {**_advice(foreign), "what": "answer"}, ("POST",)),
    "task_done": (_task, ("POST",)),
    "task_open": (_task, ("POST",)),
    "view_delete": (_view, ("POST",)),
    "flock_member": (_member, ("GET",)),
    "flock_contact": (_member, ("POST",)),
    "duty": (_duty, ("GET",)),
    "duty_decide": (lambda foreign: {**_duty(foreign), "what": "waive"}, ("POST",)),
    "duty_back": (_duty_event, ("POST",)),
    "monitoring": (_monitoring, ("GET",)),
    "monitoring_accept": (_monitoring, ("POST",)),
    "monitoring_report": (lambda foreign: {**_monitoring(foreign), "language": "de"}, ("GET",)),
    "bulk_run": (_run, ("GET",)),
    "bulk_progress": (_run, ("GET",)),
    "bulk_undo": (_run, ("POST",)),
    "join_request": (lambda foreign: {"pk": foreign.city.request.pk}, ("GET", "POST")),
    "member_hand_over": (_member, ("GET",)),
    "erasure": (_erasure, ("GET", "POST")),
    "agreement_new": (_member, ("GET", "POST")),
    "agreement": (_agreement, ("GET",)),
    "agreement_file": (_agreement_file, ("GET",)),
    "agreement_package": (_agreement, ("GET",)),
    "agreement_countersign": (_agreement, ("GET", "POST")),
    "agreement_paper": (_agreement, ("POST",)),
    "agreement_paper_confirm": (_agreement, ("POST",)),
    "agreement_withdraw": (_agreement, ("POST",)),
    "agreement_renew": (_agreement, ("GET", "POST")),
    "text": (_text, ("GET",)),
    "text_preview": (lambda foreign: {**_text(foreign), "language": "de"}, ("GET",)),
    "text_check": (_text, ("POST",)),
    "text_release": (_text, ("GET", "POST")),
    "text_part_new": (lambda foreign: {**_text(foreign), "section": SECTION}, ("GET", "POST")),
    "text_part": (_text_part, ("GET", "POST")),
    "text_part_move": (_text_part, ("POST",)),
    "text_part_remove": (_text_part, ("POST",)),
    "text_give_up": (_text, ("POST",)),
    "rulebook_draft": (lambda foreign: {"basis": f"version-{_draft(foreign)}"}, ("GET", "POST")),
    "rulebook_version": (_version, ("GET",)),
    "rulebook_file": (_version, ("GET",)),
    "rulebook_edit": (_version, ("GET", "POST")),
    "rulebook_discard": (_version, ("POST",)),
    "rulebook_propose": (_version, ("POST",)),
    "rulebook_simulation": (_version, ("GET",)),
    "rulebook_simulation_file": (_version, ("GET",)),
    "rulebook_decide": (_version, ("GET", "POST")),
    "rulebook_return": (_version, ("POST",)),
    "offer": (_offer, ("GET",)),
    "offer_change": (_offer, ("GET", "POST")),
    "offer_check": (_offer, ("POST",)),
    "offer_move": (_offer, ("POST",)),
    "issue": (_issue, ("GET",)),
    "issue_edit": (_issue, ("GET", "POST")),
    "issue_send": (_issue, ("GET", "POST")),
    "issue_hold_back": (_issue, ("POST",)),
    "issue_discard": (_issue, ("POST",)),
    "staff_role": (_role, ("GET", "POST")),
    "staff_end": (_role, ("GET", "POST")),
    "staff_remind": (_role, ("POST",)),
    "job_again": (_job, ("POST",)),
    "job_aside": (_job, ("POST",)),
    "mail": (_mail, ("GET",)),
    "meeting": (_meeting, ("GET",)),
    "meeting_change": (_meeting, ("GET", "POST")),
    "meeting_move": (_meeting, ("POST",)),
    "meeting_attendance": (_meeting, ("POST",)),
    "meeting_table": (lambda foreign: {**_meeting(foreign), "kind": "csv"}, ("GET",)),
    "meeting_decide": (lambda foreign: {**_registration(foreign), "what": "decline"}, ("POST",)),
    "mail_again": (_mail, ("POST",)),
    "mail_drop": (_mail, ("POST",)),
}
"""Addresses of the office about one thing, with what fills them in and the methods they take."""

OF_ALL = frozenset(
    {
        "advice",
        "advice_promise",
        "index",
        "inventories",
        "duties",
        "meetings",
        "meeting_new",
        "mails",
        "members",
        "member_new",
        "member_import",
        "member_template",
        "member_table",
        "view_save",
        "bulk_prepare",
        "bulk_runs",
        "rulebook",
        "rulebook_choose",
        "rulebook_load",
        "staff",
        "staff_invite",
        "flock",
        "flock_table",
        "sums",
        "samples",
        "sample_announce",
        "sums_group",
    }
    | {"texts", "text_new", "text_in_use", "renewals", "renewals_ask"}
    | {"newsletter", "issue_new"}
    | {"privacy", "privacy_record", "privacy_record_json"}
    | {"offers", "offer_new", "offers_seed"}
    | {"targets", "target_table", "stories"}
    | {"jobs", "measures", "reports", "report_page", "report_table", "report_promise"}
)
"""Addresses about nothing in particular; what they show is read by the tests of every page."""

CASES = [(name, method) for name, (_arguments, methods) in OFFICE.items() for method in methods]
