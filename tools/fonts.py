"""Makes the fonts of our pages from the vendored Fira Sans: ``python -m tools.fonts``.

The vendored files hold every language; ours hold what German, English and their neighbours write, at a
ninth of the weight. The name "Fira" is reserved to the whole font, so the part has a name of its own. The
same input gives the same bytes.
"""

from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT: Final = Path(__file__).resolve().parent.parent
_VENDORED: Final = ROOT / "tools/vendor/kern/fonts"
_OURS: Final = ROOT / "src/klimapakt/config/static/fonts"
WEIGHTS: Final = ("Regular", "Medium", "SemiBold")
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


def target(weight: str) -> Path:
    """Return where the font of this weight is."""
    return _OURS / f"klimapakt-sans-{weight.lower()}.woff2"


def make(weight: str) -> TTFont:
    """Return the part of one weight that our pages need."""
    options = Options(layout_features=["kern", "liga", "mark", "mkmk", "ccmp", "tnum", "lnum", "subs"])
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = [*range(7), 13, 14, 16, 17]
    options.recalc_timestamp = False
    font = TTFont(_VENDORED / f"FiraSans-{weight}.woff2", recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[sign for first, last in _LETTERS for sign in range(first, last + 1)])
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in _NAMES:
            plain = str(record).replace("Fira Sans", FAMILY).replace("FiraSans", FAMILY.replace(" ", ""))
            record.string = plain
    font.flavor = "woff2"
    return font


if __name__ == "__main__":
    for weight in WEIGHTS:
        make(weight).save(target(weight))
        print(f"{target(weight).relative_to(ROOT)}: {target(weight).stat().st_size} bytes")
