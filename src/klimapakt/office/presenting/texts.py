"""Texts of agreements as the office reads them: parts with buttons, placeholders, places in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klimapakt.agreements import text_rules
from klimapakt.agreements.rules import facts_of
from klimapakt.agreements.text_rules import TextRefused
from klimapakt.agreements.wording import CONDITION_WORDS, PLACEHOLDERS, RulebookFacts, Values
from klimapakt.agreements.wording.editing import ANNEXES, CLAUSES, FRAME, FRAME_KEY, Fault, Raw, part_of
from klimapakt.agreements.wording.model import BINDING
from klimapakt.methods.texts import Text
from klimapakt.pacts.queries import pact_at_hand, rulebook_in_force

_PART: Final = re.compile(r"(clauses|annexes)\[(\d+)\]")
_NAMED: Final = re.compile(r"(clause|annex)\.([a-z-]+)")
_PARAGRAPH: Final = re.compile(r"(?:body|opening)\[(\d+)\]")
_SECTIONS: Final = {"clause": CLAUSES, "annex": ANNEXES}
_INSERTED: Final = "insert"


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """One paragraph in the language that binds, and when it is said."""

    text: str
    points: tuple[str, ...]
    inserted: str
    when: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One clause or annex of a text, with its place among its like."""

    section: str
    key: str
    number: str
    heading: str
    when: str
    body: tuple[ShownParagraph, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class ShownPlaceholder:
    """What can be written, what it is filled with, and an example."""

    written: str
    meaning: str
    example: str


def parts(content: Raw) -> list[ShownPart]:
    """Return title and opening, clauses and annexes in their order."""
    return [*_frame(content), *_section(content, CLAUSES), *_section(content, ANNEXES)]


def placeholders() -> list[ShownPlaceholder]:
    """Return the placeholders of the closed list."""
    values, language = sample(), get_language() or BINDING
    return [
        ShownPlaceholder(
            f"{{{{{name}}}}}", one.meaning.translated(_), one.written(values, language[:2]) or "–"
        )
        for name, one in PLACEHOLDERS.items()
    ]


def references(content: Raw) -> Iterator[ShownPlaceholder]:
    """Yield what becomes the number of another part."""
    for kind, section in _SECTIONS.items():
        for part in _section(content, section):
            meaning = _("number of the part “%(heading)s” in the document") % {"heading": part.heading}
            yield ShownPlaceholder(f"{{{{{kind}.{part.key}}}}}", meaning, part.number)


def sample() -> Values:
    """Return values of an organisation that does not exist, under the rulebook of the pact at hand."""
    pact = pact_at_hand()
    return text_rules.sample(Text(pact.name, pact.name), pact.city, facts())


def facts() -> RulebookFacts | None:
    """Return what the rulebook in force says in an agreement; None where there is none."""
    rulebook = rulebook_in_force()
    return facts_of(rulebook) if rulebook else None


def told(refused: TextRefused, content: Raw) -> list[str]:
    """Return every fault as a sentence that begins with its place."""
    return [
        _("%(place)s: %(said)s") % {"place": place_of(one, content), "said": one.message.translated(_)}
        for one in refused.faults
    ]


def place_of(fault: Fault, content: Raw) -> str:
    """Return where a fault is: the heading of the part, and the number of the paragraph."""
    heading = _heading_of(fault.path, content)
    paragraph = _PARAGRAPH.search(fault.path)
    if paragraph is None:
        return heading
    return _("%(heading)s, paragraph %(number)s") % {
        "heading": heading,
        "number": int(paragraph.group(1)) + 1,
    }


def _heading_of(path: str, content: Raw) -> str:
    by_place, by_name = _PART.match(path), _NAMED.match(path)
    if by_place:
        found: Any = content[by_place.group(1)][int(by_place.group(2))]
        return str(found["heading"]["de"])
    if by_name:
        part = part_of(content, _SECTIONS[by_name.group(1)], by_name.group(2))
        return str(part["heading"]["de"])
    return _("Title and opening")


def _frame(content: Raw) -> Iterator[ShownPart]:
    part = part_of(content, FRAME, FRAME_KEY)
    yield ShownPart(FRAME, FRAME_KEY, "", part["heading"]["de"], "", _body(part), is_first=True, is_last=True)


def _section(content: Raw, section: str) -> Iterator[ShownPart]:
    last = len(content[section]) - 1
    words = "§ %(number)s" if section == CLAUSES else _("Annex %(number)s")
    for at, part in enumerate(content[section]):
        yield ShownPart(
            section,
            part["key"],
            words % {"number": at + 1},
            part["heading"]["de"],
            _when(part),
            _body(part),
            is_first=at == 0,
            is_last=at == last,
        )


def _body(part: Raw) -> tuple[ShownParagraph, ...]:
    return tuple(
        ShownParagraph(
            one.get("de", ""),
            tuple(point["de"] for point in one.get("points", ())),
            one.get(_INSERTED, ""),
            _when(one),
        )
        for one in part["body"]
    )


def _when(said: Raw) -> str:
    key = said.get("when", "")
    return CONDITION_WORDS[key].translated(_) if key else ""
