"""From a kind and its values to subject, text and HTML: one template gives both, so they say the same."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.template import Context, Engine
from django.utils.translation import gettext, override

from klimapakt.foundation.mail.kinds import Kind
from klimapakt.foundation.mail.sender import sender_now

_OPEN, _CLOSE = "⟦", "⟧"
_SECRET: Final = re.compile(f"{_OPEN}(\\w+){_CLOSE}")
_LONGEST_SUBJECT: Final = 200
_LINK: Final = "link"
# Marks that turn the direction of what follows: a name with them could read as something else.
_TURNING: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class ForeignLink(Exception):
    """A link in a mail would lead to a host that is not ours."""


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as written; secrets stand in it as marks only, and apart in ``secrets``."""

    subject: str
    text: str
    html: str
    secrets: Mapping[str, str]


def write(kind: Kind, language: str, values: Mapping[str, str]) -> Written:
    """Write a mail; raise ForeignLink when its link leads elsewhere.

    Every value becomes one line: no name can add a header or a line of its own. What a kind takes in
    paragraphs keeps them.
    """
    clean = {
        name: in_lines(value) if name in kind.in_lines else one_line(value) for name, value in values.items()
    }
    if _LINK in clean:
        _ensure_ours(clean[_LINK])
    secrets = {name: clean[name] for name in kind.secrets if name in clean}
    marks = {name: f"{_OPEN}{name}{_CLOSE}" for name in secrets}
    with override(language):
        return _rendered(kind, {"person": "", **clean, **marks}, secrets, language)


def one_line(value: str) -> str:
    r"""Return a value as one line without control characters.

    >>> one_line("Bakery\r\nBcc: everybody@example.org")
    'Bakery Bcc: everybody@example.org'
    """
    plain = value.replace(_OPEN, "[").replace(_CLOSE, "]")
    spaced = (" " if unicodedata.category(sign) == "Cc" else sign for sign in plain)
    return " ".join("".join(sign for sign in spaced if sign not in _TURNING).split())


def in_lines(value: str) -> str:
    r"""Return a value with its lines, each without control characters.

    >>> in_lines("One\r\n\r\nTwo\x07")
    'One\n\nTwo'
    """
    return "\n".join(one_line(line) for line in value.splitlines())


def filled(text: str, secrets: Mapping[str, str]) -> str:
    """Return a text with its secrets."""
    return _SECRET.sub(lambda mark: secrets.get(mark[1], mark[0]), text)


def filled_html(html: str, secrets: Mapping[str, str]) -> str:
    """Return an HTML text with its secrets."""
    return filled(html, {name: escape(value) for name, value in secrets.items()})


def hidden(text: str) -> str:
    """Return a text for people who must not see its secrets."""
    return _SECRET.sub(lambda _: gettext("[not shown]"), text)


def _rendered(kind: Kind, values: dict[str, str], secrets: Mapping[str, str], language: str) -> Written:
    subject = one_line(_render(f"mail/{kind.name}/subject.txt", values, is_html=False))[:_LONGEST_SUBJECT]
    sender = sender_now()
    around = {
        **values,
        "subject": subject,
        "language": language,
        "pact": one_line(sender.name),
        "contact": sender.contact,
        "why": gettext(kind.why) % values,
        "body": f"mail/{kind.name}/body.html",
    }
    text = _render("mail/letter.txt", around, is_html=False)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines()))
    return Written(subject, text.strip() + "\n", _render("mail/letter.html", around, is_html=True), secrets)


def _render(template: str, values: Mapping[str, str], *, is_html: bool) -> str:
    context = Context({**values, "is_html": is_html}, autoescape=is_html)
    return str(Engine.get_default().get_template(template).render(context))


def _ensure_ours(link: str) -> None:
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or not validate_host(
        _host(parts.netloc), settings.ALLOWED_HOSTS
    ):
        raise ForeignLink


def _host(place: str) -> str:
    """Return the host of a place without its port; with a name and password before it there is none."""
    found = re.fullmatch(r"(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d+)?", place.lower())
    return found[1] if found else ""
