"""Check a signed PDF that somebody sent: a technical check, offline, against a local list of certificates.

The file is looked into by a confined process. What comes back are facts; here they become a verdict. A file
never counts as signed because a field says so: the hash has to match, the whole file has to be covered,
nothing may have changed, and the file has to be the very document that was issued.
"""

import base64
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from klimapakt.foundation import confined
from klimapakt.methods.messages import Message, gettext_noop

FILE_LIMIT: Final = 25 * 1024 * 1024
"""Bytes a signed file may have (25 MB)."""

SOUND, UNTRUSTED, CHANGED, NOT_VALID = "sound", "untrusted", "changed", "not_valid"
"""Verdicts on one signature, best first."""

_CHILD: Final = "klimapakt.agreements.signed.looking"
_SECONDS: Final = 40
_MEMORY_MB: Final = 1024
_PLAIN: Final = (
    *("field", "kind", "is_readable", "is_intact", "is_valid", "is_sound", "is_tidy"),
    *("coverage", "level", "chain", "anchor", "algorithm", "subfilter"),
)
HARMLESS: Final = ("signature", "signature_seen", "timestamp")
"""What may happen to a file after it was issued or signed."""

_HARMLESS_LEVELS: Final = ("none", "upkeep", "form")

_REFUSALS: Final[Mapping[str, Message]] = {
    "file_too_large": Message(
        "signed_too_large",
        gettext_noop(
            "The file is larger than 25 MB. A signed agreement is smaller; a scan is for signing on paper."
        ),
    ),
    "empty": Message(
        "signed_empty", gettext_noop("The file is empty (0 bytes). Please choose the file again.")
    ),
    "no_pdf": Message(
        "signed_no_pdf", gettext_noop("This is no PDF. Please load the PDF that you have signed.")
    ),
    "encrypted": Message(
        "signed_encrypted",
        gettext_noop("The PDF is locked with a password and cannot be checked. Please load it without one."),
    ),
    "broken": Message(
        "signed_broken",
        gettext_noop(
            "The PDF is damaged or built in an unusual way and cannot be checked. Please sign it anew."
        ),
    ),
    "too_large": Message(
        "signed_too_many_parts",
        gettext_noop("The PDF has so many parts that it cannot be checked in reasonable time."),
    ),
    "xfa": Message(
        "signed_xfa",
        gettext_noop("The PDF holds a form that can change what it shows (XFA). Such files are not taken."),
    ),
    "scripts": Message(
        "signed_scripts",
        gettext_noop("The PDF holds scripts, which can change what it shows. Such files are not taken."),
    ),
    "actions": Message(
        "signed_actions",
        gettext_noop("The PDF holds commands that open other files or send data. Such files are not taken."),
    ),
}


class NotCheckable(Exception):
    """The file cannot be checked; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message


@dataclass(frozen=True, slots=True)
class Later:
    """Something that changed in a file: ``what`` happened, on which page, or to what."""

    what: str
    page: int | None = None
    name: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who a certificate says its owner is; nothing of it is proved unless the chain is trusted."""

    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    sha256: str
    is_self_issued: bool


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment confirmed by a timestamp authority."""

    at: datetime
    is_intact: bool
    is_trusted: bool
    authority: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The facts about one signature; everything but ``field`` is empty where it is not readable."""

    field: str
    kind: str
    is_readable: bool
    is_intact: bool = False
    is_valid: bool = False
    is_sound: bool = False
    is_tidy: bool = False
    coverage: str = "unclear"
    level: str = "other"
    changes: tuple[Later, ...] = ()
    chain: str = ""
    anchor: str = ""
    algorithm: str = ""
    subfilter: str = ""
    signer: Certificate | None = None
    claimed_at: datetime | None = None
    timestamp: Timestamp | None = None

    @property
    def covers_everything(self) -> bool:
        """Whether nothing but other signatures came after it."""
        if self.coverage == "file":
            return True
        is_harmless = all(one.what in HARMLESS for one in self.changes)
        return self.coverage == "revision" and self.level in _HARMLESS_LEVELS and is_harmless

    @property
    def verdict(self) -> str:
        """What the check found about this signature."""
        if not (self.is_readable and self.is_intact and self.is_valid):
            return NOT_VALID
        if not self.covers_everything:
            return CHANGED
        if self.is_sound and not self.is_tidy:
            return NOT_VALID
        return SOUND if self.is_sound else UNTRUSTED


@dataclass(frozen=True, slots=True)
class Report:
    """What the technical check of one file found.

    ``issued`` is the hash of the document of ours that the file begins with; ``since_issued`` what differs
    from it. ``passed`` is the answer to one question only: is this our document, unchanged, with at least one
    signature, each of them intact and by somebody whose certificate the local list trusts?
    """

    checked_at: datetime
    sha256: str
    size: int
    pages: int
    issued: str
    since_issued: tuple[Later, ...]
    has_rest: bool
    signatures: tuple[Signature, ...]

    @property
    def is_ours(self) -> bool:
        """Whether the file is a document that was issued, with nothing but signatures added."""
        added = all(one.what in HARMLESS for one in self.since_issued)
        return bool(self.issued) and added and not self.has_rest

    @property
    def people(self) -> tuple[Signature, ...]:
        """Return the signatures without pure timestamps of the document."""
        return tuple(one for one in self.signatures if one.kind == "signature")

    @property
    def passed(self) -> bool:
        """Whether the technical check found nothing to object to."""
        return self.is_ours and bool(self.people) and all(one.verdict == SOUND for one in self.signatures)


def check(content: bytes, *, issued: Collection[str], trusted: Sequence[bytes], at: datetime) -> Report:
    """Return what is found out about a file. Raises NotCheckable with a sentence.

    ``issued`` holds the SHA-256 of every file that may have been signed, ``trusted`` certificates as PEM
    or DER whose owners may vouch for others.
    """
    if len(content) > FILE_LIMIT:
        raise NotCheckable(_REFUSALS["file_too_large"])
    header = {
        "issued": sorted(issued),
        "trusted": [base64.b64encode(one).decode() for one in trusted],
        "at": at.isoformat(),
    }
    payload = json.dumps(header).encode() + b"\n" + content
    try:
        finished = confined.run(_CHILD, payload=payload, seconds=_SECONDS, memory_mb=_MEMORY_MB)
    except (confined.TooSlow, confined.TooLarge) as stopped:
        raise NotCheckable(_REFUSALS["too_large"]) from stopped
    except confined.Crashed as crashed:
        raise NotCheckable(_REFUSALS["broken"]) from crashed
    return report_of(json.loads(finished.stdout), at)


def report_of(found: Mapping[str, Any], at: datetime) -> Report:
    """Return the report of what the confined process found. Raises NotCheckable."""
    if "wrong" in found:
        raise NotCheckable(_REFUSALS[found["wrong"]])
    return Report(
        checked_at=at,
        sha256=found["sha256"],
        size=found["bytes"],
        pages=found["pages"],
        issued=found["issued"] or "",
        since_issued=_later(found["since_issued"] or ()),
        has_rest=found["has_rest"],
        signatures=tuple(_signature(one) for one in found["signatures"]),
    )


def _signature(found: Mapping[str, Any]) -> Signature:
    if not found["is_readable"]:
        return Signature(field=found["field"], kind=found["kind"], is_readable=False)
    signer, stamp = found["signer"], found["timestamp"]
    return Signature(
        **{name: found[name] for name in _PLAIN},
        changes=_later(found["changes"]),
        signer=Certificate(
            **{name: signer[name] for name in "subject issuer serial sha256 is_self_issued".split()},
            not_before=datetime.fromisoformat(signer["not_before"]),
            not_after=datetime.fromisoformat(signer["not_after"]),
        ),
        claimed_at=datetime.fromisoformat(found["claimed_at"]) if found["claimed_at"] else None,
        timestamp=None
        if stamp is None
        else Timestamp(**{**stamp, "at": datetime.fromisoformat(stamp["at"])}),
    )


def _later(found: Sequence[Mapping[str, Any]]) -> tuple[Later, ...]:
    return tuple(Later(**one) for one in found)
