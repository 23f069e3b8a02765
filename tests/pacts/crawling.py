"""Opening every page and file that links lead to, and reading their text as a person or a program would."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client

_LINK = re.compile(r"""(?:href|src|action|data-[a-z-]*(?:url|from))="([^"]+)\"""")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_LEFT_ALONE = ("/static/", "/accounts/logout/", "/language/")
MOST_PAGES = 600


def crawl(client: Client, starts: tuple[str, ...]) -> dict[str, str]:
    """Return the text of every page by its address, headers included; looking only, nothing is sent."""
    texts: dict[str, str] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop()
        if address in texts:
            continue
        assert len(texts) < MOST_PAGES, "the pages do not come to an end"
        response = client.get(address)
        content = response.getvalue() if response.streaming else response.content
        assert response.status_code < 500, address
        texts[address] = "\n".join([str(response.headers), *readable(content)])
        waiting.extend(_links(address, content, response.headers.get("location", "")))
    return texts


def readable(content: bytes) -> Iterator[str]:
    """Yield the text of a page or a file; what is packed is unpacked first."""
    yield unescape(content.decode("utf-8", "replace"))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name
                yield unescape(packed.read(name).decode("utf-8", "replace"))
    if content.startswith(b"%PDF"):
        for stream in _STREAM.findall(content):
            try:
                yield zlib.decompress(stream).decode("latin-1")
            except zlib.error:
                yield stream.decode("latin-1")


def _links(address: str, content: bytes, location: str) -> Iterator[str]:
    found = _LINK.findall(content.decode("utf-8", "replace")) if b"<html" in content[:500] else []
    for link in [*found, *([location] if location else [])]:
        joined = urldefrag(urljoin(f"http://testserver{address}", unescape(link))).url
        parts = urlsplit(joined)
        if parts.netloc != "testserver" or parts.path.startswith(_LEFT_ALONE):
            continue
        yield f"{parts.path}?{parts.query}" if parts.query else parts.path
