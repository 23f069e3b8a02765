"""A document that was issued to an organisation, for tests about who gets to it and not about its text."""

import hashlib

from django.utils import timezone

from klimapakt.agreements.enums import FileKind
from klimapakt.agreements.models import Agreement, AgreementFile
from klimapakt.agreements.rules import values_as_json
from klimapakt.agreements.wording.examples import EXAMPLE
from klimapakt.memberships.actions import begin
from klimapakt.memberships.enums import Source
from klimapakt.memberships.queries import open_membership_of
from klimapakt.organisations.models import Organisation

CONTENT = b"%PDF-1.7 not for reading"


def agreement_of(organisation: Organisation) -> Agreement:
    """Return the document of an organisation, issued when there is none."""
    known = Agreement.objects.filter(membership__organisation=organisation).first()
    if known is not None:
        return known
    membership = open_membership_of(organisation)
    membership = membership or begin(organisation=organisation, source=Source.OFFICE, by=None)
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    made = Agreement.objects.create(
        pact=organisation.pact,
        membership=membership,
        number=f"T-{organisation.pk.hex[:8]}",
        template="climate-agreement",
        template_version="2026.1",
        values=values_as_json(EXAMPLE),
        content_sha256=sha256,
        sha256=sha256,
        issued_at=timezone.now(),
    )
    AgreementFile.objects.create(
        agreement=made,
        kind=FileKind.ISSUED,
        content=CONTENT,
        sha256=sha256,
        size=len(CONTENT),
        added_at=timezone.now(),
    )
    return made


def file_of(agreement: Agreement) -> AgreementFile:
    """Return the file that was issued."""
    return AgreementFile.objects.get(agreement=agreement, kind=FileKind.ISSUED)
