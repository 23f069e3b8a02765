"""Looks into a signed PDF: ``python -m klimapakt.agreements.signed.looking``, confined.

Standard input brings one line of JSON (hashes that were issued, trusted certificates, the moment) and then
the file. Standard output gets one line of JSON: the facts, or what is wrong as a key of the sentences in
``checking``. Nothing here judges; nothing reaches for the network.
"""

import base64
import hashlib
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from klimapakt.agreements.signed import active, revisions, signatures

Json = dict[str, Any]
MOST_REVISIONS: Final = 60
MOST_SIGNATURES: Final = 30
MOST_OBJECTS: Final = 60_000
_END_OF_FILE: Final = re.compile(rb"%%EOF(?:\r\n|\r|\n)?")
_TROUBLE: Final = (PdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError)
"""What the reader of PDF raises on files that are none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the file is compared with."""

    issued: frozenset[str]
    trusted: tuple[x509.Certificate, ...]
    at: datetime


class Wrong(Exception):
    """The file is not looked into any further."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def looked_at(content: bytes, asked: Asked) -> Json:
    """Return the facts about a file, or ``{"wrong": key}``."""
    try:
        reader = _reader(content)
        found = active.content_of(reader)
        if found:
            raise Wrong(found)
        issued = _issued(content, asked.issued)
        issued_revision = _revision_ending_at(reader, issued[1]) if issued else None
        return {
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
            "pages": revisions.number_of_pages(reader),
            "issued": issued[0] if issued else None,
            "since_issued": None if issued_revision is None else revisions.changes(reader, issued_revision),
            "has_rest": _has_rest(content),
            "signatures": list(_signatures(reader, content, asked)),
        }
    except Wrong as wrong:
        return {"wrong": wrong.key}
    except _TROUBLE:
        return {"wrong": "broken"}


def _reader(content: bytes) -> PdfFileReader:
    if not content:
        raise Wrong("empty")
    if not content.startswith(b"%PDF-"):
        raise Wrong("no_pdf")
    reader = PdfFileReader(io.BytesIO(content), strict=True)
    if reader.encrypted:
        raise Wrong("encrypted")
    if reader.total_revisions > MOST_REVISIONS:
        raise Wrong("too_large")
    if len(set(reader.xrefs.explicit_refs_in_revision(0))) > MOST_OBJECTS:
        raise Wrong("too_large")
    return reader


def _issued(content: bytes, known: frozenset[str]) -> tuple[str, int] | None:
    """Return the hash of the issued document that the file begins with, and where that one ends."""
    digest, done = hashlib.sha256(), 0
    for end in _ends(content):
        digest.update(content[done:end])
        done = end
        if digest.copy().hexdigest() in known:
            return digest.hexdigest(), end
    return None


def _ends(content: bytes) -> Iterator[int]:
    """Yield every place where a revision may end; the line end behind the mark may belong to either."""
    for number, found in enumerate(_END_OF_FILE.finditer(content)):
        if number > 10 * MOST_REVISIONS:
            return
        bare = found.start() + len(b"%%EOF")
        yield bare
        if found.end() > bare:
            yield found.end()


def _revision_ending_at(reader: PdfFileReader, end: int) -> int:
    """Return the number of the last revision whose table lies before this place."""
    inside = [
        number
        for number in range(reader.total_revisions)
        if reader.xrefs.get_xref_container_info(number).end_location <= end
    ]
    if not inside:
        raise Wrong("broken")
    return max(inside)


def _has_rest(content: bytes) -> bool:
    """Tell whether something other than a line end stands behind the last mark of the end."""
    end = content.rfind(b"%%EOF")
    return content[end + 5 :].strip(b"\r\n") != b""


def _signatures(reader: PdfFileReader, content: bytes, asked: Asked) -> Iterator[Json]:
    found = signatures.fields_of(reader)
    if len(found) > MOST_SIGNATURES:
        raise Wrong("too_large")
    for name, field in found:
        yield signatures.facts(reader, name, field, content, (asked.trusted, asked.at))


def asked_of(header: Mapping[str, Any]) -> Asked:
    """Return what the first line asks."""
    ders = (base64.b64decode(one) for one in header["trusted"])
    return Asked(
        issued=frozenset(header["issued"]),
        trusted=tuple(x509.Certificate.load(pem.unarmor(der)[2] if pem.detect(der) else der) for der in ders),
        at=datetime.fromisoformat(header["at"]),
    )


def main() -> None:
    """Answer on standard output."""
    header = json.loads(sys.stdin.buffer.readline())
    sys.stdout.write(json.dumps(looked_at(sys.stdin.buffer.read(), asked_of(header))))


if __name__ == "__main__":
    main()
