"""What a document must not hold: forms that redraw themselves, scripts, actions that reach outside."""

from collections.abc import Iterator
from typing import Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from klimapakt.agreements.signed.values import name

SCRIPTS: Final = frozenset(("/JavaScript", "/Rendition", "/RichMediaExecute"))
ACTIONS: Final = frozenset(("/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Movie", "/Sound"))
_MOST_STEPS: Final = 200_000


def content_of(reader: PdfFileReader) -> str:
    """Return what was found as a key of a sentence, or an empty text. All revisions are looked through."""
    for holder in _dictionaries(reader):
        if "/XFA" in holder:
            return "xfa"
        kind = name(holder, "/S")
        if "/JS" in holder or kind in SCRIPTS:
            return "scripts"
        if kind in ACTIONS:
            return "actions"
    return ""


def _dictionaries(reader: PdfFileReader) -> Iterator[generic.DictionaryObject]:
    """Yield every dictionary of the file, also those that only an earlier revision knows."""
    steps = 0
    for revision in range(reader.total_revisions):
        for reference in reader.xrefs.explicit_refs_in_revision(revision):
            waiting = [reader.get_object(reference, revision=revision, never_decrypt=True)]
            while waiting:
                steps += 1
                if steps > _MOST_STEPS:
                    raise ValueError("The file has too many objects.")
                one = waiting.pop()
                if isinstance(one, generic.DictionaryObject):
                    yield one
                    waiting.extend(one.raw_get(key) for key in one)
                elif isinstance(one, generic.ArrayObject):
                    waiting.extend(one.raw_get(at) for at in range(len(one)))
