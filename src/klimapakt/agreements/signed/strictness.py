"""What the cryptography does not cover: the bytes of the signature container itself.

A signature is a hole in what it signs, filled with hexadecimal digits. The padding behind it, the case of the
digits and certificates that nobody needed could be changed without breaking it. We look at them too, so that
no byte of a file can change unnoticed.
"""

from collections.abc import Sequence
from typing import Final

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509 import Certificate, load_der_x509_certificate

_LOWER: Final = frozenset(b"0123456789abcdef")
_UPPER: Final = frozenset(b"0123456789ABCDEF")


def is_tidy(
    content: bytes, byte_range: tuple[int, int, int, int], held: bytes, trusted: Sequence[x509.Certificate]
) -> bool:
    """Tell whether the hole holds one container in DER, digits of one case, and only zeros behind it."""
    start, length, second, _ = byte_range
    hole = content[start + length : second]
    if not (hole.startswith(b"<") and hole.endswith(b">")):
        return False
    digits = frozenset(hole[1:-1])
    if not (digits <= _LOWER or digits <= _UPPER) or bytes.fromhex(hole[1:-1].decode()) != held:
        return False
    container = cms.ContentInfo.load(held)
    written = container.dump(force=True)
    if not held.startswith(written) or held[len(written) :].strip(b"\0"):
        return False
    return _is_plain(container) and _hold_together(container["content"]["certificates"], trusted)


def _is_plain(container: cms.ContentInfo) -> bool:
    """Tell whether the container states exactly what its one signer used."""
    signed = container["content"]
    signers = signed["signer_infos"]
    if len(signers) != 1:
        return False
    stated = [one["algorithm"].native for one in signed["digest_algorithms"]]
    used = signers[0]["digest_algorithm"]["algorithm"].native
    by_serial = signers[0]["sid"].name == "issuer_and_serial_number"
    versions = ("v1",) if by_serial else ("v3",)
    has_versions = signers[0]["version"].native in versions and signed["version"].native in {"v1", "v3"}
    return stated == [used] and has_versions and (not by_serial or _is_named_exactly(signed))


def _is_named_exactly(signed: cms.SignedData) -> bool:
    """Tell whether the signer is named byte by byte as in its certificate; others compare names loosely."""
    named = signed["signer_infos"][0]["sid"].chosen
    certificates = [one.chosen for one in signed["certificates"] if one.name == "certificate"]
    return any(
        one.issuer.dump() == named["issuer"].dump() and one.serial_number == named["serial_number"].native
        for one in certificates
    )


def _hold_together(listed: cms.CertificateSet, trusted: Sequence[x509.Certificate]) -> bool:
    """Tell whether each certificate is trusted itself or was issued by one here or by a trusted one."""
    anchors = [load_der_x509_certificate(one.dump()) for one in trusted]
    here = [load_der_x509_certificate(one.chosen.dump()) for one in listed if one.name == "certificate"]
    known = [*here, *anchors]
    return all(one in anchors or any(_was_issued_by(one, issuer) for issuer in known) for one in here)


def _was_issued_by(one: Certificate, issuer: Certificate) -> bool:
    try:
        one.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def is_self_issued(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate names itself as its issuer."""
    return bool(certificate.subject.dump() == certificate.issuer.dump())
