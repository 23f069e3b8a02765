"""What kind of file the bytes are, whatever its name says. Only .xlsx and text tables are read."""

from typing import Literal

from klimapakt.methods.intake.limits import MAX_FILE_BYTES
from klimapakt.methods.intake.refusals import IntakeRefused
from klimapakt.methods.messages import Message, gettext_noop

Kind = Literal["workbook", "text"]

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_PHOTOS = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd")
_OLD_EXCEL = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")

_SAVE_AS = gettext_noop("Open it in your spreadsheet program and save it as .xlsx or CSV.")


def kind_of(data: bytes) -> Kind:
    """Return how to read a file. Raises IntakeRefused for every other kind, naming it."""
    if len(data) > MAX_FILE_BYTES:
        template = gettext_noop(
            "The file has %(size)s MB; at most %(limit)s MB can be read. Upload one file for each year."
        )
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise IntakeRefused(
            Message("file_too_large", template, {"size": -(-len(data) // 1024**2), "limit": limit})
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise IntakeRefused(
            Message("file_empty", gettext_noop("The file is empty. Save the table again and upload it."))
        )
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return "workbook"
    refused = _pictures_and_papers(data) or _old_office(data) or _markup(data) or _binary(data)
    if refused:
        raise IntakeRefused(refused)
    return "text"


def _pictures_and_papers(data: bytes) -> Message | None:
    if b"%PDF-" in data[:1024]:
        template = gettext_noop(
            "This file is a PDF, even if its name says otherwise. Amounts cannot be read from it: enter "
            "them in the template and keep the PDF as evidence."
        )
        return Message("file_is_pdf", template)
    if data.startswith(_IMAGES) or data[4:12] in _PHOTOS:
        template = gettext_noop(
            "This file is a picture. Amounts cannot be read from it: enter them in the template and keep "
            "the picture as evidence."
        )
        return Message("file_is_picture", template)
    if data.startswith(_ARCHIVES):
        return Message(
            "file_is_archive",
            gettext_noop("This file is a packed archive. Unpack it and upload the table from inside."),
        )
    return None


def _old_office(data: bytes) -> Message | None:
    if data.startswith(_OLD_EXCEL):
        return _old_workbook()
    if not data.startswith(_OLE):
        return None
    if _utf16("EncryptedPackage") in data:
        template = gettext_noop(
            "This workbook is protected by a password and cannot be opened. Remove the password in your "
            "spreadsheet program, save the file and upload it again."
        )
        return Message("file_has_password", template)
    if _utf16("Workbook") in data or _utf16("Book") in data:
        return _old_workbook()
    return Message(
        "file_is_document",
        gettext_noop(
            "This file is a document of another office program, no table. Copy the figures into the template."
        ),
    )


def _old_workbook() -> Message:
    template = gettext_noop("This is a workbook in the old format .xls. %(advice)s")
    return Message("file_is_old_workbook", template, {"advice": Message("save_as", _SAVE_AS)})


def _markup(data: bytes) -> Message | None:
    start = _as_ascii(data[:4096]).lstrip().lower()
    if start.startswith(("{\\rtf", "%!ps")):
        return Message(
            "file_is_document",
            gettext_noop(
                "This file is a document of another office program, no table. Copy the figures into the "
                "template."
            ),
        )
    is_page = start.startswith(("<!doctype html", "<html", "<table", "<head", "<body", "<meta"))
    if is_page or (start.startswith(("<?xml", "<!--")) and ("<html" in start or "<table" in start)):
        template = gettext_noop("This file is a web page, even if its name says otherwise. %(advice)s")
        return Message("file_is_web_page", template, {"advice": Message("save_as", _SAVE_AS)})
    if start.startswith(("<?xml", "<workbook")):
        template = gettext_noop("This file is XML, which cannot be read as a table. %(advice)s")
        return Message("file_is_xml", template, {"advice": Message("save_as", _SAVE_AS)})
    return None


def _binary(data: bytes) -> Message | None:
    if data.startswith(_UTF16) or b"\x00" not in data:
        return None
    template = gettext_noop(
        "This file is not a table: it holds bytes that no text has. Save the table as .xlsx or CSV and "
        "upload it again."
    )
    return Message("file_is_binary", template)


def _as_ascii(data: bytes) -> str:
    """Return the beginning as text whatever its encoding; enough to recognise markup."""
    return data.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("ascii", errors="replace")


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")
