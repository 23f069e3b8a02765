"""Neutral, zero, positive: blocked for the present, a promise for the future; offsets are no reduction."""

from collections.abc import Iterator

from klimapakt.methods.claims.context import Reading, claims_again, is_excused
from klimapakt.methods.claims.future import future_cue, has_valid_plan, promise, promise_after_denial
from klimapakt.methods.claims.model import Finding
from klimapakt.methods.claims.placing import finding
from klimapakt.methods.claims.typos import misspelt
from klimapakt.methods.claims.words import has, matches
from klimapakt.methods.messages import gettext_noop


def mentions(reading: Reading) -> list[tuple[int, int]]:
    """Return where the text speaks of neutrality or of nothing emitted, in whatever spelling."""
    elsewhere = {at for one in matches("neutral_elsewhere", reading.plain) for at in range(*one.span())}
    found: list[tuple[int, int]] = []
    places = [*(one.span() for one in matches("neutral", reading.plain)), *misspelt(reading.plain, "neutral")]
    for start, end in sorted(places):
        if start not in elsewhere and not (found and start < found[-1][1]):
            found.append((start, end))
    return found


def neutrality(reading: Reading) -> Iterator[Finding]:
    """Yield what is claimed to be neutral, zero or positive, now or later."""
    for start, end in mentions(reading):
        if is_excused(reading, start, end):
            later = promise_after_denial(reading, start, end)
            if later is not None:
                yield later
            continue
        cue = None if claims_again(reading, start) else future_cue(reading, start, end)
        if cue is None:
            yield _present(reading, start, end)
        elif not has_valid_plan(reading.case):
            yield promise(reading, min(start, cue.start), max(end, cue.end))


def _present(reading: Reading, start: int, end: int) -> Finding:
    template = gettext_noop(
        "Nothing may be called neutral, free of emissions or positive for the climate, with or without "
        "offsets. Say what was measured."
    )
    rule = "4c" if has("offset", reading.sentence_of(start).text) else "neutral"
    return finding(reading, (start, end), rule, "blocked", template)


def offsets(reading: Reading) -> Iterator[Finding]:
    """Yield offsets that are worded as a reduction, or as if they made the emissions vanish."""
    if has("apart_from_inventory", reading.plain):
        return
    template = gettext_noop(
        "Offsets reduce nothing of one's own. Name the contribution to a project apart from the inventory."
    )
    for sentence in reading.sentences:
        found = matches("offset", sentence.text)
        is_about_emissions = has("emitted", sentence.text)
        is_too_much = has("reduced", sentence.text) or has("all_of_it", sentence.text)
        if not (found and is_about_emissions and is_too_much):
            continue
        place = (sentence.start + found[0].start(), sentence.start + found[0].end())
        if not is_excused(reading, *place):
            yield finding(reading, place, "4c", "blocked", template)
    if reading.case.claim.offsets:
        yield from _recorded_offsets(reading)


def _recorded_offsets(reading: Reading) -> Iterator[Finding]:
    template = gettext_noop("The record says that offsets are counted in; then nothing was reduced.")
    for sentence in reading.sentences:
        found = matches("reduced", sentence.text)
        if found and not has("offset", sentence.text):
            place = (sentence.start + found[0].start(), sentence.start + found[0].end())
            yield finding(reading, place, "ledger", "blocked", template)
