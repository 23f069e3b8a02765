"""The key with which a document is sealed: from files of the city, or made for a demo and called so.

A seal says which office a file comes from and that nobody changed it since. It is no signature of a person.
"""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

DEMO_NAME: Final = "Demo-Siegel, nicht echt"
DEMO_AUTHORITY: Final = "Demo-Zertifizierungsstelle, nicht echt"
_DEMO_OWNER: Final = "Klimapakt Demo"
_FEWEST_BITS: Final = 2048
_DEMO_DAYS: Final = 3650
_KEY_FILE, _CHAIN_FILE = "key.pem", "chain.pem"
_PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class KeyUnusable(ValueError):
    """The files give no key to seal with; the sentence says what to mend, for whoever runs the server."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """A key with its certificate first and the certificates above it, as PEM."""

    signer: SimpleSigner = field(repr=False)
    certificate: x509.Certificate
    chain: bytes

    @property
    def name(self) -> str:
        """Return whose seal it is."""
        return self.certificate.subject.rfc4514_string()

    @property
    def is_demo(self) -> bool:
        """Whether the certificate was made for a demo."""
        named = self.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
        return [one.value for one in named] == [_DEMO_OWNER]

    def ensure_valid_on(self, at: datetime) -> None:
        """Raise KeyUnusable when the certificate does not hold at this moment."""
        first, last = self.certificate.not_valid_before_utc, self.certificate.not_valid_after_utc
        if not first <= at <= last:
            raise KeyUnusable(
                f"The certificate holds from {first:%Y-%m-%d} to {last:%Y-%m-%d} only. Renew it."
            )


def load(key: Path, certificates: Path | None, passphrase: str | None) -> SealKey:
    """Return the key in a PEM file, with certificates in another, or both from a PKCS#12 file.

    The certificate of the key stands first in its file, those above it follow.
    """
    secret = passphrase.encode() if passphrase else None
    try:
        if certificates is None:
            return _from_pkcs12(key.read_bytes(), secret)
        loaded = serialization.load_pem_private_key(key.read_bytes(), secret)
        return _usable(loaded, x509.load_pem_x509_certificates(certificates.read_bytes()))
    except OSError as problem:
        raise KeyUnusable(f"The file cannot be read: {problem.filename}.") from problem
    except (ValueError, TypeError) as problem:
        if isinstance(problem, KeyUnusable):
            raise
        raise KeyUnusable(
            "Key or certificate cannot be read. Check format (PEM, or PKCS#12 without a certificate file) "
            "and passphrase."
        ) from problem


def load_or_create_demo(folder: Path) -> SealKey:
    """Return the key of a demo, made on first use; its certificate says Demo and leads to a demo authority.

    Two processes at once agree on one key: each writes a folder of its own, and only one can take the name.
    """
    if not (folder / _KEY_FILE).exists():
        _create_demo(folder)
    return load(folder / _KEY_FILE, folder / _CHAIN_FILE, None)


def anchor_of(key: SealKey) -> bytes:
    """Return the uppermost certificate above a key as DER; for a certificate alone that is itself."""
    return x509.load_pem_x509_certificates(key.chain)[-1].public_bytes(serialization.Encoding.DER)


def _from_pkcs12(content: bytes, passphrase: bytes | None) -> SealKey:
    key, certificate, others = pkcs12.load_key_and_certificates(content, passphrase)
    if key is None or certificate is None:
        raise KeyUnusable("The PKCS#12 file holds no key with its certificate.")
    return _usable(key, [certificate, *others])


def _usable(key: object, certificates: Sequence[x509.Certificate]) -> SealKey:
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyUnusable("The key is neither RSA nor on an elliptic curve.")
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < _FEWEST_BITS:
        raise KeyUnusable(f"The key has {key.key_size} bits; {_FEWEST_BITS} are needed.")
    own = certificates[0]
    if _public(own.public_key()) != _public(key.public_key()):
        raise KeyUnusable("The first certificate does not belong to the key.")
    as_asn1 = [
        asn1_x509.Certificate.load(one.public_bytes(serialization.Encoding.DER)) for one in certificates
    ]
    signer = SimpleSigner(
        signing_cert=as_asn1[0],
        signing_key=asn1_keys.PrivateKeyInfo.load(_as_der(key)),
        cert_registry=SimpleCertificateStore.from_certs(as_asn1[1:]),
    )
    chain = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)
    return SealKey(signer, own, chain)


def _public(key: object) -> bytes:
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise KeyUnusable("The certificate holds a key that is neither RSA nor on an elliptic curve.")
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _as_der(key: _PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _create_demo(folder: Path) -> None:
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _certificate(DEMO_AUTHORITY, authority_key, DEMO_AUTHORITY, authority_key)
    own = _certificate(DEMO_NAME, key, DEMO_AUTHORITY, authority_key)
    draft = folder.with_name(f"{folder.name}.{os.getpid()}.{secrets.token_hex(8)}")
    draft.mkdir(parents=True, mode=0o700)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (draft / _KEY_FILE).touch(mode=0o600)
    (draft / _KEY_FILE).write_bytes(pem)
    chain = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in (own, authority))
    (draft / _CHAIN_FILE).write_bytes(chain)
    try:
        draft.rename(folder)
    except OSError:
        # Another process was quicker; its key is the one that counts.
        for name in (_KEY_FILE, _CHAIN_FILE):
            (draft / name).unlink()
        draft.rmdir()


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, issuer_key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    is_authority = name == issuer
    now = datetime.now(UTC)
    usage = {
        "digital_signature": not is_authority,
        "content_commitment": not is_authority,
        "key_encipherment": False,
        "data_encipherment": False,
        "key_agreement": False,
        "key_cert_sign": is_authority,
        "crl_sign": is_authority,
        "encipher_only": False,
        "decipher_only": False,
    }
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=_DEMO_DAYS))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _DEMO_OWNER),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
