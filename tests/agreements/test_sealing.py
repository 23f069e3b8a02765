"""Sealing: PAdES that other programs know as well, with the city's key or one that says Demo."""

import shutil
import stat
import subprocess
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.timestamps import DummyTimeStamper

from klimapakt.agreements import checking, keys, sealing
from klimapakt.agreements.keys import KeyUnusable, SealKey
from klimapakt.agreements.sealing import NoTimestamp, NotSealable, Rfc3161
from klimapakt.agreements.sentences import sentences
from tests.agreements.papers import checked, demo_key, issued, own_key, sealed

PDFSIG = shutil.which("pdfsig")
_PEM, _PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
_OPEN = serialization.NoEncryption()


def test_a_seal_is_pades_and_names_its_owner() -> None:
    (signature,) = checked(sealed().content).signatures
    assert sealed().profile == "PAdES B-B"
    assert signature.subfilter == "ETSI.CAdES.detached"
    assert signature.algorithm.startswith("sha256")
    assert b"/ETSI.CAdES.detached" in sealed().content


def test_the_seal_of_a_demo_says_demo_wherever_it_is_shown() -> None:
    (signature,) = checked(sealed().content).signatures
    assert signature.signer
    assert "Demo" in signature.signer.subject
    assert "Demo" in signature.signer.issuer
    assert "Demo-Siegel" in sealed().sealed_by
    assert demo_key().is_demo


@pytest.mark.parametrize("name", ["Amt für Demografie", "Demo", "Stadt Musterstadt"])
def test_a_key_of_the_city_is_no_demo_whatever_it_is_called(name: str) -> None:
    assert not own_key(name).is_demo


@pytest.mark.skipif(
    PDFSIG is None,
    reason="asks another program; there is no pdfsig here (on Debian: apt install poppler-utils)",
)
def test_another_program_finds_the_seal_intact(tmp_path: Path) -> None:
    (tmp_path / "sealed.pdf").write_bytes(sealed().content)
    command = [str(PDFSIG), "-nocert", "sealed.pdf"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said


def test_a_document_is_sealed_once() -> None:
    with pytest.raises(NotSealable):
        sealing.seal(sealed().content, key=demo_key(), reason="again")


@pytest.mark.parametrize("length", [0, 4, 8, 20_000])
def test_what_is_no_whole_pdf_is_not_sealed(length: int) -> None:
    with pytest.raises(NotSealable):
        sealing.seal(issued().content[:length], key=demo_key(), reason="x")


@pytest.mark.parametrize("days", [(-30, -1), (1, 30)])
def test_a_certificate_that_does_not_hold_seals_nothing(days: tuple[int, int]) -> None:
    with pytest.raises(KeyUnusable, match="Renew it"):
        sealing.seal(issued().content, key=own_key(days=days), reason="x")


def stamping(key: SealKey) -> DummyTimeStamper:
    """Return an authority that confirms every moment, in this process."""
    return DummyTimeStamper(tsa_cert=key.signer.signing_cert, tsa_key=key.signer.signing_key)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_timestamp_confirms_the_moment_where_its_authority_is_known(is_known: bool) -> None:
    authority = own_key("Zeitstempel", is_authority=True)
    one = sealing.seal(issued().content, key=demo_key(), reason="x", timestamper=stamping(authority))
    trusted = [keys.anchor_of(demo_key()), *([keys.anchor_of(authority)] if is_known else [])]
    report = checking.check(one.content, issued=[issued().sha256], trusted=trusted, at=datetime.now(UTC))
    (signature,) = report.signatures
    assert one.profile == "PAdES B-T"
    assert signature.timestamp
    assert signature.timestamp.is_intact
    assert signature.timestamp.is_trusted is is_known
    assert report.passed is is_known
    found = {line.message.code for line in sentences(report)}
    assert ("timestamp" if is_known else "timestamp_doubtful") in found


class _Authority(BaseHTTPRequestHandler):
    """Answers with something that is no timestamp."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.server.status)  # type: ignore[attr-defined]  # set by the test
        self.end_headers()
        self.wfile.write(self.server.answer)  # type: ignore[attr-defined]  # set by the test

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    ("status", "answer"), [(200, b"<html>"), (200, b""), (500, b""), (200, b"\x30\x03\x02\x01\x00")]
)
def test_an_authority_that_gives_no_timestamp_seals_nothing(status: int, answer: bytes) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Authority)
    server.status, server.answer = status, answer  # type: ignore[attr-defined]  # read by the handler
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        stamper = Rfc3161(f"http://127.0.0.1:{server.server_port}/tsr")
        with pytest.raises(NoTimestamp):
            sealing.seal(issued().content, key=demo_key(), reason="x", timestamper=stamper)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_nobody_answering_seals_nothing() -> None:
    with pytest.raises(NoTimestamp):
        sealing.seal(issued().content, key=demo_key(), reason="x", timestamper=Rfc3161("http://127.0.0.1:9/"))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://tsa.example.org", "tsa.example.org", ""])
def test_only_the_web_is_asked_for_timestamps(address: str) -> None:
    with pytest.raises(ValueError, match=address or None):
        Rfc3161(address)


def test_a_demo_makes_one_key_and_keeps_it_to_itself(tmp_path: Path) -> None:
    first, second = keys.load_or_create_demo(tmp_path / "seal"), keys.load_or_create_demo(tmp_path / "seal")
    assert first.chain == second.chain
    assert stat.S_IMODE((tmp_path / "seal" / "key.pem").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["seal"]


def test_many_processes_at_once_agree_on_one_key(tmp_path: Path) -> None:
    chains: list[bytes] = []
    start = threading.Barrier(8)

    def load() -> None:
        start.wait()
        chains.append(keys.load_or_create_demo(tmp_path / "seal").chain)

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(chains) == 8
    assert len(set(chains)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["seal"]


def stored(folder: Path, *, passphrase: bytes | None = None) -> tuple[Path, Path]:
    """Write a key of a city into two files."""
    signer = own_key("Stadt Musterstadt")
    key = serialization.load_der_private_key(signer.signer.signing_key.dump(), None)
    lock = serialization.BestAvailableEncryption(passphrase) if passphrase else _OPEN
    (folder / "key.pem").write_bytes(key.private_bytes(_PEM, _PKCS8, lock))
    (folder / "chain.pem").write_bytes(signer.chain)
    return folder / "key.pem", folder / "chain.pem"


def test_a_key_comes_from_two_files_with_or_without_passphrase(tmp_path: Path) -> None:
    assert "Musterstadt" in keys.load(*stored(tmp_path), None).name
    assert "Musterstadt" in keys.load(*stored(tmp_path, passphrase=b"geheim"), "geheim").name


def test_a_key_comes_from_one_file(tmp_path: Path) -> None:
    source = demo_key()
    key = serialization.load_der_private_key(source.signer.signing_key.dump(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    content = pkcs12.serialize_key_and_certificates(
        b"seal", key, source.certificate, None, serialization.BestAvailableEncryption(b"geheim")
    )
    (tmp_path / "seal.p12").write_bytes(content)
    assert keys.load(tmp_path / "seal.p12", None, "geheim").name == source.name


def _nothing(folder: Path) -> tuple[Path, Path]:
    return folder / "missing.pem", folder / "missing.pem"


def _text(folder: Path) -> tuple[Path, Path]:
    key, chain = stored(folder)
    key.write_bytes(b"no key")
    return key, chain


def _locked(folder: Path) -> tuple[Path, Path]:
    return stored(folder, passphrase=b"geheim")


def _of_another(folder: Path) -> tuple[Path, Path]:
    key, chain = stored(folder)
    chain.write_bytes(own_key("Andere").chain)
    return key, chain


def _written(folder: Path, private: bytes) -> tuple[Path, Path]:
    key, chain = stored(folder)
    key.write_bytes(private)
    return key, chain


def _short(folder: Path) -> tuple[Path, Path]:
    made = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 -- too short, as the test needs it
    return _written(folder, made.private_bytes(_PEM, _PKCS8, _OPEN))


def _edwards(folder: Path) -> tuple[Path, Path]:
    return _written(folder, ed25519.Ed25519PrivateKey.generate().private_bytes(_PEM, _PKCS8, _OPEN))


@pytest.mark.parametrize("prepared", [_nothing, _text, _locked, _of_another, _short, _edwards])
def test_files_without_a_key_to_seal_with_are_named_with_what_to_mend(
    prepared: Callable[[Path], tuple[Path, Path]], tmp_path: Path
) -> None:
    with pytest.raises(KeyUnusable, match=r"\.$"):
        keys.load(*prepared(tmp_path), None)


def test_a_key_is_not_printed_by_accident() -> None:
    assert "signer" not in repr(demo_key())


def test_the_anchor_of_a_demo_is_its_authority() -> None:
    anchor = x509.Certificate.load(keys.anchor_of(demo_key()))
    assert anchor.ca
    assert "Demo-Zertifizierungsstelle" in anchor.subject.native["common_name"]
