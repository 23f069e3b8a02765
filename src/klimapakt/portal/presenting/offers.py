"""What offers answer, in words: those that fit, those to ask about, those that do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimapakt.methods.funding import Answer
from klimapakt.offers.fitting import Fit
from klimapakt.offers.presenting import Shown, shown

_GROUPS: Final[tuple[tuple[Answer, str, str | Promise], ...]] = (
    ("yes", "success", _("Fits, as far as the rules say")),
    ("ask", "info", _("Ask first")),
    ("no", "neutral", _("Does not fit")),
)
_WORDS: Final = {"yes": _("yes"), "ask": _("ask"), "no": _("no")}


@dataclass(frozen=True, slots=True)
class Answered:
    """One offer with its answer: what decides, everything else, and what to look out for."""

    fit: Fit
    shown: Shown
    deciding: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The offers with one answer."""

    key: str
    badge: str
    title: str
    offers: tuple[Answered, ...]


def grouped(found: Iterable[Fit], today: date) -> list[Group]:
    """Return the offers by answer, best first; an answer nobody gives is left out."""
    answered = [_answered(one, today) for one in found]
    groups = [
        Group(key, badge, str(title), tuple(one for one in answered if one.fit.answer == key))
        for key, badge, title in _GROUPS
    ]
    return [group for group in groups if group.offers]


def _answered(fit: Fit, today: date) -> Answered:
    spoken = [(one.answer, one.why.translated(gettext)) for one in fit.reasons]
    return Answered(
        fit=fit,
        shown=shown(fit.offer, today),
        deciding=tuple(words for answer, words in spoken if answer == fit.answer),
        others=tuple((str(_WORDS[answer]), words) for answer, words in spoken if answer != fit.answer),
        warnings=tuple(one.translated(gettext) for one in fit.warnings),
    )
