"""Issuing a document to one organisation, and withdrawing it before it is in force."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from klimapakt.agreements import issuing, letters, mail_kinds, rules, texts
from klimapakt.agreements.enums import AgreementState, FileKind
from klimapakt.agreements.models import Agreement, AgreementFile
from klimapakt.agreements.texts import TextInUse
from klimapakt.agreements.wording import City, Member, Signatory, Template, Values
from klimapakt.agreements.wording.model import LETTER_OF_INTENT
from klimapakt.foundation import audit
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.methods.texts import Text
from klimapakt.pacts.models import Pact
from klimapakt.pacts.permissions import Permission
from klimapakt.pacts.queries import is_allowed, pact_at_hand, rulebook_in_force
from klimapakt.people.models import Person

_READING = "en"


@dataclass(frozen=True, slots=True)
class Terms:
    """What one document says about one member."""

    joins_on: date
    member_address: str
    member_signatory: Signatory
    city_address: str
    city_signatory: Signatory
    office: str
    register: str = ""
    measures: tuple[str, ...] = ()
    special_terms: tuple[str, ...] = ()


@transaction.atomic
def issue_agreement(*, membership: Membership, template: Template, terms: Terms, by: Person) -> Agreement:
    """Issue the document of one member from the text in use: the binding one and a reading translation.

    Raises NotSignatory without the permission, OutdatedText where the template is not the one in use,
    NoRulebook, StepNotPossible where the membership stands elsewhere, and Refused where the text needs a
    value that is missing.
    """
    if not is_allowed(by, Permission.PREPARE_AGREEMENTS):
        raise rules.NotSignatory
    pact = locked_pact()
    used = texts.in_use(template.key)
    if used is None or used.template != template:
        raise rules.OutdatedText
    values = _values(pact, membership, terms)
    agreement = issue_document(membership, used, values, by)
    stage = Stage.LETTER_OF_INTENT if template.kind == LETTER_OF_INTENT else Stage.ISSUED
    memberships.by_agreement(membership=membership, to=stage, reason=agreement.number, by=by)
    letters.tell_management(agreement, mail_kinds.AGREEMENT_ISSUED)
    return agreement


def issue_document(
    membership: Membership, used: TextInUse, values: Values, by: Person, amends: Agreement | None = None
) -> Agreement:
    """Set and keep a document for ever, and write down that it was issued."""
    pact, now = pact_at_hand(), timezone.now().replace(microsecond=0)
    issued = issuing.issue(used.template, values, language="de", at=now)
    agreement = Agreement.objects.create(
        pact=pact,
        membership=membership,
        number=values.number,
        template=used.template.key,
        template_version=used.template.version,
        text=used.text,
        amends=amends,
        values=rules.values_as_json(values),
        content_sha256=issued.content_sha256,
        sha256=issued.sha256,
        issued_at=now,
        issued_by=by,
    )
    keep(agreement, FileKind.ISSUED, issued.content)
    if _READING in pact.languages:
        reading = issuing.issue(used.template, values, language=_READING, at=now)
        keep(agreement, FileKind.READING, reading.content, language=_READING)
    text = {"text_sha256": used.text.sha256} if used.text else {}
    details = {"sha256": issued.sha256, **text}
    audit.record(what="agreement.issued", subject=agreement, by=by, details=details)
    return agreement


@transaction.atomic
def withdraw(*, agreement: Agreement, reason: str, by: Person) -> Agreement:
    """Withdraw a document that is not in force, so that another can be issued."""
    if not is_allowed(by, Permission.PREPARE_AGREEMENTS):
        raise rules.NotSignatory
    one = locked(agreement)
    if one.state not in {AgreementState.ISSUED, AgreementState.SIGNED}:
        raise rules.NotSignable(one.state)
    mark_withdrawn(one, reason, by)
    if one.membership.stage in {Stage.ISSUED, Stage.SIGNED}:
        memberships.by_agreement(membership=one.membership, to=Stage.TALK, reason=reason, by=by)
    return one


def mark_withdrawn(one: Agreement, reason: str, by: Person) -> None:
    """Write down that a locked document does not count any more."""
    one.state, one.withdrawn_at = AgreementState.WITHDRAWN, timezone.now()
    one.withdrawn_reason = reason.strip()
    one.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    audit.record(what="agreement.withdrawn", subject=one, by=by)


def locked_pact() -> Pact:
    """Lock the pact, so that numbers are given and texts are released one after the other."""
    return Pact.objects.select_for_update(no_key=True).get(pk=pact_at_hand().pk)


def next_number(pact: Pact) -> str:
    """Return the number of the next document; the pact is locked."""
    year = timezone.localdate().year
    count = Agreement.objects.filter(pact=pact, issued_at__year=year).count() + 1
    return f"{pact.slug[:12].upper()}-{year}-{count:04d}"


def locked(agreement: Agreement) -> Agreement:
    """Lock an agreement for a change."""
    found = Agreement.objects.select_for_update(of=("self",)).select_related(
        "membership__organisation", "pact", "text"
    )
    return found.get(pk=agreement.pk)


def keep(
    agreement: Agreement,
    kind: FileKind,
    content: bytes,
    *,
    language: str = "de",
    report: dict[str, object] | None = None,
    chain: bytes = b"",
) -> AgreementFile:
    """Keep a file of an agreement for ever."""
    return AgreementFile.objects.create(
        agreement=agreement,
        kind=kind,
        language=language,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        report=report or {},
        chain=chain.decode(),
        added_at=timezone.now(),
    )


def _values(pact: Pact, membership: Membership, terms: Terms) -> Values:
    rulebook = rulebook_in_force()
    if rulebook is None:
        raise rules.NoRulebook
    return Values(
        number=next_number(pact),
        pact=Text(pact.name, pact.name),
        joins_on=terms.joins_on,
        member=Member(
            name=membership.organisation.name,
            address=terms.member_address,
            signatory=terms.member_signatory,
            register=terms.register,
        ),
        city=City(
            name=pact.city,
            address=terms.city_address,
            signatory=terms.city_signatory,
            office=terms.office,
            email=pact.contact_email,
        ),
        rules=rules.facts_of(rulebook),
        measures=terms.measures,
        special_terms=terms.special_terms,
    )
