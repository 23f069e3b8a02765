"""Every address of the office with something of the bakery's in it; a new one without an entry fails."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from klimapakt.agreements.models import AgreementFile
from klimapakt.duties import actions as duties
from klimapakt.foundation.models import OutgoingMail
from klimapakt.inventories.models import EvidenceFile, Inventory, ReviewQuestion
from klimapakt.memberships.models import JoinRequest, Membership
from klimapakt.organisations.enums import Chamber
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.models import OfficeRole
from klimapakt.people.models import Person
from klimapakt.privacy.actions import ask
from tests.advice.asking import advice_of
from tests.agreements.documents import agreement_of
from tests.agreements.texts import CLAUSE, KEY, SECTION, draft_of
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
from tests.publicity.telling import version_of
from tests.reports.stopping import stopped_job

SEEN, FILLED, PRESSED = ("GET",), ("GET", "POST"), ("POST",)


@dataclass(frozen=True)
class Held:
    """What the office has of the bakery, and who works there."""

    inventory: Inventory
    question: ReviewQuestion
    bill: EvidenceFile
    membership: Membership
    request: JoinRequest
    ada: Person
    ole: Person
    bruno: Person


Arguments = Callable[[Held], Mapping[str, object]]


def _nobody(_held: Held) -> Mapping[str, object]:
    return {}


def _inventory(held: Held) -> Mapping[str, object]:
    return {"pk": held.inventory.pk}


def _story(held: Held) -> Mapping[str, object]:
    return {"pk": version_of(held.inventory.organisation).pk}


def _mail(_held: Held) -> Mapping[str, object]:
    return {"pk": OutgoingMail.objects.earliest("pk").pk}


def _member(held: Held) -> Mapping[str, object]:
    return {"pk": held.membership.pk}


def _of_flock(held: Held) -> Mapping[str, object]:
    """Return a member that names the chamber of commerce."""
    Organisation.objects.filter(pk=held.membership.organisation_id).update(chamber=Chamber.COMMERCE)
    return _member(held)


def _agreement(held: Held) -> Mapping[str, object]:
    return {"pk": agreement_of(held.membership.organisation).pk}


def _agreement_file(held: Held) -> Mapping[str, object]:
    agreement = agreement_of(held.membership.organisation)
    return {"pk": agreement.pk, "number": AgreementFile.objects.get(agreement=agreement).pk}


def _text(held: Held) -> Mapping[str, object]:
    return {"pk": draft_of(held.ada).pk}


def _issue(held: Held) -> Mapping[str, object]:
    return {"pk": issue_of(held.ada).pk}


def _text_part(held: Held) -> Mapping[str, object]:
    return {**_text(held), "section": SECTION, "key": CLAUSE}


def _key(_held: Held) -> Mapping[str, object]:
    return {"key": KEY}


def _version(held: Held) -> Mapping[str, object]:
    return {"number": drafted(by=held.ole).version}


def _role(held: Held) -> Mapping[str, object]:
    return {"pk": OfficeRole.objects.get(person=held.ole).pk}


def _contact(held: Held) -> Mapping[str, object]:
    return {**_member(held), "number": a_contact(held.membership, held.ada).pk}


def _task(held: Held) -> Mapping[str, object]:
    return {"number": a_task(held.membership, held.ada).pk}


def _advice(held: Held) -> Mapping[str, object]:
    return {"pk": advice_of(held.membership.organisation).pk}


def _run(held: Held) -> Mapping[str, object]:
    return {"pk": a_run(held.membership, held.ada).pk}


def _duty(held: Held) -> Mapping[str, object]:
    return {"pk": duty_of(held.membership.organisation).pk}


def _duty_event(held: Held) -> Mapping[str, object]:
    duty, today = duty_of(held.membership.organisation), timezone.localdate()
    until = today + timedelta(days=9)
    event = duties.note_answer(duty=duty, until=until, text="", today=today, by=held.ada)
    return {"pk": duty.pk, "event": event.pk}


def _monitoring(held: Held) -> Mapping[str, object]:
    return {"pk": cycle_of(held.membership.organisation).duty_id}


def _job(held: Held) -> Mapping[str, object]:
    return {"pk": stopped_job(of=held.membership.organisation.pact).pk}


def _measure(held: Held) -> Mapping[str, object]:
    return {"pk": plan_of(held.membership.organisation, held.bruno).pk}


def _offer(held: Held) -> Mapping[str, object]:
    return {"pk": offer_of(held.ada, timezone.localdate()).pk}


def _meeting(held: Held) -> Mapping[str, object]:
    return {"pk": registered_of(held.membership.organisation).meeting_id}


def _registration(held: Held) -> Mapping[str, object]:
    return {**_meeting(held), "registration": registered_of(held.membership.organisation).pk}


OF_INVENTORY: Mapping[str, tuple[Arguments, tuple[str, ...]]] = {
    "review": (_inventory, SEEN),
    "report": (lambda held: {**_inventory(held), "language": "de"}, SEEN),
    "evidence": (lambda held: {**_inventory(held), "sha256": held.bill.sha256}, SEEN),
    "review_checks": (_inventory, PRESSED),
    "review_rows": (_inventory, PRESSED),
    "review_presence": (_inventory, PRESSED),
    "ask": (_inventory, PRESSED),
    "close": (lambda held: {**_inventory(held), "question": held.question.pk}, PRESSED),
    "return": (_inventory, PRESSED),
    "accept": (_inventory, FILLED),
    "letter": (_inventory, FILLED),
    "letter_file": (lambda held: {**_inventory(held), "letter": letter_of(held.inventory).pk}, SEEN),
    "measure": (_measure, SEEN),
    "measure_verify": (_measure, PRESSED),
}
FOR_SIGNATORIES = {"agreement_countersign"}
FOR_CHAMBERS = {"flock", "flock_table", "flock_member", "flock_contact"}
ADDRESSES: Mapping[str, tuple[Arguments, tuple[str, ...]]] = {
    **OF_INVENTORY,
    "index": (_nobody, SEEN),
    "meetings": (_nobody, SEEN),
    "meeting_new": (_nobody, FILLED),
    "meeting": (_meeting, SEEN),
    "meeting_change": (_meeting, FILLED),
    "meeting_move": (_meeting, PRESSED),
    "meeting_attendance": (_meeting, PRESSED),
    "meeting_table": (lambda held: {**_meeting(held), "kind": "csv"}, SEEN),
    "meeting_decide": (lambda held: {**_registration(held), "what": "decline"}, PRESSED),
    "advice": (_nobody, SEEN),
    "advice_promise": (_nobody, PRESSED),
    "advice_request": (_advice, SEEN),
    "advice_act": (lambda held: {**_advice(held), "what": "answer"}, PRESSED),
    "inventories": (_nobody, SEEN),
    "flock": (_nobody, SEEN),
    "flock_table": (_nobody, SEEN),
    "flock_member": (_of_flock, SEEN),
    "flock_contact": (_of_flock, PRESSED),
    "sums": (_nobody, SEEN),
    "samples": (_nobody, SEEN),
    "sample_announce": (_nobody, PRESSED),
    "sample_draw": (lambda held: {"pk": draw_of(held.ole).pk}, PRESSED),
    "sums_group": (_nobody, PRESSED),
    "stories": (_nobody, SEEN),
    "story": (_story, SEEN),
    "story_decide": (lambda held: {**_story(held), "what": "return"}, PRESSED),
    "targets": (_nobody, SEEN),
    "target_table": (_nobody, SEEN),
    "measures": (_nobody, SEEN),
    "offers": (_nobody, SEEN),
    "offer_new": (_nobody, FILLED),
    "offers_seed": (_nobody, PRESSED),
    "offer": (_offer, SEEN),
    "offer_change": (_offer, FILLED),
    "offer_check": (_offer, PRESSED),
    "offer_move": (_offer, PRESSED),
    "duties": (_nobody, SEEN),
    "duty": (_duty, SEEN),
    "monitoring": (_monitoring, SEEN),
    "monitoring_accept": (_monitoring, PRESSED),
    "monitoring_report": (lambda held: {**_monitoring(held), "language": "de"}, SEEN),
    "duty_decide": (lambda held: {**_duty(held), "what": "waive"}, PRESSED),
    "duty_back": (_duty_event, PRESSED),
    "reports": (_nobody, SEEN),
    "report_page": (lambda _held: {"report": "members"}, SEEN),
    "report_table": (lambda _held: {"report": "members", "table": "states", "kind": "csv"}, SEEN),
    "report_promise": (_nobody, PRESSED),
    "jobs": (_nobody, SEEN),
    "job_again": (_job, PRESSED),
    "job_aside": (_job, PRESSED),
    "mails": (_nobody, SEEN),
    "mail": (_mail, SEEN),
    "mail_again": (_mail, PRESSED),
    "mail_drop": (_mail, PRESSED),
    "members": (_nobody, SEEN),
    "member_new": (_nobody, FILLED),
    "member_import": (_nobody, FILLED),
    "member_template": (_nobody, SEEN),
    "member_table": (lambda _held: {"kind": "csv"}, SEEN),
    "member": (_member, SEEN),
    "member_move": (_member, PRESSED),
    "member_plan": (_member, PRESSED),
    "member_days": (_member, PRESSED),
    "member_tier": (_member, PRESSED),
    "member_end": (_member, PRESSED),
    "member_invite": (_member, PRESSED),
    "member_hand_over": (_member, SEEN),
    "contact_new": (_member, PRESSED),
    "contact_strike": (_contact, PRESSED),
    "task_new": (_member, PRESSED),
    "task_done": (_task, PRESSED),
    "task_open": (_task, PRESSED),
    "view_save": (_nobody, PRESSED),
    "view_delete": (lambda held: {"number": a_view(held.ada).pk}, PRESSED),
    "bulk_prepare": (_nobody, PRESSED),
    "bulk_runs": (_nobody, SEEN),
    "bulk_run": (_run, SEEN),
    "bulk_progress": (_run, SEEN),
    "bulk_undo": (_run, PRESSED),
    "join_request": (lambda held: {"pk": held.request.pk}, FILLED),
    "agreement_new": (_member, FILLED),
    "agreement": (_agreement, SEEN),
    "agreement_file": (_agreement_file, SEEN),
    "agreement_package": (_agreement, SEEN),
    "agreement_countersign": (_agreement, FILLED),
    "agreement_paper": (_agreement, PRESSED),
    "agreement_paper_confirm": (_agreement, PRESSED),
    "agreement_withdraw": (_agreement, PRESSED),
    "agreement_renew": (_agreement, FILLED),
    "texts": (_nobody, SEEN),
    "text_new": (_key, FILLED),
    "text_in_use": (lambda held: {**_key(held), "language": "de"}, SEEN),
    "renewals": (_key, SEEN),
    "renewals_ask": (_key, PRESSED),
    "text": (_text, SEEN),
    "text_preview": (lambda held: {**_text(held), "language": "en"}, SEEN),
    "text_check": (_text, PRESSED),
    "text_release": (_text, FILLED),
    "text_part_new": (lambda held: {**_text(held), "section": SECTION}, FILLED),
    "text_part": (_text_part, FILLED),
    "text_part_move": (_text_part, PRESSED),
    "text_part_remove": (_text_part, PRESSED),
    "text_give_up": (_text, PRESSED),
    "rulebook": (_nobody, SEEN),
    "rulebook_choose": (_nobody, SEEN),
    "rulebook_draft": (lambda held: {"basis": f"version-{drafted(by=held.ole).version}"}, FILLED),
    "rulebook_load": (_nobody, FILLED),
    "rulebook_version": (_version, SEEN),
    "rulebook_file": (_version, SEEN),
    "rulebook_edit": (_version, FILLED),
    "rulebook_discard": (_version, PRESSED),
    "rulebook_propose": (_version, PRESSED),
    "rulebook_simulation": (_version, SEEN),
    "rulebook_simulation_file": (_version, SEEN),
    "rulebook_decide": (_version, FILLED),
    "rulebook_return": (_version, PRESSED),
    "newsletter": (_nobody, SEEN),
    "issue_new": (_nobody, FILLED),
    "issue": (_issue, SEEN),
    "issue_edit": (_issue, FILLED),
    "issue_send": (_issue, FILLED),
    "issue_hold_back": (_issue, PRESSED),
    "issue_discard": (_issue, PRESSED),
    "privacy": (_nobody, SEEN),
    "privacy_record": (_nobody, SEEN),
    "privacy_record_json": (_nobody, SEEN),
    "erasure": (lambda held: {"pk": ask(by=held.bruno).pk}, FILLED),
    "staff": (_nobody, SEEN),
    "staff_invite": (_nobody, FILLED),
    "staff_role": (_role, FILLED),
    "staff_end": (_role, FILLED),
    "staff_remind": (_role, PRESSED),
}


def address(name: str, held: Held, **other: object) -> str:
    """Return the address of a page about what the office has, or about something in its place."""
    return reverse(f"office:{name}", kwargs={**ADDRESSES[name][0](held), **other})
