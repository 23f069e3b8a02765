"""Praise without substance, a part praised as the whole, and duties sold as merits."""

from collections.abc import Iterator

from klimapakt.methods.claims.context import Reading, is_denied, is_excused, is_owned
from klimapakt.methods.claims.future import future_cue, has_valid_plan, promise
from klimapakt.methods.claims.model import Finding
from klimapakt.methods.claims.placing import finding
from klimapakt.methods.claims.typos import misspelt
from klimapakt.methods.claims.words import has, matches
from klimapakt.methods.messages import gettext_noop


def praise(reading: Reading) -> Iterator[Finding]:
    """Yield generic praise: blocked towards consumers, to be proven towards businesses."""
    for start, end in _mentions(reading):
        if is_excused(reading, start, end):
            continue
        found = _judged(reading, start, end)
        if found is not None:
            yield found


def _mentions(reading: Reading) -> Iterator[tuple[int, int]]:
    plain = reading.plain
    elsewhere = {at for one in matches("praise_elsewhere", plain) for at in range(*one.span())}
    last = -1
    places = [*(one.span() for one in matches("praise", plain)), *misspelt(plain, "praise")]
    for start, end in sorted(places):
        if start < last or not elsewhere.isdisjoint(range(start, end)):
            continue
        if _is_the_colour(reading, start, end) or _is_in_a_name(reading, start, end):
            continue
        last = end
        yield start, end


def _is_the_colour(reading: Reading, start: int, end: int) -> bool:
    """Return whether a noun stands there in German: the colour, a name or the countryside, not the praise."""
    is_plain = reading.plain[start:end] in ("gruen", "gruene", "gruener", "gruenes", "gruenen", "gruenem")
    if not is_plain or reading.case.language != "de" or reading.case.text.isupper():
        return False
    first, last = reading.view.span(start, end)
    before = reading.plain[:start].rstrip(" ")
    is_inside = bool(before) and before[-1] not in '.!?:#\n"-'
    return is_inside and reading.case.text[first:last].lstrip()[:1].isupper()


def _is_in_a_name(reading: Reading, start: int, end: int) -> bool:
    """Return whether an English word stands in a name of others: by Green Key, not our Green Key."""
    if reading.case.language != "en" or is_owned(reading.plain[:start]):
        return False
    first, last = reading.view.span(start, end)
    before, word, after = (part.split() for part in _parted(reading.case.text, first, last))
    if not (before and word and after):
        return False
    return before[-1][:1].islower() and word[0][:1].isupper() and after[0][:1].isupper()


def _parted(text: str, first: int, last: int) -> tuple[str, str, str]:
    return text[max(0, first - 40) : first], text[first:last], text[last : last + 40]


def _judged(reading: Reading, start: int, end: int) -> Finding | None:
    sentence = reading.sentence_of(start).text
    if has("whole", sentence) and has("part", sentence):
        template = gettext_noop("A part does not make the whole. Say which part it is and what it changes.")
        return finding(reading, (start, end), "4b", "blocked", template)
    if future_cue(reading, start, end) is not None:
        return None if has_valid_plan(reading.case) else promise(reading, start, end)
    is_specified = has("specified", sentence) and not has("superlative", reading.plain[start:end])
    if is_specified and reading.case.claim.evidence:
        return None
    if reading.case.audience == "b2b" or is_specified:
        template = gettext_noop("Praise needs substance: say what is meant, with a figure and evidence.")
        return finding(reading, (start, end), "4a", "needs_evidence", template)
    template = gettext_noop(
        "This praise is generic. Towards consumers it is allowed only with recognised excellent performance; "
        "say what exactly is better, with a figure and evidence."
    )
    return finding(reading, (start, end), "4a", "blocked", template)


def duties_as_merits(reading: Reading) -> Iterator[Finding]:
    """Yield what everybody has to do anyway, sold as something special."""
    template = gettext_noop("The law asks this of everybody; it is no merit. Leave it out.")
    for sentence in reading.sentences:
        for one in matches("legal_duty", sentence.text):
            place = (sentence.start + one.start(), sentence.start + one.end())
            is_never_a_merit = has("never_a_merit", one[0])
            if (is_never_a_merit or has("merit", sentence.text)) and not (
                is_excused(reading, *place) or is_denied(reading, *place)
            ):
                yield finding(reading, place, "10a", "blocked", template)
