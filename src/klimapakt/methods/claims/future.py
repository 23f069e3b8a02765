"""Promises: what is said about a time to come, and whether a plan carries it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from klimapakt.methods.claims.context import Reading, is_denied, is_excused
from klimapakt.methods.claims.model import Case, Finding, Plan
from klimapakt.methods.claims.placing import finding
from klimapakt.methods.claims.view import Sentence
from klimapakt.methods.claims.words import has, matches, without
from klimapakt.methods.messages import gettext_noop

OLDEST_REVIEW_YEARS: Final = 10
_NEAR: Final = 28
_SHORT_AFTER: Final = 6
_SHORT_BEFORE: Final = 3
_AFTERWARDS: Final = re.compile(
    r"(?<![a-z])(aber|but|doch|spaetestens|dann|sondern|however|bis|by|ab|until)(?![a-z])"
)
_OF_AN_OFFER: Final = re.compile(r"(?<![a-z])(ihr\w*|your|jede\w*|every|each) (\w+ ){0,3}$")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that points to the future, and the year it names where it names one."""

    start: int
    end: int
    year: int | None


def has_valid_plan(case: Case) -> bool:
    """Return whether a promise is carried: a public plan, reviewed from outside, not too long ago."""
    plan = case.claim.plan
    if plan is None or not re.match(r"https?://[^\s/]+\.[^\s/]+", plan.public_url.strip()):
        return False
    return _is_outside(plan) and plan.reviewed_on is not None and _is_recent(plan.reviewed_on, case.on)


def _is_outside(plan: Plan) -> bool:
    reviewer = plan.reviewer.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return (
        bool(reviewer.strip())
        and (has("outside", reviewer) or not has("in_house", reviewer))
        and not (
            re.search(r"\b(intern|internal|in-house|hausintern|eigene[rs]?|own|unser\w*|our)\b", reviewer)
        )
    )


def _is_recent(reviewed_on: date, on: date) -> bool:
    oldest = (on.year - OLDEST_REVIEW_YEARS, on.month, on.day)
    return oldest < (reviewed_on.year, reviewed_on.month, reviewed_on.day) and reviewed_on <= on


def years_to_come(reading: Reading, start: int, end: int) -> list[Cue]:
    """Return the years after the day of publication that stand in a stretch of the text."""
    found = []
    for one in matches("future_year", reading.plain[start:end]):
        written = one["year"]
        year = 2000 + int(written[1:]) if written.startswith("'") else int(written)
        is_end = has_end(one[0])
        if year > reading.case.on.year or (year == reading.case.on.year and is_end):
            found.append(Cue(start + one.start(), start + one.end(), year))
    return found


def has_end(words: str) -> bool:
    """Return whether words name the end of a year or a time until it."""
    return bool(re.search(r"(?<![a-z])(bis|by|ende|end of|until|spaetestens)(?![a-z])", words))


def future_cue(reading: Reading, start: int, end: int) -> Cue | None:
    """Return what makes a word a promise; None where it speaks of the present."""
    first, last = reading.segment(start, end)
    first = _without_colon(reading, first, start)
    near = reading.plain[max(first, start - _NEAR) : start] + reading.plain[end : min(last, end + _NEAR)]
    years = years_to_come(reading, first, last)
    if has("present", near) and not (years and not has("present", near.replace("seit", ""))):
        return None
    if years:
        return years[0]
    beside = _year_beside(reading, start, end)
    if beside is not None:
        return beside
    if has("participle", reading.plain[end:last]):
        return None
    return _words_to_come(reading, first, last, start)


def _year_beside(reading: Reading, start: int, end: int) -> Cue | None:
    """Return the year of a short sentence right after or right before: Net zero. 2036."""
    after, before = reading.view.sentence_at(end - 1) + 1, reading.view.sentence_at(start) - 1
    near = []
    if after < len(reading.sentences) and not reading.sentence_of(start).is_question:
        near += [(reading.sentences[after], _SHORT_AFTER)]
    if before >= 0:
        near += [(reading.sentences[before], _SHORT_BEFORE)]
    for sentence, longest in near:
        if len(sentence.text.split()) <= longest:
            found = years_to_come(reading, sentence.start, sentence.end)
            if found:
                return found[0]
    return None


def _without_colon(reading: Reading, first: int, start: int) -> int:
    """Return the start of the clause, or of the sentence where only a colon or a dash lies between."""
    sentence = reading.sentence_of(start)
    between = reading.plain[first : first + 2]
    is_heading = between[:1] in (":", "-") and has("heading", reading.plain[sentence.start : first])
    return sentence.start if is_heading or (between[:1] and _is_year_before(reading, first)) else first


def _is_year_before(reading: Reading, first: int) -> bool:
    """Return whether a colon or dash follows a year to come: 2035 - neutral."""
    sentence = reading.sentence_of(first)
    is_mark = reading.plain[first : first + 1] in (":", "-")
    return is_mark and bool(years_to_come(reading, sentence.start, first))


def _words_to_come(reading: Reading, first: int, last: int, start: int) -> Cue | None:
    for name in ("future_time", "future_will"):
        found = matches(name, reading.plain[first:last])
        if found:
            return Cue(first + found[0].start(), first + found[0].end(), None)
    before = reading.plain[first:start]
    found = matches("becoming", before)
    if (
        found
        and not _OF_AN_OFFER.search(before)
        and not re.search(r"(?<![a-z])(mit|durch|dank|ihr\w*|your)(?![a-z])", before)
    ):
        return Cue(first + found[-1].start(), first + found[-1].end(), None)
    return None


def promise(reading: Reading, start: int, end: int) -> Finding:
    """Return the finding for a promise without a plan."""
    template = gettext_noop(
        "This is a promise. It needs a public plan, reviewed by somebody independent on a date that is named."
    )
    return finding(reading, (start, end), "6.2d", "needs_plan", template)


def promises(reading: Reading) -> Iterator[Finding]:
    """Yield promises about emissions, energy or waste that no plan carries."""
    if has_valid_plan(reading.case):
        return
    for sentence in reading.sentences:
        cue = _promise_in(reading, sentence)
        if cue is not None:
            yield promise(reading, cue.start, cue.end)


def _promise_in(reading: Reading, sentence: Sentence) -> Cue | None:
    text = reading.without_names(sentence)
    if not has("environment", without("compound_names", text)) or (
        sentence.is_question and has("open_question", text)
    ):
        return None
    years = years_to_come(reading, sentence.start, sentence.end)
    if has("procedure", text) and not (has("reduced", text) and years):
        return None
    cue = years[0] if years else None
    if cue is None and has("own", text):
        is_about_doing = has("reduced", text) or has("hard_fact", text)
        found = matches("future_will", text) if is_about_doing else ()
        found = found or (matches("future_time", text) if is_about_doing or has("doing", text) else ())
        cue = Cue(sentence.start + found[0].start(), sentence.start + found[0].end(), None) if found else None
    # A goal may do without something (no gas, no plastic); only a plain "not" denies it.
    if cue is None or is_excused(reading, cue.start, cue.end, "plain_negation"):
        return None
    return cue


def promise_after_denial(reading: Reading, start: int, end: int) -> Finding | None:
    """Return the promise that follows a denial: not yet, but by 2030."""
    at = reading.view.sentence_at(start)
    last = reading.sentences[min(at + 2, len(reading.sentences) - 1)].end
    for cue in years_to_come(reading, end, last):
        lead = reading.plain[max(end, cue.start - 25) : cue.end]
        if _AFTERWARDS.search(lead) and not has_valid_plan(reading.case):
            sentence = reading.sentence_of(cue.end - 1)
            if not has("procedure", sentence.text) and not is_denied(reading, cue.start, cue.end):
                return promise(reading, cue.start, cue.end)
    return _soon_after_a_question(reading, at)


def _soon_after_a_question(reading: Reading, at: int) -> Finding | None:
    """Return the promise in a short answer without a year: neutral? In four years."""
    if not reading.sentences[at].is_question or at + 1 >= len(reading.sentences):
        return None
    answer = reading.sentences[at + 1]
    found = matches("future_time", answer.text)
    if not found or len(answer.text.split()) > _SHORT_AFTER or has_valid_plan(reading.case):
        return None
    if answer.is_question or has("negation", answer.text) or has("topic", answer.text):
        return None
    return promise(reading, answer.start + found[0].start(), answer.start + found[0].end())
