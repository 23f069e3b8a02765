"""Signing: in the portal, with a file that was signed outside, on paper; then the city, then the seal."""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from klimapakt.agreements import checking, in_force, issuing, letters, mail_kinds, packages, rules, sealing
from klimapakt.agreements.actions.issuing import keep, locked
from klimapakt.agreements.enums import AgreementState, FileKind, Party, Way
from klimapakt.agreements.evidence import PortalSignature
from klimapakt.agreements.models import Agreement, AgreementFile, Signature
from klimapakt.agreements.queries import issued_of, signature_for, signatures_of, values_in
from klimapakt.agreements.sentences import sentences
from klimapakt.agreements.texts import template_of
from klimapakt.agreements.wording import Signatory
from klimapakt.agreements.wording.model import AGREEMENT
from klimapakt.foundation import audit
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.actions import Days
from klimapakt.memberships.enums import Stage
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import RoleKind
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed
from klimapakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Given:
    """Who signs, against which bytes, and how they had proved who they are."""

    signatory: Signatory
    sha256_shown: str
    proved_by: str = ""


@dataclass(frozen=True, slots=True)
class _How:
    """How somebody signed: the file it rests on, or the sentence they confirmed."""

    way: Way
    file: AgreementFile | None = None
    statement: str = ""


@transaction.atomic
def sign_in_portal(*, agreement: Agreement, given: Given, by: Person) -> Signature:
    """Sign for the member after signing in anew.

    Raises NotManagement, NotSignable, and AnotherFile when another document was shown.
    """
    _ensure_management(agreement, by)
    one = locked(agreement)
    _ensure_due(one, AgreementState.ISSUED)
    _ensure_shown(one, given)
    signature = _portal(one, Party.MEMBER, one.membership.organisation.name, given, by)
    _signed_by_member(one, by)
    return signature


@transaction.atomic
def take_signed_file(*, agreement: Agreement, content: bytes, given: Given, by: Person) -> Signature:
    """Take a PDF that was signed outside, after a technical check that finds nothing to object to.

    Raises NotManagement, NotSignable, NotCheckable, and CheckNotPassed with every reason.
    """
    _ensure_management(agreement, by)
    one = locked(agreement)
    _ensure_due(one, AgreementState.ISSUED)
    report = checking.check(
        content, issued=[one.sha256], trusted=in_force.trusted(), at=timezone.now().replace(microsecond=0)
    )
    if not report.passed:
        raise rules.CheckNotPassed(tuple(line.message for line in sentences(report)))
    kept = keep(
        one,
        FileKind.UPLOADED,
        content,
        report=json.loads(packages.report_as_json(report)),
    )
    signature = _sign(one, Party.MEMBER, _How(Way.FILE, kept), given, by)
    _signed_by_member(one, by)
    return signature


@transaction.atomic
def enter_paper(*, agreement: Agreement, content: bytes, signatory: Signatory, by: Person) -> Signature:
    """Keep the scan of a paper that the member signed; it counts once a second person has confirmed it."""
    if not is_allowed(by, Permission.PREPARE_AGREEMENTS):
        raise rules.NotSignatory
    rules.ensure_scan(content)
    one = locked(agreement)
    _ensure_due(one, AgreementState.ISSUED)
    Signature.objects.filter(agreement=one, party=Party.MEMBER, confirmed_at__isnull=True).delete()
    kept = AgreementFile.objects.filter(agreement=one, kind=FileKind.SCAN, sha256=_sha256(content)).first()
    kept = kept or keep(one, FileKind.SCAN, content)
    signature = _sign(one, Party.MEMBER, _How(Way.PAPER, kept), Given(signatory, one.sha256), by)
    audit.record(what="agreement.paper_entered", subject=one, by=by, details={"sha256": kept.sha256})
    return signature


@transaction.atomic
def confirm_paper(*, agreement: Agreement, by: Person) -> Signature:
    """Confirm as a second person that the scan shows this document with a signature."""
    if not is_allowed(by, Permission.PREPARE_AGREEMENTS):
        raise rules.NotSignatory
    one = locked(agreement)
    _ensure_due(one, AgreementState.ISSUED)
    signature = signature_for(one, Party.MEMBER)
    if signature is None or signature.way != Way.PAPER:
        raise rules.NotSignable("")
    if signature.entered_by_id == by.pk:
        raise rules.SecondPersonNeeded
    signature.confirmed_at, signature.confirmed_by = timezone.now(), by
    signature.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.record(what="agreement.paper_confirmed", subject=one, by=by)
    _signed_by_member(one, by)
    return signature


@transaction.atomic
def countersign(*, agreement: Agreement, given: Given, by: Person) -> Agreement:
    """Sign for the city: the document is sealed and in force, and the organisation a member.

    Raises NotSignatory, NotSignable, AnotherFile, KeyUnusable, NoTimestamp, NotSealable; then keeps nothing.
    """
    if not is_allowed(by, Permission.COUNTERSIGN_AGREEMENTS):
        raise rules.NotSignatory
    one = locked(agreement)
    _ensure_due(one, AgreementState.SIGNED)
    _ensure_shown(one, given)
    _portal(one, Party.CITY, one.pact.city, given, by)
    _seal(one)
    now = timezone.now()
    one.state, one.in_force_at = AgreementState.IN_FORCE, now
    one.save(update_fields=["state", "in_force_at"])
    audit.record(what="agreement.in_force", subject=one, by=by)
    _supersede(one, by)
    if one.membership.stage == Stage.SIGNED:
        first = max(values_in(one).joins_on, timezone.localdate(now))
        days = Days(signed_on=timezone.localdate(now), joined_on=first)
        memberships.by_agreement(
            membership=one.membership, to=Stage.ACTIVE, reason=one.number, days=days, by=by
        )
    letters.tell_management(one, mail_kinds.AGREEMENT_IN_FORCE)
    return one


def _supersede(one: Agreement, by: Person) -> None:
    """Let an agreement take the place of the one it amends."""
    if one.amends is None:
        return
    before = locked(one.amends)
    before.state, before.superseded_at = AgreementState.SUPERSEDED, timezone.now()
    before.save(update_fields=["state", "superseded_at"])
    audit.record(what="agreement.superseded", subject=before, by=by, details={"number": one.number})


def _seal(one: Agreement) -> None:
    """Make the document with the page of evidence, seal it, check it and keep it."""
    issued, values = issued_of(one), values_in(one)
    text = template_of(one)
    if text is None:
        raise issuing.NotThisDocument(one.template)
    portal = [_as_evidence(signature, one) for signature in signatures_of(one)]
    now = timezone.now().replace(microsecond=0)
    made = issuing.with_evidence(issued, text, values, signatures=portal, at=now)
    sealed = sealing.seal(
        made.content, key=in_force.seal_key(), reason=one.number, timestamper=in_force.timestamper()
    )
    report = checking.check(
        sealed.content,
        issued=[made.sha256],
        trusted=in_force.trusted(),
        at=timezone.now().replace(microsecond=0),
    )
    if not report.passed:
        raise sealing.NotSealable(f"{one.number}: the sealed file does not pass the check.")
    keep(
        one,
        FileKind.SEALED,
        sealed.content,
        report=json.loads(packages.report_as_json(report)),
        chain=sealed.chain,
    )


def _as_evidence(one: Signature, agreement: Agreement) -> PortalSignature:
    is_city = one.party == Party.CITY
    party = agreement.pact.city if is_city else agreement.membership.organisation.name
    with override("de"):
        how = {
            Way.PORTAL: one.proved_by,
            Way.FILE: gettext("Signature in the file that was sent, SHA-256 %(sha256)s"),
            Way.PAPER: gettext("Scan of the signed paper, SHA-256 %(sha256)s, confirmed by two persons"),
        }[Way(one.way)]
    proved = how % {"sha256": one.file.sha256} if one.file else how
    return PortalSignature(
        party=party,
        signatory=Signatory(one.name, one.function, one.mandate),
        account=one.account,
        signed_at=one.signed_at,
        sha256_shown=one.sha256_shown,
        statement=one.statement,
        proved_by=proved,
    )


def _portal(one: Agreement, party: Party, name: str, given: Given, by: Person) -> Signature:
    with override("de"):
        statement = gettext(rules.STATEMENT) % {"name": name}
    return _sign(one, party, _How(Way.PORTAL, statement=statement), given, by)


def _sign(one: Agreement, party: Party, how: _How, given: Given, by: Person) -> Signature:
    return Signature.objects.create(
        agreement=one,
        party=party,
        way=how.way,
        name=given.signatory.name,
        function=given.signatory.function,
        mandate=given.signatory.mandate,
        account=by.email if how.way == Way.PORTAL else "",
        sha256_shown=given.sha256_shown,
        statement=how.statement,
        proved_by=given.proved_by,
        file=how.file,
        signed_at=timezone.now(),
        entered_by=by,
    )


def _signed_by_member(one: Agreement, by: Person) -> None:
    one.state = AgreementState.SIGNED
    one.save(update_fields=["state"])
    audit.record(what="agreement.signed", subject=one, by=by, details={"sha256": one.sha256})
    text = template_of(one)
    if one.membership.stage == Stage.ISSUED and text is not None and text.kind == AGREEMENT:
        memberships.by_agreement(membership=one.membership, to=Stage.SIGNED, reason=one.number, by=by)
    letters.tell_signatories(one)


def _ensure_management(agreement: Agreement, by: Person) -> None:
    if organisations.role_in(by, agreement.membership.organisation) != RoleKind.MANAGEMENT:
        raise rules.NotManagement


def _ensure_due(one: Agreement, expected: AgreementState) -> None:
    rules.ensure_signable(one.state, expected)
    if one.membership.stage == Stage.ENDED:
        raise rules.MembershipOver


def _ensure_shown(one: Agreement, given: Given) -> None:
    if given.sha256_shown != one.sha256:
        raise rules.AnotherFile


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
