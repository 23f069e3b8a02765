"""Reads about agreements."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from klimapakt.agreements.enums import AgreementState, FileKind, Party, Way
from klimapakt.agreements.issuing import Issued
from klimapakt.agreements.models import Agreement, AgreementFile, Signature
from klimapakt.agreements.rules import values_of
from klimapakt.agreements.wording import Values
from klimapakt.foundation import audit
from klimapakt.foundation.models import AuditEvent
from klimapakt.memberships.models import Membership
from klimapakt.organisations import queries as organisations
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.queries import Asking

_RELATED = ("membership__organisation", "pact", "text", "amends__text")


def agreement(pk: UUID) -> Agreement | None:
    """Return an agreement of the pact at hand."""
    return Agreement.objects.select_related(*_RELATED).filter(pk=pk).first()


def visible_to(person: Asking) -> QuerySet[Agreement]:
    """Return the agreements of the organisations in which the person has any role."""
    mine = organisations.visible_to(person)
    found = Agreement.objects.filter(membership__organisation__in=mine)
    return found.select_related(*_RELATED)


def to_sign_by(person: Asking) -> QuerySet[Agreement]:
    """Return the agreements that wait for the signature of this person as management of a member."""
    managed = visible_to(person).filter(
        state=AgreementState.ISSUED,
        membership__organisation__roles__person=person.pk,
        membership__organisation__roles__kind=RoleKind.MANAGEMENT,
    )
    return managed.order_by("issued_at")


def agreements_of(membership: Membership) -> QuerySet[Agreement]:
    """Return the agreements of a membership, the newest first."""
    return Agreement.objects.filter(membership=membership)


def waiting_for_city() -> QuerySet[Agreement]:
    """Return what the member has signed and the city has not, the oldest first."""
    found = Agreement.objects.filter(state=AgreementState.SIGNED).select_related("membership__organisation")
    return found.order_by("issued_at")


def papers_to_confirm(person: Asking) -> QuerySet[Signature]:
    """Return the scans of signed papers that somebody else has entered and this person can confirm."""
    found = Signature.objects.filter(
        way=Way.PAPER, confirmed_at__isnull=True, agreement__state=AgreementState.ISSUED
    ).exclude(entered_by=person.pk)
    return found.select_related("agreement__membership__organisation").order_by("signed_at")


def files_of(one: Agreement) -> QuerySet[AgreementFile]:
    """Return the files of an agreement without their content."""
    return AgreementFile.objects.filter(agreement=one).defer("content")


def file_of(one: Agreement, pk: int) -> AgreementFile | None:
    """Return one file with its content."""
    return AgreementFile.objects.filter(agreement=one, pk=pk).first()


def newest_file(one: Agreement, *kinds: FileKind) -> AgreementFile | None:
    """Return the newest file of these kinds."""
    return AgreementFile.objects.filter(agreement=one, kind__in=kinds).order_by("-added_at", "-pk").first()


def signatures_of(one: Agreement) -> QuerySet[Signature]:
    """Return who signed, in order."""
    return Signature.objects.filter(agreement=one).select_related("entered_by", "confirmed_by", "file")


def signature_for(one: Agreement, party: Party) -> Signature | None:
    """Return the signature of one party."""
    return signatures_of(one).filter(party=party).first()


def values_in(one: Agreement) -> Values:
    """Return what the document was filled with."""
    return values_of(one.values)


def issued_of(one: Agreement) -> Issued:
    """Return the document as it was issued."""
    file = AgreementFile.objects.get(agreement=one, kind=FileKind.ISSUED)
    values = values_in(one)
    return Issued(
        number=one.number,
        language=file.language,
        template=one.template,
        version=one.template_version,
        rulebook=f"{values.rules.id} {values.rules.edition}",
        issued_at=one.issued_at,
        content=bytes(file.content),
        sha256=file.sha256,
        content_sha256=one.content_sha256,
    )


def audit_of(one: Agreement) -> Sequence[dict[str, object]]:
    """Return the entries of the audit chain about an agreement or its membership, as they are kept."""
    subjects = [("agreements.agreement", str(one.pk)), ("memberships.membership", str(one.membership_id))]
    rows: list[dict[str, object]] = []
    for kind, pk in subjects:
        found = audit.entries_about(kind, pk)
        rows += [
            {field.attname: getattr(event, field.attname) for field in AuditEvent._meta.concrete_fields}  # noqa: SLF001 -- Django documents it
            for event in found
        ]
    return sorted(rows, key=lambda row: str(row["sequence"]).zfill(20))
