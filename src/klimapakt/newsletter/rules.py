"""What may be sent, and when a link counts. No database, no clock."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.rules import NotPossible

CONFIRM_WITHIN: Final = timedelta(days=7)
KEPT_AFTER_LEAVING: Final = timedelta(days=180)
KEPT_DELIVERY: Final = timedelta(days=90)
ASKED_AGAIN_AFTER: Final = timedelta(minutes=10)
"""Within this time the same address gets no second link: the form is no means to fill a mailbox."""

LONGEST_TEXT: Final = 20_000
_SCHEMES: Final = re.compile(r"\b(?:(?:java|vb)script ?: ?\S|data:\w)", re.IGNORECASE)
_HIDDEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


class LinkOver(NotPossible):
    """The link is unknown, used or too old."""

    def __init__(self, code: str) -> None:
        texts = {
            "used": gettext_noop("This address is confirmed already. You need not do anything more."),
            "expired": gettext_noop("This link has expired. Please fill in the form again."),
        }
        unknown = gettext_noop("This link is not known. Perhaps it was cut off in the mail.")
        super().__init__(Message(f"newsletter_{code}", texts.get(code, unknown)))
        self.code = code


class NotReady(NotPossible):
    """The issue lacks something that every reader would miss."""

    def __init__(self, language: str) -> None:
        text = gettext_noop("Subject or text is missing in one language (%(language)s). Write it first.")
        super().__init__(Message("issue_not_ready", text, {"language": language}))


class OnItsWay(NotPossible):
    """The issue has been released: its words stay."""

    def __init__(self) -> None:
        text = gettext_noop("This issue is released already. It can be neither changed nor sent again.")
        super().__init__(Message("issue_on_its_way", text))


class NobodyThere(NotPossible):
    """No address is confirmed."""

    def __init__(self) -> None:
        text = gettext_noop("Nobody has confirmed a subscription yet, so there is nobody to send it to.")
        super().__init__(Message("issue_nobody", text))


class DayGone(NotPossible):
    """The moment of sending lies in the past."""

    def __init__(self) -> None:
        super().__init__(Message("issue_day", gettext_noop("This moment is over. Choose a later one.")))


def has_forbidden_link(text: str) -> bool:
    r"""Tell whether a text has a link that runs something instead of leading somewhere.

    >>> has_forbidden_link("Read java\u200bscript:alert(1)"), has_forbidden_link("https://example.org/a:b")
    (True, False)
    >>> has_forbidden_link("Our data: 12 t less")
    False
    """
    plain = " ".join(_HIDDEN.sub("", text).split())
    return _SCHEMES.search(plain) is not None


def is_too_soon(*, asked_at: datetime, left_at: datetime | None, now: datetime) -> bool:
    """Tell whether an address has just been sent a link; who has left since then may ask again at once."""
    return now - asked_at < ASKED_AGAIN_AFTER and (left_at is None or left_at < asked_at)


def paragraphs(text: str) -> list[str]:
    r"""Return the paragraphs of a text; an empty line parts them.

    >>> paragraphs("One\nline\n\n\nTwo\n")
    ['One line', 'Two']
    """
    return [
        " ".join(one.split()) for one in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")) if one.strip()
    ]


def ensure_ready(*, written: Sequence[tuple[str, str, str]]) -> None:
    """Raise NotReady where a language (code, subject, text) lacks its subject or text."""
    for language, subject, text in written:
        if not subject.strip() or not text.strip():
            raise NotReady(language)


def why_over(*, asked_at: datetime | None, confirmed_at: datetime | None, now: datetime) -> LinkOver | None:
    """Return why a link confirms nothing; ``asked_at`` None is a link nobody knows."""
    if asked_at is None:
        return LinkOver("unknown")
    if confirmed_at is not None and confirmed_at >= asked_at:
        return LinkOver("used")
    return LinkOver("expired") if now > asked_at + CONFIRM_WITHIN else None
