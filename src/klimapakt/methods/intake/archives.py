"""Opening a workbook's archive without being led astray: size, number and place of its entries come first.

Python's ``zipfile`` (3.11) accepts entries that share bytes, so a few kilobytes can unpack to gigabytes. Here
every entry must have its own bytes, and what is unpacked is limited in sum.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from klimapakt.methods.intake.limits import MAX_ARCHIVE_ENTRIES, MAX_UNPACKED_BYTES
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.messages import Message, gettext_noop

_LOCAL = struct.Struct("<4s5H3L2H")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class Archive:
    """The entries of an archive that has passed the checks, by lower-case name."""

    source: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def read(self, name: str) -> bytes:
        """Return an entry unpacked; ``zipfile`` stops at the size that the checks have allowed."""
        try:
            return self.source.read(self.entries[name.lower()])
        except _BROKEN as error:
            raise damaged() from error


def open_archive(data: bytes) -> Archive:
    """Return the archive. Raises IntakeRefused when it is damaged, encrypted or built to overwhelm."""
    # Counted before the list is built: each entry of the list costs far more memory than its 46 bytes.
    if data.count(b"PK\x01\x02") > MAX_ARCHIVE_ENTRIES:
        raise _overwhelming()
    try:
        source = zipfile.ZipFile(io.BytesIO(data))
        infos = source.infolist()
        _ensure_apart(data, infos, source.start_dir)
    except IntakeRefused:
        raise
    except _BROKEN as error:
        raise damaged() from error
    entries = {info.filename.lower(): info for info in infos}
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MAX_ARCHIVE_ENTRIES or len(entries) < len(infos):
        raise _overwhelming()
    if unpacked > MAX_UNPACKED_BYTES:
        template = gettext_noop(
            "Unpacked, this workbook has %(size)s MB; at most %(limit)s MB can be read. Copy the table "
            "alone into a new workbook and upload that."
        )
        limit = MAX_UNPACKED_BYTES // 1024**2
        raise IntakeRefused(
            Message("unpacked_too_large", template, {"size": -(-unpacked // 1024**2), "limit": limit})
        )
    if any(info.flag_bits & 0x41 for info in infos):
        template = gettext_noop(
            "This file is protected by a password and cannot be opened. Remove the password and upload the "
            "file again."
        )
        raise IntakeRefused(Message("file_has_password", template))
    return Archive(source, entries)


def damaged() -> IntakeRefused:
    """Return the refusal of a workbook that cannot be opened."""
    template = gettext_noop(
        "The workbook is damaged and cannot be opened. Open it in your spreadsheet program, save it again "
        "as .xlsx and upload it."
    )
    return IntakeRefused(Message("workbook_damaged", template))


def _ensure_apart(data: bytes, infos: list[zipfile.ZipInfo], directory: int) -> None:
    """Refuse entries that share bytes with one another or with the archive's directory."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        header = _LOCAL.unpack_from(data, info.header_offset)
        if header[0] != b"PK\x03\x04":
            raise zipfile.BadZipFile(info.filename)
        if info.header_offset < end:
            raise _overwhelming()
        end = info.header_offset + _LOCAL.size + header[9] + header[10] + info.compress_size
    if end > directory:
        raise _overwhelming()


def _overwhelming() -> IntakeRefused:
    template = gettext_noop(
        "This workbook is built in an unusual way that could overload the reading. Copy the table alone "
        "into a new workbook and upload that."
    )
    return IntakeRefused(Message("archive_overwhelming", template))
