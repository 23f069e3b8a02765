"""Which files are taken as evidence, and the sentence for each that is not."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from klimapakt.foundation import confined
from klimapakt.inventories.rules import clean_file_name
from klimapakt.methods.messages import Message, gettext_noop

FILE_LIMIT: Final = 25 * 1024 * 1024
"""Bytes an evidence file may have (25 MB)."""

_CHILD: Final = "klimapakt.inventories.evidence.looking"
_SECONDS: Final = 20
_MEMORY_MB: Final = 768

TOO_LARGE: Final = Message(
    "evidence_too_large",
    gettext_noop("The file is larger than 25 MB. Scan it with fewer dots per inch, or load it in parts."),
)
_SENTENCES: Final[Mapping[str, Message]] = {
    "empty": Message(
        "evidence_empty", gettext_noop("The file is empty (0 bytes). Please choose the file again.")
    ),
    "broken": Message(
        "evidence_broken",
        gettext_noop(
            "The file is damaged or incomplete and cannot be opened. Please save it anew and load that."
        ),
    ),
    "encrypted": Message(
        "evidence_encrypted",
        gettext_noop("The PDF is locked with a password. Please save it without one and load that."),
    ),
    "picture_too_large": Message(
        "evidence_picture_too_large",
        gettext_noop(
            "The picture is larger than 8 MB. Take it with a lower resolution, or save it as a PDF."
        ),
    ),
    "too_many_pixels": Message(
        "evidence_too_many_pixels",
        gettext_noop(
            "The picture has more than 25 million pixels. Save it smaller, for example 3,000 pixels wide."
        ),
    ),
    "unpacks_too_large": Message(
        "evidence_unpacks_too_large",
        gettext_noop("This workbook unpacks to more than can be kept. Please load it as a PDF."),
    ),
    "unknown": Message(
        "evidence_unknown_type",
        gettext_noop(
            "This is no file that can be kept as evidence, whatever its name says. "
            "PDF, PNG, JPEG, WebP, Excel (.xlsx) and CSV can."
        ),
    ),
}


class NotEvidence(Exception):
    """The file is not taken; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message


@dataclass(frozen=True, slots=True)
class AcceptedFile:
    """A file that can be kept: its safe name, its bytes and what they are."""

    name: str
    content: bytes
    sha256: str
    media_type: str


def accepted(content: bytes, *, name: str) -> AcceptedFile:
    """Return the file as it can be kept; raise NotEvidence with a sentence when it cannot."""
    if len(content) > FILE_LIMIT:
        raise NotEvidence(TOO_LARGE)
    found = _looked_at(content)
    if "wrong" in found:
        raise NotEvidence(_SENTENCES[found["wrong"]])
    sha256 = hashlib.sha256(content).hexdigest()
    return AcceptedFile(clean_file_name(name), content, sha256, found["type"])


def _looked_at(content: bytes) -> Mapping[str, str]:
    if not content:
        return {"wrong": "empty"}
    try:
        finished = confined.run(_CHILD, payload=content, seconds=_SECONDS, memory_mb=_MEMORY_MB)
    except confined.NotFinished:
        return {"wrong": "broken"}
    answer: Mapping[str, str] = json.loads(finished.stdout)
    return answer
