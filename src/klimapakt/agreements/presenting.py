"""Agreements as pages show them: files with addresses, badges, differences, how somebody had signed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.agreements import queries, renewals
from klimapakt.agreements.enums import AgreementState, TextStatus
from klimapakt.agreements.models import Agreement, AgreementFile
from klimapakt.agreements.packages import Package
from klimapakt.agreements.texts import template_of
from klimapakt.agreements.wording import Change, Comparison
from klimapakt.agreements.wording.compare import ADDED, CHANGED, MOVED, REMOVED
from klimapakt.agreements.wording.model import BINDING
from klimapakt.methods.messages import gettext_noop

BADGES: Final[Mapping[str, str]] = {
    AgreementState.ISSUED: "info",
    AgreementState.SIGNED: "info",
    AgreementState.IN_FORCE: "success",
    AgreementState.WITHDRAWN: "neutral",
    AgreementState.SUPERSEDED: "neutral",
}
TEXT_BADGES: Final[Mapping[str, str]] = {
    TextStatus.DRAFT: "warning",
    TextStatus.RELEASED: "success",
    TextStatus.SUPERSEDED: "neutral",
}
_HOW: Final[Mapping[str, tuple[str, str]]] = {
    ADDED: ("success", gettext_noop("New")),
    REMOVED: ("warning", gettext_noop("Removed")),
    CHANGED: ("info", gettext_noop("Changed")),
    MOVED: ("neutral", gettext_noop("Only moved")),
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change as a page shows it: how in a word, and why it asks for no consent where it does not.

    ``translation`` is the same part in the reader's language, where that is not the one that binds.
    """

    change: Change
    badge: str
    how: str
    why_editorial: str
    translation: Change | None = None

    @property
    def is_worth_showing(self) -> bool:
        """Whether there are words to compare."""
        return self.change.how != MOVED


def reads_translation() -> str:
    """Return the language of the reader where it is not the one that binds, else nothing."""
    language = get_language() or BINDING
    return "" if language.startswith(BINDING) else language


def changes(comparison: Comparison, translated: Comparison | None = None) -> list[ShownChange]:
    """Return what a page shows of a comparison, in its order; beside each part its translation."""
    language = get_language() or BINDING
    beside = {one.key: one for one in translated.changes} if translated else {}
    return [
        ShownChange(
            one,
            _HOW[one.how][0],
            _(_HOW[one.how][1]),
            one.reason.written(language) if one.reason and not one.is_substantive else "",
            beside.get(one.key),
        )
        for one in comparison.changes
    ]


def shown(one: Agreement, url_of: Callable[[AgreementFile], str], package_url: str) -> dict[str, object]:
    """Return what the page of a document shows."""
    return {
        "text_title": title_of(one),
        "agreement": one,
        "organisation": one.membership.organisation,
        "badge_kind": BADGES[one.state],
        "files": [(file, url_of(file)) for file in queries.files_of(one)],
        "signatures": list(queries.signatures_of(one)),
        "package_url": package_url if one.in_force_at else "",
    }


def title_of(one: Agreement) -> str:
    """Return what the text of an agreement is called; its short name where the text is not there any more."""
    text = template_of(one)
    return text.title.written(get_language() or BINDING) if text else one.template


def difference_of(one: Agreement) -> dict[str, object]:
    """Return what the page of a document shows of what it changes, and of the one that counts instead."""
    found, language = renewals.changes_of(one), reads_translation()
    beside = renewals.changes_of(one, language) if found is not None and language else None
    return {
        "changes": changes(found, beside) if found is not None else None,
        "before": one.amends,
        "newer": renewals.newer_than(one),
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
