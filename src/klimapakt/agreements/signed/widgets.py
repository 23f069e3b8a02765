"""Signatures that can be seen: where they lie, and how much of a page they hide.

Whoever signs decides what a visible signature shows, and it lies over what the page says. So it is told where
to look, and one that hides much of a page is a change of the page.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pyhanko.pdf_utils import generic

from klimapakt.agreements.signed.values import value

Json = dict[str, Any]
Box = tuple[float, float, float, float]
LARGEST_SHARE: Final = 0.15
"""Part of a page that visible signatures may hide; a usual one takes a twentieth."""

_A4: Final = (0.0, 0.0, 595.0, 842.0)
_DEEPEST: Final = 60


def inherited(page: generic.DictionaryObject, key: str) -> object:
    """Return what stands under a key of the page or of a node above it."""
    node: object = page
    for _ in range(_DEEPEST):
        if not isinstance(node, generic.DictionaryObject):
            break
        found = value(node, key)
        if found is not None:
            return found
        node = value(node, "/Parent")
    return None


def seen(
    page: generic.DictionaryObject, number: int, added: Mapping[str, generic.DictionaryObject]
) -> Iterator[Json]:
    """Yield whether the widgets that were added to a page can be seen, and whether they hide too much."""
    whole = _box(inherited(page, "/MediaBox")) or _A4
    hidden = sum(_overlap(_box(value(widget, "/Rect")) or whole, whole) for widget in added.values())
    area = _overlap(whole, whole)
    if area <= 0 or hidden > LARGEST_SHARE * area:
        yield {"what": "page_covered", "page": number}
    elif hidden > 0:
        yield {"what": "signature_seen", "page": number}


def _box(found: object) -> Box | None:
    """Return left, bottom, right, top, whichever corners are given; None where it is no rectangle."""
    if not isinstance(found, generic.ArrayObject):
        return None
    sides = [float(found[at]) for at in range(len(found))]
    if len(sides) != len(_A4) or not all(abs(side) < float("inf") for side in sides):
        return None
    left, right = sorted((sides[0], sides[2]))
    bottom, top = sorted((sides[1], sides[3]))
    return left, bottom, right, top


def _overlap(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)
