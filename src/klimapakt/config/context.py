"""What every page's frame may show: the pact's name, the languages, and in a demo its accounts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from klimapakt import demo
from klimapakt.demo import DemoAccount
from klimapakt.pacts.middleware import languages_of
from klimapakt.pacts.models import Pact
from klimapakt.pacts.permissions import needs_second_factor, partner_page, works_in_office


@dataclass(frozen=True, slots=True)
class Language:
    """A language the page exists in, named in itself."""

    code: str
    name: str
    is_current: bool


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what the frame shows; touches neither session nor cookie nor database."""
    pact: Pact | None = getattr(request, "pact", None)
    current = get_language() or settings.LANGUAGE_CODE
    languages = [Language(code, name, code == current) for code, name in languages_of(pact)]
    return {
        "pact_name": settings.KLIMA_PACT_NAME if pact is None else pact.name,
        "pact_accent": "" if pact is None else pact.accent.removeprefix("#"),
        "is_demo": settings.KLIMA_DEMO,
        "demo_accounts": _demo_accounts(pact),
        "contact_email": settings.KLIMA_CONTACT_EMAIL if pact is None else pact.contact_email,
        "current_language": next((one for one in languages if one.is_current), languages[0]),
        "languages": languages,
        "works_in_office": SimpleLazyObject(lambda: works_in_office(_office_kind(request))),
        "partner_page": SimpleLazyObject(lambda: partner_page(_office_kind(request))),
        "needs_second_factor": SimpleLazyObject(lambda: needs_second_factor(_office_kind(request))),
    }


def _office_kind(request: HttpRequest) -> str | None:
    """Return what the session rules have found already; who is not signed in works for no pact."""
    kind: str | None = getattr(request, "office_kind", None)
    return kind


def _demo_accounts(pact: Pact | None) -> Sequence[DemoAccount]:
    """Return the pact's accounts in the page's language, and none where people have accounts of their own."""
    if not settings.KLIMA_DEMO or pact is None:
        return ()
    return [
        replace(one, who=gettext(one.who), may=gettext(one.may))
        for one in demo.ACCOUNTS
        if one.host == pact.host
    ]
