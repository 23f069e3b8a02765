"""Makes the fonts of our pages and documents from the vendored Fira Sans: ``python -m tools.fonts``.

The vendored files hold every language; those of the pages hold what German, English and their neighbours
write, at a ninth of the weight. Documents are read by people whose names nobody foresaw: their fonts keep all
letters, the narrow space before a unit and a box for letters they do not have. The name "Fira" is reserved to
the whole font, so the part has a name of its own. The same input gives the same bytes.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT: Final = Path(__file__).resolve().parent.parent
_VENDORED: Final = ROOT / "tools/vendor/kern/fonts"
_OURS: Final = ROOT / "src/klimapakt/config/static/fonts"
DOCUMENTS: Final = ROOT / "src/klimapakt/inventories/documents/fonts"
WEIGHTS: Final = ("Regular", "Medium", "SemiBold")
WEIGHTS_OF_DOCUMENTS: Final = ("Regular", "SemiBold")
FAMILY: Final = "Klimapakt Sans"
_LETTERS: Final = (
    (0x20, 0x7E),  # English
    (0xA0, 0x17F),  # Western, Central and Northern Europe, Turkish
    (0x218, 0x21B),  # Romanian
    (0x1E9E, 0x1E9E),  # capital sharp s
    (0x2010, 0x2027),  # dashes, quotation marks, dots
    (0x2030, 0x203A),
    (0x2070, 0x208E),  # raised and lowered digits, as in CO₂
    (0x20AC, 0x20AC),  # euro
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2215),  # minus
    (0x2248, 0x2248),
    (0x2260, 0x2265),
)
_NAMES: Final = (1, 3, 4, 6, 16)
_FEATURES: Final = ("kern", "liga", "mark", "mkmk", "ccmp", "tnum", "lnum", "subs")
_NARROW_SPACE, _BOX = 0x202F, 0x25A1
_WIDTH_OF_SPACE, _WIDTH_OF_BOX = 210, 560


def target(weight: str) -> Path:
    """Return where the font of this weight is."""
    return _OURS / f"klimapakt-sans-{weight.lower()}.woff2"


def target_of_documents(weight: str) -> Path:
    """Return where the font of this weight for documents is."""
    return DOCUMENTS / f"klimapakt-sans-{weight.lower()}.ttf"


def make(weight: str) -> TTFont:
    """Return the part of one weight that our pages need."""
    font = _part(weight, (sign for first, last in _LETTERS for sign in range(first, last + 1)))
    font.flavor = "woff2"
    return font


def make_for_documents(weight: str) -> TTFont:
    """Return one weight with all its letters, the narrow space and the box."""
    font = _part(weight, None)
    _add(font, _NARROW_SPACE, "narrowspace", _WIDTH_OF_SPACE, ())
    _add(font, _BOX, "box", _WIDTH_OF_BOX, ((60, 0, 500, 690), (110, 50, 450, 640)))
    font.flavor = None
    return font


def letters_of(font: TTFont) -> str:
    """Return the letters of a font as lines of first and last, in hexadecimal."""
    return "".join(f"{first:x} {last:x}\n" for first, last in _stretches(sorted(font.getBestCmap())))


def _part(weight: str, letters: Iterable[int] | None) -> TTFont:
    options = Options(layout_features=list(_FEATURES))
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = [*range(7), 13, 14, 16, 17]
    options.recalc_timestamp = False
    font = TTFont(_VENDORED / f"FiraSans-{weight}.woff2", recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(font.getBestCmap() if letters is None else letters))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in _NAMES:
            plain = str(record).replace("Fira Sans", FAMILY).replace("FiraSans", FAMILY.replace(" ", ""))
            record.string = plain
    return font


def _add(font: TTFont, sign: int, name: str, width: int, boxes: Iterable[tuple[int, ...]]) -> None:
    """Add a glyph made of boxes, every second of them a hole."""
    pen = TTGlyphPen(None)
    for number, (left, bottom, right, top) in enumerate(boxes):
        corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
        first, *others = corners if number % 2 == 0 else corners[::-1]
        pen.moveTo(first)
        for corner in others:
            pen.lineTo(corner)
        pen.closePath()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (width, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[sign] = name


def _stretches(signs: list[int]) -> Iterator[tuple[int, int]]:
    breaks = [0, *(place + 1 for place, (one, next_) in enumerate(pairwise(signs)) if next_ > one + 1)]
    for first, after in pairwise([*breaks, len(signs)]):
        yield signs[first], signs[after - 1]


def _save(font: TTFont, path: Path) -> None:
    font.save(path)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    for weight in WEIGHTS:
        _save(make(weight), target(weight))
    for weight in WEIGHTS_OF_DOCUMENTS:
        made = make_for_documents(weight)
        _save(made, target_of_documents(weight))
        (DOCUMENTS / "letters.txt").write_text(letters_of(made), encoding="ascii")
