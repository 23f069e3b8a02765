"""A text as the rules read it: plain lower-case letters, each with its place in the unchanged text.

Invisible characters vanish, look-alikes, full width and accents become plain letters, umlauts are spelt out,
mark-up, emojis and line ends become spaces. Every place is a code point of the text as it was given.
"""

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

_MARKUP: Final = re.compile(
    r"<[^<>]{1,80}>|&(?:shy|zwnj|zwj|#173|#xad|nbsp|#160|ensp|emsp|thinsp);", re.IGNORECASE
)
_VANISHING: Final = re.compile(r"&(?:shy|zwnj|zwj|#173|#xad);|<wbr\s*/?>", re.IGNORECASE)
_LETTERS: Final[Mapping[str, Mapping[str, str]]] = json.loads(
    files("klimapakt.methods").joinpath("data/claims/letters.json").read_text(encoding="utf-8")
)
_LOOK_ALIKES: Final = str.maketrans(dict(_LETTERS["look_alikes"]))
_SIGNS: Final = _LETTERS["signs"]
_DIAERESIS: Final = "\u0308"
_VANISHING_SIGNS: Final = frozenset("*_~")
_SPELT_OUT: Final = re.compile(r"(?<![a-z0-9])[a-z](?:[ .\-·|/]{1,3}[a-z0-9](?![a-z0-9])){4,}")
_BROKEN: Final = re.compile(r"(?<=[a-z])-[ ]*\n[ ]*(?=[a-z])")
_DISGUISED: Final = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
_DIGIT_LETTERS: Final = str.maketrans("0134578", "oieastb")
_ENCLOSED: Final = re.compile(r"(?:PARENTHESIZED|CIRCLED|SQUARED|REGIONAL INDICATOR) .*LETTER ([A-Z])")
_NAMED_LETTER: Final = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |BLACKLETTER )?([A-Z])(?: WITH|$)"
)
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_END: Final = re.compile(r"[.!?]+[\"')\]]*(?=\s|$)|\n+")
_LONGEST_SENTENCE: Final = 700
_NO_END: Final = re.compile(
    r"(?:^|[\s(])(?:nr|dr|ca|bzw|inkl|prof|abs|art|mio|mrd|st|str|ing|mr|mrs|ms|no|vs|approx|e\.g|i\.e|z|b|d|h|u|a"
    r"|jan|feb|aug|sept|okt|oct|nov|dez|dec)\.$|(?:^|[\s(])\d{1,2}\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the plain text: from and to are places in it."""

    start: int
    end: int
    text: str

    @property
    def is_question(self) -> bool:
        """Return whether it ends with a question mark."""
        return "?" in self.text[-4:]


@dataclass(frozen=True)
class View:
    """The plain text and where each of its letters stood."""

    original: str
    plain: str
    places: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the unchanged text that a stretch of the plain one came from."""
        if not self.places:
            return 0, 0
        last = self.places[max(start, min(end, len(self.places)) - 1)]
        return self.places[min(start, len(self.places) - 1)][0], last[1]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences in order; dates, decimals and abbreviations end none."""
        return tuple(part for one in _sentences(self.plain) for part in _in_parts(one))

    @cached_property
    def _ends(self) -> list[int]:
        return [one.end for one in self.sentences]

    def sentence_at(self, place: int) -> int:
        """Return the number of the sentence that a place belongs to."""
        return min(bisect_right(self._ends, place), len(self.sentences) - 1)


def view_of(text: str) -> View:
    """Return a text as the rules read it.

    >>> view_of("Klimaneutral für alle").plain
    'klimaneutral fuer alle'
    """
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end, plain in _pieces(text):
        letters.extend(plain)
        places.extend([(start, end)] * len(plain))
    return View(text, "".join(letters), tuple(places))


def spelt_together(view: View) -> View:
    """Return the view with words whose letters stand apart written together.

    >>> spelt_together(view_of("c a r b o n - n e u t r a l tea")).plain
    'carbonneutral tea'
    """
    drop: set[int] = set()
    for found in _SPELT_OUT.finditer(view.plain):
        drop |= {at for at in range(found.start(), found.end()) if not view.plain[at].isalnum()}
    for found in _BROKEN.finditer(view.plain):
        drop |= set(range(*found.span()))
    if not drop:
        return view
    kept = [at for at in range(len(view.plain)) if at not in drop]
    return View(view.original, "".join(view.plain[at] for at in kept), tuple(view.places[at] for at in kept))


def undisguised(view: View) -> View:
    """Return the view with digits inside words read as the letters they stand for.

    >>> undisguised(view_of("Zer0 em1ssion, CO2, 20 kWh")).plain
    'zero emission, co2, 20 kwh'
    """

    def letters(found: re.Match[str]) -> str:
        word = found[0]
        known = re.fullmatch(r"\d+[a-z]{1,4}|[a-z]?co2\w*|[a-z]{1,5}\d{1,4}|\d+er", word)
        if known or word.isalpha():
            return word
        first = len(word) - len(word.lstrip("0123456789"))
        return word[:first] + word[first:].translate(_DIGIT_LETTERS)

    return View(view.original, re.sub(_DISGUISED, letters, _named(view.plain)), view.places)


def _named(plain: str) -> str:
    """Undo what looks like a name with a number, and the sign that stands for a letter."""
    named = re.sub(r"\bzer0\b", "zero", re.sub(r"\bc02", "co2", plain))
    return re.sub(r"(?<=[a-z])@(?=[a-z])", "a", named)


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(text):
        found = _MARKUP.match(text, at) if text[at] in "<&" else None
        if found:
            yield at, found.end(), "" if _VANISHING.fullmatch(found[0]) else " "
            at = found.end()
            continue
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield at, end, _plain(text[at:end])
        at = end


def _plain(cluster: str) -> str:
    letter = cluster[0]
    if letter in "\n\r\v\f\u2028\u2029":
        return "\n"
    if letter in _SIGNS:
        return _SIGNS[letter]
    if (
        letter in _VANISHING_SIGNS
        or letter in _FILLERS
        or unicodedata.category(letter) in ("Cf", "Mn", "Me", "Cc")
    ):
        return " " if letter == "\t" else ""
    if letter.isascii() and len(cluster) == 1:
        return letter.lower()
    enclosed = _ENCLOSED.search(unicodedata.name(letter, ""))
    if enclosed:
        return enclosed[1].lower()
    return "".join(_letters(unicodedata.normalize("NFKD", cluster).casefold()))


def _letters(decomposed: str) -> Iterator[str]:
    before = ""
    for letter in unicodedata.normalize("NFKD", decomposed).translate(_LOOK_ALIKES):
        if letter == _DIAERESIS:
            yield "e" if before in "aou" else ""
        elif letter in _SIGNS:
            yield _SIGNS[letter]
        elif letter.isdigit():
            yield str(unicodedata.digit(letter))
        elif unicodedata.category(letter) in ("So", "Sk", "Zs", "Cn", "Co"):
            yield " "
        elif letter.isascii():
            yield letter
        else:
            yield _by_name(letter)
        before = letter


@cache
def _by_name(letter: str) -> str:
    """Return the plain letter that a letter's name says it is, nothing for a mark, else the letter itself."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Lm"):
        return ""
    named = _NAMED_LETTER.search(unicodedata.name(letter, "").replace("MODIFIER ", ""))
    return named[1].lower() if named else letter


def _sentences(plain: str) -> Iterator[Sentence]:
    start = 0
    for found in _END.finditer(plain):
        if _ends_nothing(plain[start : found.end()], found[0], plain[found.end() :]):
            continue
        yield Sentence(start, found.end(), plain[start : found.end()])
        start = found.end()
    if plain[start:].strip() or not start:
        yield Sentence(start, len(plain), plain[start:])


def _in_parts(sentence: Sentence) -> Iterator[Sentence]:
    """Yield a sentence, or stretches of one that nobody would read as one, so that no text takes long."""
    rest = sentence
    while len(rest.text) > _LONGEST_SENTENCE:
        cut = rest.text.rfind(" ", 1, _LONGEST_SENTENCE) + 1 or _LONGEST_SENTENCE
        yield Sentence(rest.start, rest.start + cut, rest.text[:cut])
        rest = Sentence(rest.start + cut, rest.end, rest.text[cut:])
    yield rest


def _ends_nothing(until: str, mark: str, after: str) -> bool:
    if mark.startswith("\n"):
        return until.rstrip().endswith("-") or not until.strip()
    return mark == "." and bool(_NO_END.search(until)) and bool(after.strip())
