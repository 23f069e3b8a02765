"""A text becomes a document: PDF/A-3a and PDF/UA-1 in one file, the same bytes for the same input.

Typst sets it from data; nothing a person wrote is ever markup. The text lies in the file a second time as
canonical JSON, and the hash of that stands at the foot of every page. What is issued is never made again:
later versions are documents of their own.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from klimapakt.agreements.evidence import LOCAL, PortalSignature, evidence_page, signature_fields
from klimapakt.agreements.wording import Template, Values, Wording, fill
from klimapakt.agreements.wording.model import BINDING, Written, WrittenPart
from klimapakt.foundation.chain import canonical
from klimapakt.inventories.documents.letters import fitting, printable

Json = dict[str, object]
STANDARDS: Final = ("a-3a", "ua-1")
SCHEMA: Final = "klimapakt-agreement/1"


@dataclass(frozen=True, slots=True)
class Issued:
    """A document as it was issued.

    ``sha256`` is that of the file, ``content_sha256`` that of the text, at the foot of its pages.
    """

    number: str
    language: str
    template: str
    version: str
    rulebook: str
    issued_at: datetime
    content: bytes
    sha256: str
    content_sha256: str

    @property
    def is_binding(self) -> bool:
        """Whether this is the version that counts, and not one to be read."""
        return self.language == BINDING

    @property
    def file_name(self) -> str:
        """Return what the file is called."""
        return f"{self.number}-{self.language}.pdf"


def issue(template: Template, values: Values, *, language: str, at: datetime) -> Issued:
    """Return the document of one member. Raises Refused where the text needs a value that is missing."""
    return _set(fill(template, values, language), values, at, None)


def with_evidence(
    issued: Issued, template: Template, values: Values, *, signatures: Sequence[PortalSignature], at: datetime
) -> Issued:
    """Return the issued text with a page that says who signed it in the portal; the original lies inside.

    Raises NotThisDocument where template and values do not give the text that was issued, and where what was
    shown to a signatory is not what was issued.
    """
    wording = fill(template, values, issued.language)
    if _content(wording, values)[1] != issued.content_sha256:
        raise NotThisDocument("Template and values give another text than the one that was issued.")
    if any(one.sha256_shown != issued.sha256 for one in signatures):
        raise NotThisDocument("A signature belongs to another document.")
    return _set(wording, values, at, (issued, signatures))


class NotThisDocument(ValueError):
    """Signatures or values belong to another document."""


def content_of(wording: Wording, values: Values) -> str:
    """Return the text of a document as canonical JSON, with number, parties and rulebook."""
    said = asdict(wording)
    parties = {
        "city": {"name": values.city.name, "address": values.city.address},
        "member": {
            "name": values.member.name,
            "address": values.member.address,
            "register": values.member.register,
        },
    }
    rulebook = f"{values.rules.id} {values.rules.edition}"
    told = {
        "schema": SCHEMA,
        "number": values.number,
        "rulebook": rulebook,
        "parties": parties,
        "wording": said,
    }
    return canonical({**told, "amends": values.amends} if values.amends else told)


def _set(
    wording: Wording,
    values: Values,
    at: datetime,
    signed: tuple[Issued, Sequence[PortalSignature]] | None,
) -> Issued:
    content, content_sha256 = _content(wording, values)
    with override(wording.language):
        issued_at = signed[0].issued_at if signed else at
        told = _told(wording, values, content_sha256, issued_at.astimezone(LOCAL).date())
        told["evidence"] = evidence_page(*signed) if signed else None
    inputs = {"told": json.dumps(told, ensure_ascii=False), "content": content}
    if signed:
        inputs["original"] = json.dumps(list(signed[0].content))
    made = typst.compile(
        _file("agreement.typ"),
        font_paths=_fonts(),
        sys_inputs=inputs,
        pdf_standards=list(STANDARDS),
        timestamp=int(at.timestamp()),
        format="pdf",
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return Issued(
        number=values.number,
        language=wording.language,
        template=wording.template,
        version=wording.version,
        rulebook=f"{values.rules.id} {values.rules.edition}",
        issued_at=at.astimezone(UTC),
        content=made,
        sha256=hashlib.sha256(made).hexdigest(),
        content_sha256=content_sha256,
    )


def _content(wording: Wording, values: Values) -> tuple[str, str]:
    content = content_of(wording, values)
    return content, hashlib.sha256(content.encode()).hexdigest()


def _told(wording: Wording, values: Values, content_sha256: str, on: date) -> Json:
    """Return everything the pages say, without what was signed."""
    is_binding = wording.language == BINDING
    number_words = _("No. %(number)s, issued on %(day)s") % {
        "number": values.number,
        "day": f"{on:%d.%m.%Y}" if wording.language == "de" else f"{on:%Y-%m-%d}",
    }
    foot = _("No. %(number)s · text %(template)s %(version)s · rulebook %(rulebook)s") % {
        "number": values.number,
        "template": wording.template,
        "version": wording.version,
        "rulebook": f"{values.rules.id} {values.rules.edition}",
    }
    names = {"title": wording.title, "member": values.member.name, "number": values.number}
    return {
        "language": wording.language,
        "title": fitting(wording.title),
        "title_of_file": fitting(_("%(title)s %(number)s, %(member)s") % names),
        "author": fitting(values.city.name),
        "description": fitting(number_words),
        "keywords": [f"klimapakt-agreement:{content_sha256}"],
        "pact": printable(values.pact.written(wording.language)),
        "number": printable(values.number),
        "number_words": printable(number_words),
        "notes": [printable(one) for one in _notes(wording, values, is_binding=is_binding)],
        "mark": "" if is_binding else _("Reading translation, not binding"),
        "opening": [_paragraph(one) for one in wording.opening],
        "clauses": [_part(one) for one in wording.clauses],
        "annexes": [_part(one) for one in wording.annexes],
        "signing": {
            "heading": _("Signatures"),
            "words": _(
                "These lines are for signing on paper. Electronic signatures are in the file itself or on "
                "the page of evidence at its end."
            ),
            "parties": [
                signature_fields(values.city.name, values.city.signatory),
                signature_fields(values.member.name, values.member.signatory),
            ],
        },
        "foot": printable(foot),
        "page_words": _("Page"),
        "hash_words": _("Text (SHA-256)"),
        "content_sha256": content_sha256,
        "attached": _("The text of this document for programs"),
        "wordmark": files("klimapakt.inventories.documents").joinpath("klimapakt.svg").read_text("utf-8"),
    }


def _notes(wording: Wording, values: Values, *, is_binding: bool) -> list[str]:
    told = [wording.draft] if wording.draft else []
    if values.amends:
        told.append(
            _("Takes the place of agreement %(number)s as soon as both sides have signed.")
            % {"number": values.amends}
        )
    if not is_binding:
        told.append(_("This is a translation for reading. Only the German version is binding."))
    return told


def _part(one: WrittenPart) -> Json:
    return {
        "number": one.number,
        "heading": printable(one.heading),
        "body": [_paragraph(paragraph) for paragraph in one.body],
    }


def _paragraph(one: Written) -> Json:
    return {"text": printable(one.text), "points": [printable(point) for point in one.points]}


@cache
def _fonts() -> typst.Fonts:
    with as_file(files("klimapakt.inventories.documents").joinpath("fonts")) as folder:
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(Path(folder))]
        )


@cache
def _file(name: str) -> bytes:
    return files("klimapakt.agreements").joinpath(name).read_bytes()
