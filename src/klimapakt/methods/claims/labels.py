"""Labels: one's own are blocked, recognised ones need their proof, a membership is no mark of quality."""

from collections.abc import Iterator

from klimapakt.methods.claims.context import Reading, is_denied, is_excused
from klimapakt.methods.claims.model import Finding
from klimapakt.methods.claims.placing import finding
from klimapakt.methods.claims.view import Sentence
from klimapakt.methods.claims.words import has, matches, without
from klimapakt.methods.messages import gettext_noop


def labels(reading: Reading) -> Iterator[Finding]:
    """Yield labels of one's own making, memberships as quality marks, and labels without proof."""
    for sentence in reading.sentences:
        found = _in(reading, sentence)
        if found is not None:
            yield found


def _in(reading: Reading, sentence: Sentence) -> Finding | None:
    recognised = matches("recognised", sentence.text)
    if recognised:
        return _recognised(reading, sentence, recognised[0].span())
    for one in matches("membership", sentence.text):
        place = (sentence.start + one.start(), sentence.start + one.end())
        if has("quality_mark", sentence.text) and not (is_excused(reading, *place) or _denies(sentence)):
            template = gettext_noop("The membership is no mark of quality. Say since when you are a member.")
            return finding(reading, place, "2a", "blocked", template)
    return _unknown(reading, sentence)


def _denies(sentence: Sentence) -> bool:
    return has("negation", sentence.text)


def _unknown(reading: Reading, sentence: Sentence) -> Finding | None:
    found = matches("label", sentence.text)
    if not found or not has("about_nature", without("no_climate", sentence.text)):
        return None
    place = (sentence.start + found[0].start(), sentence.start + found[0].end())
    if is_denied(reading, *place) or is_excused(reading, *place):
        return None
    if has("self_made", sentence.text):
        template = gettext_noop(
            "A label needs a certification scheme with third parties, or a public authority. Leave it out."
        )
        return finding(reading, (sentence.start + found[0].start(), sentence.end), "2a", "blocked", template)
    if has("procedure", sentence.text):
        return None
    claim = reading.case.claim
    if claim.evidence and claim.scheme:
        return None
    template = gettext_noop("Name the scheme behind this label, and attach its certificate.")
    return finding(reading, place, "label", "needs_evidence", template)


def _recognised(reading: Reading, sentence: Sentence, found: tuple[int, int]) -> Finding | None:
    place = (sentence.start + found[0], sentence.start + found[1])
    if has("standard", sentence.text[found[0] : found[1]]) and not has("held", sentence.text):
        return None  # a standard that is only named is no label of anybody
    if reading.case.claim.evidence or is_excused(reading, *place) or has("not_yet", sentence.text):
        return None
    template = gettext_noop("Attach the contract or certificate of this label.")
    return finding(reading, place, "label", "needs_evidence", template)
