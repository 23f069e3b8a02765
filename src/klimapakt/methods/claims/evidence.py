"""Specific facts: each needs evidence, and the words without which a figure says nothing."""

import re
from collections.abc import Iterator
from typing import Final

from klimapakt.methods.claims.context import Reading, is_excused
from klimapakt.methods.claims.figures import energies, masses, shares
from klimapakt.methods.claims.future import Cue, has_valid_plan, promise, years_to_come
from klimapakt.methods.claims.ledger import scopes_in, years_in
from klimapakt.methods.claims.model import Finding
from klimapakt.methods.claims.placing import finding
from klimapakt.methods.claims.view import Sentence
from klimapakt.methods.claims.words import has, matches
from klimapakt.methods.messages import gettext_noop

_COUNT: Final = re.compile(r"(?<![0-9.,a-z])\d[\d.,]*(?![0-9%])")


def facts(reading: Reading) -> Iterator[Finding]:
    """Yield facts without evidence, and figures without state, period, base year, scopes or year."""
    for sentence in reading.sentences:
        place = _fact_in(reading, sentence)
        if place is None:
            continue
        if years_to_come(reading, sentence.start, sentence.end) and not reading.case.claim.evidence:
            continue  # a promise, judged there
        if not reading.case.claim.evidence:
            template = gettext_noop("This can be checked, so attach the evidence.")
            yield finding(reading, place, "evidence", "needs_evidence", template)
        yield from _incomplete(reading, sentence, place)


def _fact_in(reading: Reading, sentence: Sentence) -> tuple[int, int] | None:
    """Return where a sentence states something that can be checked about its speaker's performance."""
    for start, end in _stated(reading, sentence):
        place = (sentence.start + start, sentence.start + end)
        if sentence.is_question and has("open_question", sentence.text):
            return None
        if has("topic", sentence.text) and not has("own", sentence.text):
            return None
        if has("joke", sentence.text) or _is_in_a_name(reading, place):
            return None
        return place
    return None


def _is_in_a_name(reading: Reading, place: tuple[int, int]) -> bool:
    return any(a < place[0] and place[1] <= b for a, b in reading.quotes) and is_excused(reading, *place)


def _stated(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int]]:
    text, language = sentence.text, reading.case.language
    yield from ((one.start, one.end) for one in masses(text, language))
    if not has("environment", text):
        yield from ((one.start, one.end) for one in energies(text, language) if re.search(r"[kmg]wh", text))
        return
    yield from ((one.start, one.end) for one in energies(text, language))
    yield from ((one.start, one.end) for one in shares(text, language))
    yield from (one.span() for one in matches("less_without_digit", text))
    yield from _without_figure(reading, sentence)


def _without_figure(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield equipment in use and things counted: no unit, but anybody can check them."""
    text = sentence.text
    if not (has("own", text) and has("doing", text)) or has("topic", text) or has("procedure", text):
        return
    if has("about_words", text) and (has("neutral", text) or has("praise", text)):
        return
    hard = matches("hard_fact", text)
    counted = _COUNT.search(text)
    place = (sentence.start + hard[0].start(), sentence.start + hard[0].end()) if hard else (0, 0)
    if hard and not is_excused(reading, *place, "fact_negation"):
        # A device that runs is no claim about what it saves once its state is on record with evidence.
        yield hard[0].span()
    elif counted and hard:
        yield counted.span()


def _incomplete(reading: Reading, sentence: Sentence, place: tuple[int, int]) -> Iterator[Finding]:
    language = reading.case.language
    has_mass = next(masses(sentence.text, language), None) is not None
    has_energy = next(energies(sentence.text, language), None) is not None
    claim = reading.case.claim
    # "30 % less" beside the emissions of a year makes no saving of them.
    is_footprint = bool(claim.scopes) and not claim.state and not has("saves", sentence.text)
    if has("brings", sentence.text) and (has_mass or has_energy) and not is_footprint:
        yield from _saving(reading, sentence, place)
    elif has_mass:
        yield from _footprint(reading, sentence, place)
    if has("reduced", sentence.text) and next(shares(sentence.text, language), None) is not None:
        yield from _reduction(reading, sentence, place)


def _saving(reading: Reading, sentence: Sentence, place: tuple[int, int]) -> Iterator[Finding]:
    claim, text = reading.case.claim, reading.plain
    is_potential = has("potential", text)
    if (claim.state == "planned" or has("planned", sentence.text)) and not is_potential:
        if not has_valid_plan(reading.case):
            cue = next(iter(years_to_come(reading, sentence.start, sentence.end)), Cue(*place, None))
            yield promise(reading, min(cue.start, place[0]), max(cue.end, place[1]))
        return
    named = ("planned", "implemented", "evidenced", "verified", "potential")
    if not claim.state and not any(has(name, text) for name in named):
        template = gettext_noop("Say whether this saving is planned, implemented, evidenced or verified.")
        yield finding(reading, place, "state", "needs_evidence", template)
    has_period = claim.period or claim.year or has("annual", text) or has("cumulative", text)
    if not (has_period or any(True for one in reading.sentences for _ in years_in(one))):
        template = gettext_noop("Say whether this is per year or over how many years.")
        yield finding(reading, place, "period", "needs_evidence", template)


def _reduction(reading: Reading, sentence: Sentence, place: tuple[int, int]) -> Iterator[Finding]:
    has_base = reading.case.claim.base_year or has("base", reading.plain)
    if not has_base:
        template = gettext_noop("A reduction needs its base year: compared with when?")
        yield finding(reading, place, "base_year", "needs_evidence", template)


def _footprint(reading: Reading, sentence: Sentence, place: tuple[int, int]) -> Iterator[Finding]:
    claim = reading.case.claim
    if has("potential", reading.plain):
        return
    if not claim.scopes and not scopes_in(reading.plain):
        template = gettext_noop("Name the scopes of this figure.")
        yield finding(reading, place, "scope", "needs_evidence", template)
    if not claim.year and not any(True for one in reading.sentences for _ in years_in(one)):
        template = gettext_noop("Name the year of this figure.")
        yield finding(reading, place, "ledger", "needs_evidence", template)
