"""What every page's frame may show: the pact's name, the languages, and in a demo its accounts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from klimapakt import demo
from klimapakt.demo import DemoAccount
from klimapakt.people.queries import is_staff


@dataclass(frozen=True, slots=True)
class Language:
    """A language the page exists in, named in itself."""

    code: str
    name: str
    is_current: bool


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what the frame shows; touches neither session nor cookie nor database.

    ``works_in_office`` asks the database when a template asks for it: for signed-in people only.
    """
    current = get_language() or settings.LANGUAGE_CODE
    languages = [Language(code, name, code == current) for code, name in settings.LANGUAGES]
    return {
        "pact_name": settings.KLIMA_PACT_NAME,
        "is_demo": settings.KLIMA_DEMO,
        "demo_accounts": _demo_accounts(),
        "contact_email": settings.KLIMA_CONTACT_EMAIL,
        "current_language": next((one for one in languages if one.is_current), languages[0]),
        "languages": languages,
        "works_in_office": SimpleLazyObject(lambda: _works_in_office(request)),
    }


def _works_in_office(request: HttpRequest) -> bool:
    """Return what the session rules have found already; where they did not run, ask."""
    known: bool | None = getattr(request, "works_in_office", None)
    return is_staff(request.user) if known is None else known


def _demo_accounts() -> Sequence[DemoAccount]:
    """Return the accounts in the page's language, and none where people have accounts of their own."""
    if not settings.KLIMA_DEMO:
        return ()
    return [replace(one, who=gettext(one.who), may=gettext(one.may)) for one in demo.ACCOUNTS]
