"""The facts about each signature of a PDF, one by one. A signature that cannot be read is a fact as well."""

from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESSubIndic
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import (
    PdfSignatureStatus,
    SignatureCoverageLevel,
    SignatureStatus,
    TimestampSignatureStatus,
)
from pyhanko_certvalidator import ValidationContext

from klimapakt.agreements.signed import revisions, values
from klimapakt.agreements.signed.strictness import is_self_issued, is_tidy

Json = dict[str, Any]
Trust = tuple[Sequence[x509.Certificate], datetime]
_Answer = TypeVar("_Answer")
_COVERAGE: Final[dict[SignatureCoverageLevel | None, str]] = {
    SignatureCoverageLevel.ENTIRE_FILE: "file",
    SignatureCoverageLevel.ENTIRE_REVISION: "revision",
    SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START: "part",
    SignatureCoverageLevel.UNCLEAR: "unclear",
}
_LEVELS: Final = {
    ModificationLevel.NONE: "none",
    ModificationLevel.LTA_UPDATES: "upkeep",
    ModificationLevel.FORM_FILLING: "form",
    ModificationLevel.ANNOTATIONS: "annotations",
    ModificationLevel.OTHER: "other",
}
_CHAINS: Final[dict[AdESSubIndic, str]] = {
    AdESFailure.NOT_YET_VALID: "not_yet_valid",
    AdESFailure.REVOKED: "revoked",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "wrong_use",
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: "wrong_use",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "weak",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "weak",
    AdESIndeterminate.EXPIRED: "expired",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "expired",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "expired",
    AdESIndeterminate.NOT_YET_VALID: "not_yet_valid",
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "unknown_issuer",
}
_SIGNING: Final = frozenset({"non_repudiation", "digital_signature"})
_USAGE: Final = KeyUsageConstraints(key_usage=_SIGNING)
_DOCUMENT_TIMESTAMP: Final = "/DocTimeStamp"


def fields_of(reader: PdfFileReader) -> list[tuple[str, generic.DictionaryObject]]:
    """Return the filled signature fields by their full names, in the order of the form."""
    found = (
        (name, reference.get_object())
        for name, _, reference in enumerate_sig_fields(reader, filled_status=True)
    )
    return [(name, field) for name, field in found if isinstance(field, generic.DictionaryObject)]


def facts(
    reader: PdfFileReader, name: str, field: generic.DictionaryObject, content: bytes, trust: Trust
) -> Json:
    """Return what can be said about one signature; ``is_readable`` is false where nothing can."""
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        if embedded.sig_object_type == _DOCUMENT_TIMESTAMP:
            return {"field": name, "kind": "timestamp", **_timestamp(embedded, content, trust)}
        return {"field": name, "kind": "signature", **_signature(embedded, content, trust)}
    except Exception:  # noqa: BLE001 -- whatever the readers of PDF, ASN.1 and certificates trip over is no signature
        return {"field": name, "kind": "signature", "is_readable": False}


def _signature(embedded: EmbeddedPdfSignature, content: bytes, trust: Trust) -> Json:
    status, at = _validated(embedded, trust, trust[1]), trust[1]
    stamp = status.timestamp_validity
    if stamp is not None and stamp.intact and stamp.trusted:
        # A trusted timestamp proves when the certificate had to hold.
        status, at = _validated(embedded, trust, stamp.timestamp), stamp.timestamp
    common = _common(embedded, status, content, trust)
    problem = _problem_of(status.signing_cert, at)
    return {
        **common,
        "chain": problem if problem and status.trusted else common["chain"],
        "coverage": _COVERAGE.get(status.coverage, "unclear"),
        "level": _level(status),
        "changes": revisions.changes(embedded.reader, embedded.signed_revision),
        "is_sound": bool(status.bottom_line) and not problem,
        "subfilter": values.name(embedded.sig_object, "/SubFilter").lstrip("/"),
        "claimed_at": _moment(status.signer_reported_dt),
        "timestamp": _stamp(stamp) if stamp is not None else None,
    }


def _timestamp(embedded: EmbeddedPdfSignature, content: bytes, trust: Trust) -> Json:
    status = _done(async_validate_pdf_timestamp(embedded, _context(trust, trust[1])))
    return {
        **_common(embedded, status, content, trust),
        "coverage": _COVERAGE.get(status.coverage, "unclear"),
        "level": "none",
        "changes": [],
        "is_sound": bool(status.intact and status.valid and status.trusted),
        "subfilter": "ETSI.RFC3161",
        "claimed_at": None,
        "timestamp": _stamp(status),
    }


def _common(embedded: EmbeddedPdfSignature, status: SignatureStatus, content: bytes, trust: Trust) -> Json:
    certificate = status.signing_cert
    return {
        "is_readable": True,
        "is_intact": bool(status.intact),
        "is_valid": bool(status.valid),
        "is_tidy": is_tidy(content, _four(embedded.byte_range), embedded.pkcs7_content, trust[0]),
        "algorithm": f"{status.md_algorithm}, {status.pkcs7_signature_mechanism}",
        "chain": _chain(status),
        "anchor": _anchor(status),
        "signer": {
            "subject": _named(certificate.subject),
            "issuer": _named(certificate.issuer),
            "serial": str(certificate.serial_number),
            "not_before": _moment(certificate.not_valid_before),
            "not_after": _moment(certificate.not_valid_after),
            "sha256": certificate.sha256.hex(),
            "is_self_issued": is_self_issued(certificate),
        },
    }


def _validated(embedded: EmbeddedPdfSignature, trust: Trust, at: datetime) -> PdfSignatureStatus:
    # The moment applies to the certificate of the signer; a timestamp has to hold at the time of the check.
    return _done(
        async_validate_pdf_signature(
            embedded,
            signer_validation_context=_context(trust, at),
            ts_validation_context=_context(trust, trust[1]),
            key_usage_settings=_USAGE,
        )
    )


def _context(trust: Trust, at: datetime) -> ValidationContext:
    return ValidationContext(trust_roots=list(trust[0]), moment=at, allow_fetching=False)


def _done(work: Coroutine[Any, Any, _Answer]) -> _Answer:
    """Return what a coroutine returns that has nothing to wait for.

    An event loop needs sockets, which a confined process does not get; and nothing here may reach outside.
    """
    try:
        work.send(None)
    except StopIteration as end:
        answer: _Answer = end.value
        return answer
    work.close()
    raise RuntimeError("The check of a signature wanted to wait for something.")


def _four(byte_range: Sequence[Any]) -> tuple[int, int, int, int]:
    first, length, second, rest = (int(one) for one in byte_range)
    return first, length, second, rest


def _level(status: PdfSignatureStatus) -> str:
    result = status.diff_result
    return _LEVELS[result.modification_level] if isinstance(result, DiffResult) else "other"


def _chain(status: SignatureStatus) -> str:
    if status.trust_problem_indic is None:
        return "trusted" if status.validation_path is not None else "unknown_issuer"
    if is_self_issued(status.signing_cert):
        return "unknown_issuer"  # the library calls it unsuitable for signing, which it need not be
    return _CHAINS.get(status.trust_problem_indic, "unknown_issuer")


def _problem_of(certificate: x509.Certificate, at: datetime) -> str:
    """Return why a certificate does not hold; the library does not look at one that is on the list itself."""
    if at < certificate.not_valid_before:
        return "not_yet_valid"
    if at > certificate.not_valid_after:
        return "expired"
    uses = certificate.key_usage_value
    return "" if uses is None or uses.native & _SIGNING else "wrong_use"


def _anchor(status: SignatureStatus) -> str:
    path = status.validation_path
    return _named(next(iter(path)).subject) if path is not None else ""


def _named(name: x509.Name) -> str:
    """Return who that is: the common name, with the organisation behind it."""
    parts = name.native
    common, organisation = str(parts.get("common_name", "")), str(parts.get("organization_name", ""))
    if common and organisation:
        return f"{common} ({organisation})"[:300]
    return (common or organisation or str(name.human_friendly))[:300]


def _stamp(status: TimestampSignatureStatus) -> Json:
    return {
        "at": _moment(status.timestamp),
        "is_intact": bool(status.intact and status.valid),
        "is_trusted": bool(status.trusted),
        "authority": _named(status.signing_cert.subject),
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()
