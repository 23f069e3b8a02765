"""Values of a PDF dictionary as they are meant: ``get`` of the library hands out references unresolved."""

from typing import Any

from pyhanko.pdf_utils import generic


def value(holder: generic.DictionaryObject, key: str, default: object = None) -> Any:  # noqa: ANN401 -- any PDF object
    """Return what stands under a key, wherever in the file it is kept; null counts as missing."""
    try:
        return holder[key]
    except KeyError:
        return default


def name(holder: generic.DictionaryObject, key: str) -> str:
    """Return the name under a key, or an empty text where there is none."""
    found = value(holder, key)
    return str(found) if isinstance(found, generic.NameObject) else ""


def items(holder: generic.DictionaryObject, key: str) -> list[Any]:
    """Return the objects of a list under a key."""
    found = value(holder, key)
    return [found[at] for at in range(len(found))] if isinstance(found, generic.ArrayObject) else []


def references(holder: generic.DictionaryObject, key: str) -> list[tuple[int, int] | None]:
    """Return where the objects of a list are kept; None for one that stands in the list itself."""
    found = value(holder, key)
    kept = [found.raw_get(at) for at in range(len(found))] if isinstance(found, generic.ArrayObject) else []
    return [(one.idnum, one.generation) if isinstance(one, generic.IndirectObject) else None for one in kept]
