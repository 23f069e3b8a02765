"""Evidence files for tests: small true ones, and those that are not what they say."""

import io
import struct
import zlib

from PIL import Image
from pypdf import PdfWriter

from klimapakt.inventories import actions
from klimapakt.inventories.evidence.accepting import accepted
from klimapakt.inventories.models import EvidenceFile, Inventory
from klimapakt.people.models import Person


def a_pdf() -> bytes:
    """Return a PDF of one empty page."""
    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(stream)
    return stream.getvalue()


def a_picture(kind: str = "PNG") -> bytes:
    """Return a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (12, 8), "green").save(stream, kind)
    return stream.getvalue()


def a_huge_picture() -> bytes:
    """Return a PNG of a few kilobytes that says it is 20,000 x 20,000 pixels."""
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b""))
        + _chunk(b"IEND", b"")
    )


def proof(inventory: Inventory, by: Person, *numbers: int) -> EvidenceFile:
    """Keep a PDF and tie it to rows of an inventory."""
    file, _is_new = actions.keep_evidence(
        organisation=inventory.organisation, file=accepted(a_pdf(), name="bill.pdf"), by=by
    )
    actions.link_evidence(file=file, inventory=inventory, numbers=numbers, place="page 1", by=by)
    return file


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)
