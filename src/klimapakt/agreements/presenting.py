"""Agreements as pages show them: files with addresses, badges, how somebody had signed in."""

from collections.abc import Callable, Mapping
from typing import Final

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from klimapakt.agreements import queries
from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.models import Agreement, AgreementFile
from klimapakt.agreements.packages import Package

BADGES: Final[Mapping[str, str]] = {
    AgreementState.ISSUED: "info",
    AgreementState.SIGNED: "info",
    AgreementState.IN_FORCE: "success",
    AgreementState.WITHDRAWN: "neutral",
}


def shown(one: Agreement, url_of: Callable[[AgreementFile], str], package_url: str) -> dict[str, object]:
    """Return what the page of a document shows."""
    return {
        "agreement": one,
        "organisation": one.membership.organisation,
        "badge_kind": BADGES[one.state],
        "files": [(file, url_of(file)) for file in queries.files_of(one)],
        "signatures": list(queries.signatures_of(one)),
        "package_url": package_url if one.state == AgreementState.IN_FORCE else "",
    }


def proof_of(request: HttpRequest) -> str:
    """Return in words how the person had signed in for this session, the last way first."""
    ways: Mapping[str, str] = {
        "password": _("password"),
        "code": _("e-mail code"),
        "mfa": _("second factor"),
        "socialaccount": _("another service"),
    }
    records = get_authentication_records(request)
    found = dict.fromkeys(ways.get(one.get("method", ""), "") for one in reversed(records))
    return ", ".join(word for word in found if word) or _("session")


def as_pdf(one: Agreement, file: AgreementFile) -> HttpResponse:
    """Hand out a file of an agreement, byte for byte."""
    name = f"{one.number}-{file.kind}-{file.language}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(file.content), content_type="application/pdf", headers=headers)


def as_zip(package: Package) -> HttpResponse:
    """Hand out the package of evidence; the hash of its manifest stands in a header as well."""
    headers = {
        "Content-Disposition": f'attachment; filename="{package.name}"',
        "X-Manifest-SHA512": package.manifest_sha512,
    }
    return HttpResponse(package.content, content_type="application/zip", headers=headers)
