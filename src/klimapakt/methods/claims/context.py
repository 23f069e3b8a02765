"""What a word means where it stands: denied, asked, quoted, a name, a topic, a joke, told of others."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from klimapakt.methods.claims.denials import denies_what_follows
from klimapakt.methods.claims.model import Case
from klimapakt.methods.claims.view import Sentence, View, spelt_together, undisguised, view_of
from klimapakt.methods.claims.words import has, matches, without

_QUOTES: Final = re.compile(r"\"[^\"]{1,300}\"|(?<!\w)'[^']{3,120}'(?!\w)")
_OWNED: Final = re.compile(r"(?<![a-z])(unser\w*|our|mein\w*|my|ihr\w*|your)(\s+\S+){0,3}\s*$")
_EXPLAINED: Final = re.compile(
    r"(?<![a-z])(was|what) [^#]{0,20}#[^.!?]{0,30}(heisst|bedeutet|meint|means?)(?![a-z])"
)
_OURS: Final = re.compile(r"(?<![a-z])(wir|unser\w*|uns|we|our|us)(?![a-z])")
_ABOUT: Final = (
    "zu",
    "zum",
    "zur",
    "ueber",
    "fuer",
    "rund",
    "namens",
    "thema",
    "on",
    "about",
    "for",
    "of",
    "-",
    ":",
    "=",
)
_FEW_WORDS_AFTER: Final = 7
_OTHERS: Final = ("press", "journalist", "city", "chamber")


@dataclass(frozen=True)
class Reading:
    """A case with the plain view of its text."""

    case: Case
    view: View

    @property
    def plain(self) -> str:
        """Return the plain text."""
        return self.view.plain

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of the plain text."""
        return self.view.sentences

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Return the stretches between quotation marks."""
        return tuple(found.span() for found in _QUOTES.finditer(self.plain))

    def sentence_of(self, place: int) -> Sentence:
        """Return the sentence around a place."""
        return self.sentences[self.view.sentence_at(place)]

    def without_names(self, sentence: Sentence) -> str:
        """Return a sentence with the quoted names of events, programmes and prizes blanked out."""
        text = sentence.text
        for first, last in self.quotes:
            if sentence.start <= first and last <= sentence.end and _is_name(self, first + 1, last - 1):
                at = first - sentence.start
                text = text[:at] + " " * (last - first) + text[last - sentence.start :]
        return text

    def following(self, place: int, count: int = 1) -> str:
        """Return what the next sentences say."""
        at = self.view.sentence_at(place)
        return " ".join(one.text for one in self.sentences[at + 1 : at + 1 + count])

    def preceding(self, place: int) -> str:
        """Return what the sentence before says."""
        at = self.view.sentence_at(place)
        return self.sentences[at - 1].text if at else ""

    def segment(self, start: int, end: int) -> tuple[int, int]:
        """Return the clause around a stretch: what a negation or a time in it reaches."""
        sentence = self.sentence_of(start)
        borders = [one.start() + sentence.start for one in matches("new_clause", sentence.text)]
        first = max((one for one in borders if one < start), default=sentence.start)
        last = min((one for one in borders if one >= end), default=sentence.end)
        return first, last


def reading_of(case: Case) -> Reading:
    """Return a case ready to be read."""
    return Reading(case, undisguised(spelt_together(view_of(case.text))))


def is_excused(reading: Reading, start: int, end: int, denials: str = "negation") -> bool:
    """Return whether a word is no claim where it stands; ``denials`` names the words that deny it."""
    if _is_name(reading, start, end) or _is_joke(reading, start):
        return True
    quote = _quote_around(reading, start, end)
    if quote is not None:
        return _is_distanced(reading, quote)
    if _is_told_of_others(reading, start) or _is_topic(reading, start):
        return True
    # "Emissions? None!" answers itself.
    if reading.sentence_of(start).is_question and "?" not in reading.plain[start:end]:
        return _is_open_question(reading, start)
    return is_denied(reading, start, end, denials)


def is_denied(reading: Reading, start: int, end: int, denials: str = "negation") -> bool:
    """Return whether a word is denied in its clause and not claimed again in the next sentence."""
    if claims_again(reading, start):
        return False
    first, last = reading.segment(start, end)
    rest = reading.plain[last : reading.sentence_of(start).end].lstrip(" ;:,-")
    if has("denied_after", reading.following(start).strip()) or has("denied_after", rest):
        return True
    plain = without("no_negation", reading.plain[first:last])
    after = plain[end - first :]
    if denials != "negation":
        return has(denials, plain[: start - first]) or has(denials, _near(after))
    return (
        denies_what_follows(plain[: start - first], after)
        or has("negation_behind", without("beside_it", _near(after)))
        or has("withdrawn", reading.sentence_of(start).text)
    )


def _near(after: str) -> str:
    return " ".join(after.split()[:_FEW_WORDS_AFTER])


def is_owned(before: str) -> bool:
    """Return whether what follows is called one's own: our, your, unser.

    >>> is_owned("visit our new "), is_owned("certified by ")
    (True, False)
    """
    return bool(_OWNED.search(before))


def claims_again(reading: Reading, place: int) -> bool:
    """Return whether the next sentence claims what was denied or asked before: we are it."""
    following = reading.following(place).strip()
    return has("asserting_again", following) and not has("negation", without("no_negation", following))


def _quote_around(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    at = bisect_right(reading.quotes, (start, 0)) - 1
    return reading.quotes[at] if at >= 0 and end <= reading.quotes[at][1] else None


def _is_name(reading: Reading, start: int, end: int) -> bool:
    plain = reading.plain
    sentence = reading.sentence_of(start)
    names = matches("compound_names", sentence.text)
    if any(one.start() < end - sentence.start and start - sentence.start < one.end() for one in names):
        return True
    quote = _quote_around(reading, start, end)
    if quote is not None:
        near = plain[max(sentence.start, quote[0] - 40) : quote[0]] + plain[quote[1] : quote[1] + 25]
        return (has("named", near) or has("named_quoted", near)) and not has("label", near)
    return _follows_a_kind_of_thing(reading, start, end)


def _follows_a_kind_of_thing(reading: Reading, start: int, end: int) -> bool:
    """Return whether a capital letter and a word such as course or act make it a name without quotes."""
    before = reading.plain[max(reading.sentence_of(start).start, start - 25) : start]
    found = matches("named", before)
    if not found or _OWNED.search(before):
        return False
    between = before[found[-1].end() :].split()
    if len(between) == 1:
        return between[0] in _ABOUT
    first, last = reading.view.span(start, end)
    return not between and not reading.case.text[first:last].lstrip()[:1].islower()


def _is_joke(reading: Reading, start: int) -> bool:
    around = f"{reading.sentence_of(start).text} {reading.following(start)}"
    return has("joke", around) and not has("after_all", around)


def _is_distanced(reading: Reading, quote: tuple[int, int]) -> bool:
    """Return whether a quotation is denied, withdrawn or told of others, and not made one's own."""
    sentence = reading.sentence_of(quote[0])
    last = reading.sentence_of(quote[1] - 1)
    outside = reading.plain[sentence.start : quote[0]] + " # " + reading.plain[quote[1] : last.end]
    around = f"{outside} {reading.following(quote[1] - 1)}"
    if claims_again(reading, quote[1] - 1):
        return False
    if _is_refused(reading, quote, outside):
        return True
    if has("adopted", around):
        return False
    if _EXPLAINED.search(outside):
        return True
    inside = reading.plain[quote[0] + 1 : quote[1] - 1]
    if inside.endswith("?") and not _OURS.search(inside):
        return True
    if last.is_question and has("open_question", outside):
        return not has("presupposing", outside)
    return reading.case.speaker in _OTHERS and has("said_by_others", outside)


def _is_refused(reading: Reading, quote: tuple[int, int], outside: str) -> bool:
    """Return whether what stands around a quotation denies it, takes it back or speaks about its words."""
    following = reading.following(quote[1] - 1)
    return (
        has("denied_after", following.strip())
        or has("withdrawn", f"{outside} {following}")
        or has("about_words", outside)
        or has("negation", without("no_negation", outside))
    )


def _is_told_of_others(reading: Reading, start: int) -> bool:
    sentence = reading.sentence_of(start).text
    if has("about_words", sentence) and has("negation", without("no_negation", reading.following(start))):
        return not claims_again(reading, start)
    if reading.case.speaker in ("press", "journalist"):
        return has("said_by_others", sentence) or has("about_words", sentence)
    return not _OURS.search(sentence) and (has("said_by_others", sentence) and has("about_words", sentence))


def _is_topic(reading: Reading, start: int) -> bool:
    sentence = reading.sentence_of(start)
    if has("defining", sentence.text) and not _OURS.search(sentence.text):
        return True
    if has("about_itself", sentence.text):
        return not _OWNED.search(reading.plain[sentence.start : start])
    is_offer = has("offering", sentence.text) and reading.case.speaker not in _OTHERS
    if is_offer or not has("topic", sentence.text):
        return False
    if sentence.is_question and (
        has("presupposing", sentence.text) or has("yes", reading.following(start).strip())
    ):
        return False
    return not _OWNED.search(reading.plain[sentence.start : start])


def _is_open_question(reading: Reading, start: int) -> bool:
    """Return whether a question is really open; one that presupposes, or is answered with yes, is a claim."""
    sentence = reading.sentence_of(start).text
    answer = reading.following(start).strip()
    if has("presupposing", sentence) or has("yes", answer) or has("asserting_again", answer):
        return False
    is_answered_no = has("no", answer) or has("answered_no", reading.following(start, 2))
    if is_answered_no or has("open_question", sentence):
        return True
    if _OURS.search(answer) and not (_is_without_claim(answer) or _asks_readers(reading, sentence, answer)):
        return False
    return is_denied(reading, start, start + 1) or not _OURS.search(sentence)


def _asks_readers(reading: Reading, question: str, answer: str) -> bool:
    """Return whether a city, a chamber or the press asks its readers and wants to hear back."""
    is_asked = has("asks_readers", question) and has("asks_for_answer", answer)
    return is_asked and reading.case.speaker in _OTHERS


def _is_without_claim(answer: str) -> bool:
    """Return whether the sentence after a question leaves it open: it denies, invites or asks on."""
    names = ("negation", "topic", "procedure", "about_words")
    return answer.endswith("?") or any(has(name, without("no_negation", answer)) for name in names)
