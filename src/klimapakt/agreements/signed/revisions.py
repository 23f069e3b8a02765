"""What changed in a PDF since an earlier revision of it, told as people would: pages, annotations, fields."""

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

Json = dict[str, Any]
_MOST_PAGES: Final = 2000
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
        kids = node.get("/Kids")
        if kids is None:
            found.append(node)
        else:
            waiting.extend(kids[at] for at in reversed(range(len(kids))))
    return found


def _in_pages(before: _Resolver, after: _Resolver) -> Iterator[Json]:
    old, new = _pages(_root(before)), _pages(_root(after))
    if len(new) > len(old):
        yield {"what": "pages_added", "count": len(new) - len(old)}
    if len(new) < len(old):
        yield {"what": "pages_removed", "count": len(old) - len(new)}
    for number, (one, other) in enumerate(zip(old, new, strict=False), 1):
        if _look_of_page(one) != _look_of_page(other):
            yield {"what": "page_changed", "page": number}
        yield from _in_annotations(one, other, number)


def _look_of_page(page: generic.DictionaryObject) -> str:
    """Return a digest of everything a page is drawn from, what it inherits included."""
    drawn = {key: page.raw_get(key) for key in page if key not in _NOT_SEEN_ON_THE_PAGE}
    parent, depth = page.get("/Parent"), 0
    while isinstance(parent, generic.DictionaryObject) and depth < _DEEPEST:
        for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
            if key in parent and key not in drawn:
                drawn[key] = parent.raw_get(key)
        parent, depth = parent.get("/Parent"), depth + 1
    return _digest(generic.DictionaryObject(drawn), {}, 0)


def _in_annotations(
    old: generic.DictionaryObject, new: generic.DictionaryObject, page: int
) -> Iterator[Json]:
    was, now = _annotations(old), _annotations(new)
    for digest in sorted(now.keys() - was.keys()):
        yield {"what": "annotation", "page": page, "name": now[digest]}
    for digest in sorted(was.keys() - now.keys()):
        yield {"what": "annotation_gone", "page": page, "name": was[digest]}


def _annotations(page: generic.DictionaryObject) -> dict[str, str]:
    """Return the kinds of annotations by digest; those of form fields are told as fields."""
    listed = page.get("/Annots", ())
    annotations = [listed[at] for at in range(len(listed))] if listed else []
    return {
        _digest(one, {}, 0): str(one.get("/Subtype", "/Unknown")).lstrip("/")
        for one in annotations
        if isinstance(one, generic.DictionaryObject) and one.get("/Subtype") != "/Widget"
    }


def _in_fields(before: _Resolver, after: _Resolver) -> Iterator[Json]:
    old, new = _fields(_root(before)), _fields(_root(after))
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        if now is None:
            yield {"what": "field_gone", "name": name}
        elif was != now:
            kinds = {"/Sig": "signature", "/DocTimeStamp": "timestamp"}
            yield {"what": kinds.get(now[0], "field"), "name": name}


def _fields(root: generic.DictionaryObject) -> dict[str, tuple[str, str]]:
    """Return kind and digest of every form field by its full name; an empty signature field is a field."""
    form = root.get("/AcroForm")
    listed = form.get("/Fields", ()) if isinstance(form, generic.DictionaryObject) else ()
    waiting = [(listed[at], "", 0) for at in range(len(listed))]
    found: dict[str, tuple[str, str]] = {}
    while waiting:
        field, prefix, depth = waiting.pop()
        if not isinstance(field, generic.DictionaryObject) or depth > _DEEPEST:
            raise ValueError("The form of the file cannot be read.")
        name = f"{prefix}.{field['/T']}".strip(".") if "/T" in field else prefix
        kids = field.get("/Kids", ())
        waiting.extend((kids[at], name, depth + 1) for at in range(len(kids)))
        value = field.get("/V")
        kind = "field"
        if field.get("/FT") == "/Sig" and isinstance(value, generic.DictionaryObject):
            kind = str(value.get("/Type", "/Sig"))
        found[name] = (kind, _digest(field, {}, 0))
    return found


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
        if thing.get("/Type") == "/Page" and depth:
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
