"""What changed in a PDF since an earlier revision of it, told as people would: pages, annotations, fields."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from klimapakt.agreements.signed import widgets
from klimapakt.agreements.signed.values import items, name, references, value

Json = dict[str, Any]
_MOST_PAGES: Final = 2000
_MOST_FIELDS: Final = 2000
_DEEPEST: Final = 60
_DEEPEST_OBJECT: Final = 300
_NOT_SEEN_ON_THE_PAGE: Final = (
    "/Parent",
    "/Annots",
    "/StructParents",
    "/Tabs",
    "/LastModified",
    "/PieceInfo",
)
_INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_OF_SIGNING: Final = ("/AcroForm", "/DSS", "/Perms", "/Extensions", "/Metadata", "/Version", "/Pages")
_Resolver = PdfFileReader | HistoricalResolver


def number_of_pages(reader: PdfFileReader) -> int:
    """Return how many pages the file has as it is."""
    return len(_pages(_root(reader)))


def changes(reader: PdfFileReader, revision: int) -> list[Json]:
    """Return what differs between a revision and the file as it is."""
    if revision >= reader.total_revisions - 1:
        return []
    before, after = reader.get_historical_resolver(revision), reader
    found = [*_in_pages(before, after), *_in_fields(before, after), *_in_the_rest(before, after)]
    return sorted(found, key=lambda one: (str(one["what"]), one.get("page", 0), str(one.get("name", ""))))


def _root(resolver: _Resolver) -> generic.DictionaryObject:
    root = resolver.root
    if not isinstance(root, generic.DictionaryObject):
        raise TypeError(root)
    return root


def _pages(root: generic.DictionaryObject) -> list[generic.DictionaryObject]:
    found: list[generic.DictionaryObject] = []
    waiting = [root["/Pages"]]
    seen = 0
    while waiting:
        node, seen = waiting.pop(), seen + 1
        if seen > _MOST_PAGES:
            raise ValueError("The file has too many pages.")
        if not isinstance(node, generic.DictionaryObject):
            raise TypeError(node)
        if value(node, "/Kids") is None:
            found.append(node)
        else:
            waiting.extend(reversed(items(node, "/Kids")))
    return found


def _in_pages(before: _Resolver, after: _Resolver) -> Iterator[Json]:
    old, new = _pages(_root(before)), _pages(_root(after))
    was_field, is_field = _places_of_fields(_root(before)), _places_of_fields(_root(after))
    if len(new) > len(old):
        yield {"what": "pages_added", "count": len(new) - len(old)}
    if len(new) < len(old):
        yield {"what": "pages_removed", "count": len(old) - len(new)}
    for number, (one, other) in enumerate(zip(old, new, strict=False), 1):
        if _look_of_page(one) != _look_of_page(other):
            yield {"what": "page_changed", "page": number}
        was, now = _on_page(one, was_field), _on_page(other, is_field)
        yield from _in_annotations(was.annotations, now.annotations, number)
        added = {digest: now.widgets[digest] for digest in now.widgets.keys() - was.widgets.keys()}
        yield from widgets.seen(other, number, added)


def _look_of_page(page: generic.DictionaryObject) -> str:
    """Return a digest of everything a page is drawn from, what it inherits included."""
    drawn = {key: page.raw_get(key) for key in page if key not in _NOT_SEEN_ON_THE_PAGE}
    above = {key: widgets.inherited(page, key) for key in _INHERITED if key not in drawn}
    drawn |= {generic.NameObject(key): found for key, found in above.items() if found is not None}
    return _digest(generic.DictionaryObject(drawn), {}, 0)


def _in_annotations(was: Mapping[str, str], now: Mapping[str, str], page: int) -> Iterator[Json]:
    for digest in sorted(now.keys() - was.keys()):
        yield {"what": "annotation", "page": page, "name": now[digest]}
    for digest in sorted(was.keys() - now.keys()):
        yield {"what": "annotation_gone", "page": page, "name": was[digest]}


@dataclass(frozen=True, slots=True)
class _OnPage:
    """What lies on a page by digest: kinds of annotations, and the widgets of form fields."""

    annotations: Mapping[str, str]
    widgets: Mapping[str, generic.DictionaryObject]


def _on_page(page: generic.DictionaryObject, places: Collection[tuple[int, int]]) -> _OnPage:
    """Return what lies on a page. A widget that no field of the form owns is an annotation like others."""
    annotations: dict[str, str] = {}
    owned: dict[str, generic.DictionaryObject] = {}
    for place, one in zip(references(page, "/Annots"), items(page, "/Annots"), strict=True):
        if not isinstance(one, generic.DictionaryObject):
            continue
        if place in places:
            owned[_digest(one, {}, 0)] = one
        else:
            annotations[_digest(one, {}, 0)] = name(one, "/Subtype").lstrip("/") or "Unknown"
    return _OnPage(annotations, owned)


def _in_fields(before: _Resolver, after: _Resolver) -> Iterator[Json]:
    old, new = _fields(_root(before)), _fields(_root(after))
    for field in sorted(old.keys() | new.keys()):
        was, now = old.get(field), new.get(field)
        if now is None:
            yield {"what": "field_gone", "name": field}
        elif was != now:
            kinds = {"/Sig": "signature", "/DocTimeStamp": "timestamp"}
            yield {"what": kinds.get(now[0], "field"), "name": field}


def _fields(root: generic.DictionaryObject) -> dict[str, tuple[str, str]]:
    """Return kind and digest of every form field by its full name; an empty signature field is a field.

    Widgets below a field have no name of their own and belong to its digest.
    """
    found: dict[str, tuple[str, str]] = {}
    for _, full_name, field in _form(root):
        is_signed = name(field, "/FT") == "/Sig" and isinstance(value(field, "/V"), generic.DictionaryObject)
        kind = (name(value(field, "/V"), "/Type") or "/Sig") if is_signed else "field"
        if "/T" in field or full_name not in found:
            found[full_name] = (kind, _digest(field, {}, 0))
    return found


def _places_of_fields(root: generic.DictionaryObject) -> frozenset[tuple[int, int]]:
    """Return where the fields of the form and their widgets are kept."""
    return frozenset(place for place, _, _ in _form(root) if place)


def _form(
    root: generic.DictionaryObject,
) -> Iterator[tuple[tuple[int, int] | None, str, generic.DictionaryObject]]:
    """Yield every node of the form, owners first: where it is kept, its full name, and itself."""
    form = value(root, "/AcroForm")
    if not isinstance(form, generic.DictionaryObject):
        return
    waiting = [(*one, "", 0) for one in _nodes(form, "/Fields")]
    seen = 0
    while waiting:
        place, field, prefix, depth = waiting.pop(0)
        seen += 1
        if not isinstance(field, generic.DictionaryObject) or depth > _DEEPEST or seen > _MOST_FIELDS:
            raise ValueError("The form of the file cannot be read.")
        full_name = f"{prefix}.{field['/T']}".strip(".") if "/T" in field else prefix
        yield place, full_name, field
        waiting.extend((*one, full_name, depth + 1) for one in _nodes(field, "/Kids"))


def _nodes(holder: generic.DictionaryObject, key: str) -> Iterator[tuple[tuple[int, int] | None, object]]:
    return zip(references(holder, key), items(holder, key), strict=True)


def _in_the_rest(before: _Resolver, after: _Resolver) -> Iterator[Json]:
    """Yield what else the catalogue says differently: attachments, layers, what opens first."""
    old, new = _root(before), _root(after)
    for key in sorted({*old, *new} - set(_OF_SIGNING)):
        was = _digest(old.raw_get(key), {}, 0) if key in old else ""
        now = _digest(new.raw_get(key), {}, 0) if key in new else ""
        if was != now:
            yield {"what": "other", "name": key.lstrip("/")}


def _digest(thing: object, known: dict[tuple[int, int], str], depth: int) -> str:
    """Return a digest of an object and all it refers to; the way up to pages and parents is left out."""
    if depth > _DEEPEST_OBJECT:
        raise ValueError("The objects of the file are nested too deep.")
    if isinstance(thing, generic.IndirectObject):
        place = (thing.idnum, thing.generation)
        if place not in known:
            known[place] = "open"
            known[place] = _digest(thing.get_object(), known, depth + 1)
        return known[place]
    digest = hashlib.sha256(type(thing).__name__.encode())
    if isinstance(thing, generic.DictionaryObject):
        if depth and name(thing, "/Type") == "/Page":
            return "page"  # pages are compared one by one; outlines and links only point at them
        digest.update("".join(_members(thing, known, depth)).encode())
        digest.update(thing.encoded_data if isinstance(thing, generic.StreamObject) else b"")
    elif isinstance(thing, generic.ArrayObject):
        listed = (_digest(thing.raw_get(at), known, depth + 1) for at in range(len(thing)))
        digest.update("".join(listed).encode())
    else:
        digest.update(repr(thing).encode())
    return digest.hexdigest()


def _members(
    holder: generic.DictionaryObject, known: dict[tuple[int, int], str], depth: int
) -> Iterator[str]:
    for key in sorted(holder):
        if key not in {"/Parent", "/P"}:
            yield f"{key}={_digest(holder.raw_get(key), known, depth + 1)}"
