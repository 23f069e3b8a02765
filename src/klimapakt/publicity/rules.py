"""Pure decisions about stories: what can be released, by whom it is published, how long it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from klimapakt.methods.claims import Finding, Verdict
from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.organisations.rules import NotPossible

FIELDS: Final = ("title", "sentence", "before", "done", "learned", "quote")
"""The parts of a text in the order in which they are read."""
USUAL_DAYS: Final = 365
MOST_DAYS: Final = 3 * 365
_STRENGTH: Final = ("", "planned", "implemented", "evidenced", "verified")


class StoryRefused(NotPossible):
    """The story cannot go on so; ``field`` names what is wrong in it."""

    def __init__(self, message: Message, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class StoryChanged(Exception):
    """Somebody else changed the story since it was looked at; nothing was written."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A place in one part of a text that does not hold: code points of this part."""

    field: str
    start: int
    end: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """What the guard says about the text in one language."""

    language: str
    verdict: Verdict
    marks: tuple[Marked, ...] = ()
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """The ledger says something else today than a story that was released."""

    told_mg: int | None
    told_state: str
    now_mg: int | None
    now_state: str


def joined(parts: Mapping[str, str]) -> str:
    """Return the parts of a text as the guard reads them: one after the other, a line between."""
    return "\n\n".join(parts.get(name, "") for name in FIELDS)


def placed(parts: Mapping[str, str], findings: Iterable[Finding]) -> tuple[Marked, ...]:
    """Return findings of a joined text as places in its parts; one over two parts is marked in both."""
    found: list[Marked] = []
    listed = list(findings)
    start = 0
    for name in FIELDS:
        end = start + len(parts.get(name, ""))
        for one in listed:
            first, last = max(one.start, start), min(one.end, end)
            if first < last:
                found.append(Marked(name, first - start, last - start, one))
        start = end + 2
    return tuple(found)


def ensure_tellable(texts: Mapping[str, Mapping[str, str]]) -> None:
    """Raise StoryRefused unless there is a text, and every text that was begun is complete."""
    begun = {language: parts for language, parts in texts.items() if any(parts.values())}
    if not begun:
        text = gettext_noop("There is no text yet. Write it in German or in English.")
        raise StoryRefused(Message("no_text", text))
    for parts in begun.values():
        if not (parts["title"].strip() and parts["done"].strip()):
            text = gettext_noop(
                "A title and what was done are needed in every language that was begun. Complete the text, "
                "or empty it."
            )
            raise StoryRefused(Message("text_incomplete", text))


def ensure_quotable(texts: Mapping[str, Mapping[str, str]], quoted: str, *, consents: bool) -> None:
    """Raise StoryRefused when somebody is quoted who has no name or has not agreed."""
    if not any(parts["quote"].strip() for parts in texts.values()):
        return
    if not quoted.strip() or not consents:
        text = gettext_noop(
            "Say who is quoted, and that this person agrees to it; or leave out the quotation."
        )
        raise StoryRefused(Message("not_quotable", text), "quoted")


def ensure_holds(checked: Iterable[Checked]) -> None:
    """Raise StoryRefused unless the guard finds nothing in any language."""
    if any(one.verdict != "allowed" for one in checked):
        text = gettext_noop(
            "The text does not hold yet. The places are marked, each with what is wrong; change them and "
            "check again."
        )
        raise StoryRefused(Message("does_not_hold", text))


def ensure_reason(reason: str) -> str:
    """Return the reason without blanks around it; raise StoryRefused when there is none."""
    if not reason.strip():
        text = gettext_noop("Please say what changed and why. It is published in the log of corrections.")
        raise StoryRefused(Message("story_reason", text), "reason")
    return reason.strip()


def ensure_other_publishes(*, may_release: bool, is_same: bool, stands_with_member: bool) -> None:
    """Raise StoryRefused unless somebody of the office publishes who did not release it for the member.

    >>> ensure_other_publishes(may_release=True, is_same=False, stands_with_member=False)
    """
    if not may_release or is_same or stands_with_member:
        text = gettext_noop(
            "Somebody else has to publish this: whoever released it for the member or stands with it cannot."
        )
        raise StoryRefused(Message("same_person", text))


def ensure_valid_until(valid_until: date, today: date) -> None:
    """Raise StoryRefused unless the last day lies ahead and not too far.

    >>> ensure_valid_until(date(2027, 1, 1), date(2026, 1, 1))
    """
    if not today < valid_until <= today + timedelta(days=MOST_DAYS):
        text = gettext_noop("The last day has to lie ahead, at most three years.")
        raise StoryRefused(Message("valid_until", text), "valid_until")


def drift(told: tuple[int | None, str], now: tuple[int | None, str]) -> Drift | None:
    """Return how the ledger differs from what was told; a stronger state alone contradicts nothing.

    >>> drift((5, "implemented"), (5, "verified")) is None
    True
    >>> drift((5, "implemented"), (4, "verified"))
    Drift(told_mg=5, told_state='implemented', now_mg=4, now_state='verified')
    """
    is_weaker = _STRENGTH.index(now[1]) < _STRENGTH.index(told[1])
    return Drift(*told, *now) if told[0] != now[0] or is_weaker else None
