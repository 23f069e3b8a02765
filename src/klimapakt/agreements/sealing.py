"""The seal of the city on a document: PAdES (ETSI.CAdES.detached), B-B, or B-T with a timestamp authority.

The seal is written behind the document, whose bytes stay as they were issued. Its field is invisible and lies
outside the page, so that the file stays PDF/A and PDF/UA.
"""

import hashlib
import io
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from asn1crypto import tsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from klimapakt.agreements.keys import SealKey

FIELD: Final = "Siegel"
_SECONDS: Final = 10
_LARGEST_ANSWER: Final = 256 * 1024


class NotSealable(ValueError):
    """The document bears a seal already, or is no PDF that a seal could be added to."""


class NoTimestamp(Exception):
    """The timestamp authority did not answer, or not with a timestamp; nothing was sealed."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file, with the certificates of the seal as PEM; ``profile`` is the level of PAdES."""

    content: bytes
    sha256: str
    sealed_at: datetime
    sealed_by: str
    chain: bytes
    profile: str


def seal(document: bytes, *, key: SealKey, reason: str, timestamper: TimeStamper | None = None) -> Sealed:
    """Return the document with the seal. Raises KeyUnusable, NotSealable and NoTimestamp."""
    at = datetime.now(UTC)
    key.ensure_valid_on(at)
    field = SigFieldSpec(
        FIELD,
        invis_sig_settings=InvisSigSettings(
            set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True
        ),
    )
    metadata = PdfSignatureMetadata(
        field_name=FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", reason=reason
    )
    signer = PdfSigner(metadata, signer=key.signer, timestamper=timestamper, new_field_spec=field)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(document))
        # In a thread of its own: the library runs an event loop, and the caller's may run already.
        with ThreadPoolExecutor(1) as beside:
            content: bytes = beside.submit(signer.sign_pdf, writer).result().getvalue()
    except TimestampRequestError as problem:
        raise NoTimestamp(str(problem)) from problem
    except (SigningError, PdfError) as problem:
        raise NotSealable(str(problem)) from problem
    return Sealed(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        sealed_at=at,
        sealed_by=key.name,
        chain=key.chain,
        profile="PAdES B-T" if timestamper else "PAdES B-B",
    )


class Rfc3161(TimeStamper):
    """Asks a timestamp authority over HTTP; only the hash of the signature leaves the house."""

    def __init__(self, address: str) -> None:
        if urlsplit(address).scheme not in {"http", "https"}:
            raise ValueError(address)
        super().__init__()  # type: ignore[no-untyped-call]  # the library does not say what it takes
        self._address = address

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Return the answer of the authority. Raises NoTimestamp."""
        request = urllib.request.Request(  # noqa: S310 -- only http and https, checked above
            self._address, data=req.dump(), headers={"Content-Type": "application/timestamp-query"}
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 -- checked above
                content = answer.read(_LARGEST_ANSWER)
            response = tsp.TimeStampResp.load(content)
            response["status"]["status"].native  # noqa: B018 -- reading it is what finds out whether it is one
        except urllib.error.HTTPError as refusal:
            refusal.close()
            raise NoTimestamp(str(refusal)) from refusal
        except (OSError, ValueError, TypeError) as problem:
            raise NoTimestamp(str(problem)) from problem
        return response
