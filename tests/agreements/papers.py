"""Documents, keys and packages as these tests need them, made once; and what could be done to a file."""

import io
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter, copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import TextStampStyle

from klimapakt.agreements import check_package, checking, issuing, keys, packages, sealing
from klimapakt.agreements.checking import Report
from klimapakt.agreements.issuing import Issued
from klimapakt.agreements.keys import SealKey
from klimapakt.agreements.packages import Evidence, Package
from klimapakt.agreements.sealing import Sealed
from klimapakt.agreements.signed import looking
from klimapakt.agreements.wording import Template, template
from klimapakt.agreements.wording.examples import EXAMPLE

AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
_NAME, _ARRAY = generic.NameObject, generic.ArrayObject
_NUMBER: Callable[[float], generic.FloatObject] = generic.FloatObject
Box = tuple[int, int, int, int]
_SIGNS = ("digital_signature", "content_commitment")
_USES = (
    *("key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


def text(key: str = "climate-agreement") -> Template:
    """Return a template that is shipped."""
    found = template(key)
    assert found
    return found


@cache
def issued(language: str = "de") -> Issued:
    """Return the document of the example."""
    return issuing.issue(text(), EXAMPLE, language=language, at=AT)


@cache
def demo_key() -> SealKey:
    """Return a key as a demo makes it."""
    with tempfile.TemporaryDirectory() as folder:
        return keys.load_or_create_demo(Path(folder) / "seal")


@cache
def sealed() -> Sealed:
    """Return the document of the example with the seal of a demo."""
    return sealing.seal(issued().content, key=demo_key(), reason="MUS-2026-0042")


def checked(content: bytes, key: SealKey | None = None) -> Report:
    """Return the report on a file that may be the document of the example, without a process of its own."""
    now = datetime.now(UTC)
    anchor = asn1_x509.Certificate.load(keys.anchor_of(key or demo_key()))
    asked = looking.Asked(frozenset([issued().sha256]), (anchor,), now)
    return checking.report_of(looking.looked_at(content, asked), now)


def evidence(**received: bytes) -> Evidence:
    """Return what proves the example."""
    audit = [{"sequence": 1, "what": "agreement.issued"}, {"sequence": 2, "what": "agreement.in_force"}]
    return Evidence(issued(), sealed().content, _report(), audit, sealed().chain, received)


@cache
def package() -> Package:
    """Return the package of the example."""
    return packages.package(evidence())


@cache
def _report() -> Report:
    return checked(sealed().content)


def own_key(
    name: str = "Erika Musterfrau",
    *,
    days: tuple[int, int] = (-1, 365),
    signs: bool = True,
    is_authority: bool = False,
) -> SealKey:
    """Return a key whose certificate its owner has made; it holds from and until so many days from now.

    That of an authority confirms moments.
    """
    key = rsa.generate_private_key(65537, 2048) if is_authority else ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    uses = dict.fromkeys(_SIGNS, signs) | {use: not signs and use == "key_agreement" for use in _USES}
    builder = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.KeyUsage(**uses), critical=True)
    )
    if is_authority:
        stamps = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamps, critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "key.pem").write_bytes(private)
        (Path(folder) / "certificate.pem").write_bytes(certificate.public_bytes(encoding))
        return keys.load(Path(folder) / "key.pem", Path(folder) / "certificate.pem", None)


def signed(content: bytes, key: SealKey, *, field: str = "Unterschrift", box: Box | None = None) -> bytes:
    """Return a file signed as a program for signing does it, visibly where a box is given."""
    metadata = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    placed = SigFieldSpec(field, on_page=0, box=box) if box else SigFieldSpec(field)
    style = TextStampStyle(stamp_text="Gilt nicht.") if box else None
    signer = PdfSigner(metadata, signer=key.signer, new_field_spec=placed, stamp_style=style)
    content_signed: bytes = signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content))).getvalue()
    return content_signed


def annotated(content: bytes, kind: str) -> bytes:
    """Return a file with something yellow over its first page, added without touching a byte before it."""
    writer = _writer(content)
    size = _ARRAY([_NUMBER(0), _NUMBER(0), _NUMBER(300), _NUMBER(300)])
    form = {"/Type": _NAME("/XObject"), "/Subtype": _NAME("/Form"), "/BBox": size}
    drawn = generic.StreamObject(dict_data=_names(form), stream_data=b"1 1 0 rg 0 0 300 300 re f")
    annotation = {
        "/Type": _NAME("/Annot"),
        "/Subtype": _NAME(kind),
        "/F": generic.NumberObject(4),
        "/Rect": _ARRAY([_NUMBER(100), _NUMBER(300), _NUMBER(400), _NUMBER(600)]),
        "/AP": generic.DictionaryObject(_names({"/N": writer.add_object(drawn)})),
    }
    page = _first_page(writer)
    page[_NAME("/Annots")] = _ARRAY([writer.add_object(generic.DictionaryObject(_names(annotation)))])
    writer.update_container(page)
    return _written(writer)


def with_page_box_moved(content: bytes) -> bytes:
    """Return a file whose pages show another part of themselves."""
    writer = _writer(content)
    page = _first_page(writer)
    page[_NAME("/CropBox")] = _ARRAY([_NUMBER(0), _NUMBER(500), _NUMBER(595), _NUMBER(842)])
    writer.update_container(page)
    return _written(writer)


def with_action(content: bytes, kind: str, *, is_apart: bool = False) -> bytes:
    """Return a file that does something when it opens; its name may be kept apart in the file."""
    writer = _writer(content)
    named = writer.add_object(_NAME(kind)) if is_apart else _NAME(kind)
    writer.root[_NAME("/OpenAction")] = generic.DictionaryObject(_names({"/S": named}))
    writer.update_root()
    return _written(writer)


def with_page_added(content: bytes) -> bytes:
    """Return a file with its first page a second time."""
    writer = _writer(content)
    pages = writer.root["/Pages"]
    pages["/Kids"].append(pages["/Kids"].raw_get(0))
    pages[_NAME("/Count")] = generic.NumberObject(pages["/Count"] + 1)
    writer.update_container(pages)
    return _written(writer)


def encrypted(content: bytes) -> bytes:
    """Return a file locked with a password."""
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(content)))
    writer.encrypt(owner_pass="geheim", user_pass="geheim")
    return _written(writer)


def with_fake_signature(content: bytes, held: bytes = b"keine Unterschrift") -> bytes:
    """Return a file with a field that looks like a signature and holds something else."""
    writer = _writer(content)
    value = {
        "/Type": _NAME("/Sig"),
        "/Filter": _NAME("/Adobe.PPKLite"),
        "/SubFilter": _NAME("/ETSI.CAdES.detached"),
        "/Contents": generic.ByteStringObject(held),
        "/ByteRange": _ARRAY([generic.NumberObject(one) for one in (0, 10, 20, len(content) - 20)]),
    }
    field = {
        "/FT": _NAME("/Sig"),
        "/T": generic.pdf_string("Siegel der Stadt"),
        "/V": writer.add_object(generic.DictionaryObject(_names(value))),
    }
    fields = _ARRAY([writer.add_object(generic.DictionaryObject(_names(field)))])
    writer.root[_NAME("/AcroForm")] = generic.DictionaryObject(_names({"/Fields": fields}))
    writer.update_root()
    return _written(writer)


def repacked(files: Mapping[str, bytes]) -> bytes:
    """Return the bytes of a package with these files, whatever they are called."""
    body, directory = bytearray(), bytearray()
    for name, content in files.items():
        directory += check_package.header(name.encode(), content, len(body))
        body += check_package.header(name.encode(), content) + content
    return bytes(body + directory + check_package.end(len(files), len(directory), len(body)))


def _names(entries: Mapping[str, object]) -> dict[generic.NameObject, object]:
    return {_NAME(key): entry for key, entry in entries.items()}


def _first_page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    page = writer.root["/Pages"]
    while "/Kids" in page:
        page = page["/Kids"][0]
    assert isinstance(page, generic.DictionaryObject)
    return page


def _writer(content: bytes) -> IncrementalPdfFileWriter:
    return IncrementalPdfFileWriter(io.BytesIO(content))


def _written(writer: BasePdfFileWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
