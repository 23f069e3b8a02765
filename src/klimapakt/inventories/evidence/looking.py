"""Looks into an evidence file: ``python -m klimapakt.inventories.evidence.looking``, confined.

The bytes come on standard input; standard output gets one line of JSON, ``{"type": …}`` or ``{"wrong": …}``.
The type is found from the content alone. Pictures are decoded whole, by named decoders only, after their size
has been checked; nothing starts another program.
"""

import io
import json
import sys
import warnings
import zipfile
from typing import Final

from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PdfReadError

PDF, PNG, JPEG, WEBP = "application/pdf", "image/png", "image/jpeg", "image/webp"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv"
MOST_PIXELS: Final = 25_000_000
IMAGE_LIMIT: Final = 8 * 1024 * 1024
_PICTURES: Final = {"PNG": PNG, "JPEG": JPEG, "WEBP": WEBP}
_MOST_UNPACKED: Final = 200 * 1024 * 1024
_CONTROLS: Final = frozenset(range(32)) - {9, 10, 13}


def looked_at(content: bytes) -> dict[str, str]:
    """Return the type of a file, or what is wrong with it as a key of the sentences in ``accepting``."""
    if not content:
        return {"wrong": "empty"}
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff")) or content[8:12] == b"WEBP":
        return _picture(content)
    if content.startswith(b"PK"):
        return _workbook(content)
    return _text(content)


def _pdf(content: bytes) -> dict[str, str]:
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            return {"wrong": "encrypted"}
        pages = len(reader.pages)
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return {"wrong": "broken"}
    return {"type": PDF} if pages else {"wrong": "broken"}


def _picture(content: bytes) -> dict[str, str]:
    if len(content) > IMAGE_LIMIT:
        return {"wrong": "picture_too_large"}
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=list(_PICTURES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return {"wrong": "too_many_pixels"}
            picture.load()
            return {"type": _PICTURES[picture.format or ""]}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"wrong": "too_many_pixels"}
    except (OSError, ValueError, SyntaxError, KeyError, EOFError):
        return {"wrong": "broken"}


def _workbook(content: bytes) -> dict[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return {"wrong": "broken"}
    if sum(part.file_size for part in parts) > _MOST_UNPACKED:
        return {"wrong": "unpacks_too_large"}
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names and "xl/vbaProject.bin" not in names:
        return {"type": XLSX}
    return {"wrong": "unknown"}


def _text(content: bytes) -> dict[str, str]:
    """Take plain tables; whatever a browser or another program could run is refused."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<", b"%!", b"mz", b"#!", b"\x7felf")):
        return {"wrong": "unknown"}
    if any(sign in _CONTROLS for sign in content):
        return {"wrong": "unknown"}
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        first = text.strip().partition("\n")[0]
        return {"type": CSV} if any(sign in first for sign in ";,\t") else {"wrong": "unknown"}
    return {"wrong": "unknown"}


def main() -> None:
    """Answer on standard output."""
    sys.stdout.write(json.dumps(looked_at(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
