"""Everything that proves one agreement, in one ZIP that anybody can check with Python and nothing else.

The same evidence gives the same bytes: fixed order, fixed time, nothing compressed. ``manifest.json`` names
every file with its SHA-512; whoever keeps the SHA-512 of the manifest elsewhere can tell a package that was
made anew.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from klimapakt.agreements import check_package
from klimapakt.agreements.checking import Report
from klimapakt.agreements.issuing import Issued
from klimapakt.agreements.sentences import NOTE, OK, localised, sentences
from klimapakt.foundation.chain import canonical

SCHEMA: Final = "klimapakt-evidence/1"
CHECKER: Final = "check_package.py"
_SIGNS: Final = {OK: "+", NOTE: "·"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What goes into a package.

    ``final`` is the file that holds the signatures: sealed by us, or signed outside and sent. ``audit`` are
    the entries of the audit chain that speak of this agreement, as they are kept. ``chain`` are the
    certificates of seal and signatures as PEM. ``received`` are the files that the seal rests on
    where somebody did not sign in the portal: the PDF that was signed outside, the scan of a paper, by the
    end of their names.
    """

    issued: Issued
    final: bytes
    report: Report
    audit: Sequence[Mapping[str, object]]
    chain: bytes
    received: Mapping[str, bytes] = field(default_factory=dict)


class UnsafeName(ValueError):
    """A file of a package would have a name that not every computer unpacks into one folder."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package, with the SHA-512 of its manifest, which is what is worth writing down elsewhere."""

    name: str
    content: bytes
    manifest_sha512: str


def package(evidence: Evidence) -> Package:
    """Return the package of one agreement. Raises UnsafeName."""
    contents = dict(_contents(evidence))
    manifest = canonical(_manifest(evidence.issued, contents)).encode()
    return Package(
        name=f"{evidence.issued.number}.zip",
        content=_packed({check_package.MANIFEST: manifest, **contents}),
        manifest_sha512=hashlib.sha512(manifest).hexdigest(),
    )


def _contents(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    """Yield the files in the order in which they lie in the package."""
    number = evidence.issued.number
    yield CHECKER, files("klimapakt.agreements").joinpath(CHECKER).read_bytes()
    yield f"{number}-signed.pdf", evidence.final
    yield f"{number}-original.pdf", evidence.issued.content
    for ending, content in sorted(evidence.received.items()):
        yield f"{number}-{ending}.pdf", content
    yield "report.json", report_as_json(evidence.report).encode()
    for language in ("de", "en"):
        yield f"report-{language}.txt", report_as_text(evidence.report, number, language).encode()
    yield "audit.json", canonical({"entries": [dict(entry) for entry in evidence.audit]}).encode()
    yield "certificates.pem", evidence.chain


def _manifest(issued: Issued, contents: Mapping[str, bytes]) -> Mapping[str, object]:
    return {
        "schema": SCHEMA,
        "number": issued.number,
        "template": f"{issued.template} {issued.version}",
        "rulebook": issued.rulebook,
        "language": issued.language,
        "issued_at": _utc(issued.issued_at),
        "issued_sha256": issued.sha256,
        "content_sha256": issued.content_sha256,
        "files": [
            {"name": name, "bytes": len(content), "sha512": hashlib.sha512(content).hexdigest()}
            for name, content in contents.items()
        ],
    }


def _packed(contents: Mapping[str, bytes]) -> bytes:
    body, directory = bytearray(), bytearray()
    for name, content in contents.items():
        if not check_package.PLAIN.fullmatch(name):
            raise UnsafeName(name)
        named = name.encode("ascii")
        directory += check_package.header(named, content, len(body))
        body += check_package.header(named, content) + content
    return bytes(body + directory + check_package.end(len(contents), len(directory), len(body)))


def report_as_json(report: Report) -> str:
    """Return a report for programs: the facts, the verdicts and the sentences with their codes."""
    told = asdict(report)
    for one, signature in zip(told["signatures"], report.signatures, strict=True):
        one["verdict"] = signature.verdict
    lines = [
        {"state": line.state, "code": line.message.code, "sentence": line.message.text(), "about": line.about}
        for line in sentences(report)
    ]
    answer = {**told, "passed": report.passed, "is_ours": report.is_ours, "sentences": lines}
    return canonical(json.loads(json.dumps(answer, default=_as_text)))


def report_as_text(report: Report, number: str, language: str) -> str:
    """Return a report for people: one sentence a line, what is in order marked with +, what is not with !."""
    with override(language):
        heading = _("Technical check of the signatures, document %(number)s") % {"number": number}
        file = _("File with %(pages)s pages and %(count)s bytes, SHA-256 %(sha256)s")
        values = {"pages": report.pages, "count": report.size, "sha256": report.sha256}
        lines, about = [heading, "=" * len(heading), "", file % values, ""], ""
        for line in sentences(report):
            if line.about != about:
                about = line.about
                title = _("Signature in the field %(name)s") % {"name": about} if about else ""
                lines += ["", title] if title else [""]
            sentence = localised(line.message, language).translated(_)
            lines.append(f"  {_SIGNS.get(line.state, '!')} {sentence}")
    return "\n".join(lines) + "\n"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return _utc(value)
    raise TypeError(value)
