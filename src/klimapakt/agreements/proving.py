"""The package of evidence of one agreement, made from what is kept and checked anew."""

from django.utils import timezone

from klimapakt.agreements import checking, in_force, packages, rules
from klimapakt.agreements.enums import FileKind
from klimapakt.agreements.models import Agreement
from klimapakt.agreements.queries import audit_of, issued_of, newest_file, signatures_of


def package_of(one: Agreement) -> packages.Package:
    """Return everything that proves an agreement in force, checked anew at this moment."""
    sealed = newest_file(one, FileKind.SEALED)
    if sealed is None:
        raise rules.NotSignable(one.state)
    content = bytes(sealed.content)
    report = checking.check(
        content,
        issued=[str(sealed.report.get("issued", ""))],
        trusted=in_force.trusted(),
        at=timezone.now().replace(microsecond=0),
    )
    chain, received = sealed.chain.encode(), _received(one)
    return packages.package(
        packages.Evidence(issued_of(one), content, report, audit_of(one), chain, received)
    )


def _received(one: Agreement) -> dict[str, bytes]:
    """Return what somebody signed outside the portal, by what it is."""
    files = [signature.file for signature in signatures_of(one) if signature.file]
    return {file.kind: bytes(file.content) for file in files}
