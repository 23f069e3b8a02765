"""The file of a pact: a ZIP of lines of JSON and of files, with a manifest of the hashes of all parts."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from klimapakt.handover.refusals import Damaged

SCHEMA: Final = "klimapakt-pact/1"
MANIFEST: Final = "manifest.json"
SUM: Final = "manifest.sha256"
_CHUNK: Final = 1 << 20
_BROKEN: Final = (EOFError, NotImplementedError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error)
_LARGEST_MANIFEST: Final = 64 * 1024 * 1024


@dataclass(slots=True)
class Writing:
    """A file that is being written, part by part; the manifest comes last."""

    packed: zipfile.ZipFile
    parts: list[dict[str, object]] = field(default_factory=list)

    def lines(self, name: str, rows: Iterator[Mapping[str, object]]) -> int:
        """Write rows, one a line; return how many."""
        count = 0
        with self._part(name) as write:
            for row in rows:
                write(
                    json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
                    + b"\n"
                )
                count += 1
        self.parts[-1]["rows"] = count
        return count

    def text(self, name: str, content: str) -> None:
        """Write a text."""
        with self._part(name) as write:
            write(content.encode())

    def file(self, name: str, source: IO[bytes]) -> None:
        """Copy a file."""
        with self._part(name) as write:
            while chunk := source.read(_CHUNK):
                write(chunk)

    def finish(self, manifest: Mapping[str, object]) -> str:
        """Write the manifest and return its SHA-256, which is worth writing down elsewhere."""
        told = {"schema": SCHEMA, **manifest, "parts": self.parts}
        content = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()
        found = hashlib.sha256(content).hexdigest()
        self.packed.writestr(MANIFEST, content)
        self.packed.writestr(SUM, f"{found}\n")
        return found

    @contextmanager
    def _part(self, name: str) -> Iterator[Any]:
        hashed, size = hashlib.sha256(), 0

        def write(content: bytes) -> None:
            nonlocal size
            hashed.update(content)
            size += len(content)
            target.write(content)

        with self.packed.open(name, "w", force_zip64=True) as target:
            yield write
        self.parts.append({"name": name, "bytes": size, "sha256": hashed.hexdigest()})


@dataclass(frozen=True, slots=True)
class Reading:
    """A file whose every part was found to be what was written."""

    packed: zipfile.ZipFile
    manifest: Mapping[str, Any]
    manifest_sha256: str

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a part."""
        with self.packed.open(name) as opened:
            for line in opened:
                yield json.loads(line)

    def file(self, name: str) -> IO[bytes]:
        """Open a file to copy it."""
        return self.packed.open(name)

    def rows_of(self, name: str) -> int:
        """Return how many rows a part has; 0 where there is no such part."""
        return next((int(one.get("rows", 0)) for one in self.manifest["parts"] if one["name"] == name), 0)

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return any(one["name"] == name for one in self.manifest["parts"])


@contextmanager
def opened(path: Path) -> Iterator[Reading]:
    """Open a file after looking at every byte of it. Raises Damaged."""
    # The stream is ours, so that it is closed whatever is still being read from it.
    with path.open("rb") as stream, ExitStack() as later:
        try:
            reading = _checked(later.enter_context(zipfile.ZipFile(stream)))
        except _BROKEN as broken:
            raise Damaged(path.name, "cannot be unpacked") from broken
        yield reading


def _checked(packed: zipfile.ZipFile) -> Reading:
    manifest, found = _manifest(packed)
    names = [str(one["name"]) for one in manifest["parts"]]
    if sorted(packed.namelist()) != sorted([*names, MANIFEST, SUM]):
        raise Damaged(MANIFEST, "does not name the parts that are there")
    for part in manifest["parts"]:
        _ensure_whole(packed, part)
    return Reading(packed, manifest, found)


def _manifest(packed: zipfile.ZipFile) -> tuple[Mapping[str, Any], str]:
    try:
        if packed.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise Damaged(MANIFEST, "is too large")
        content, noted = packed.read(MANIFEST), packed.read(SUM).decode("ascii").strip()
        found = hashlib.sha256(content).hexdigest()
        if found != noted:
            raise Damaged(MANIFEST, "does not match its hash")
        manifest = json.loads(content)
        if manifest["schema"] != SCHEMA:
            raise Damaged(MANIFEST, f"is of the kind {manifest['schema']}, not {SCHEMA}")
    except (KeyError, TypeError, ValueError) as broken:
        raise Damaged(MANIFEST, "is missing or cannot be read") from broken
    return manifest, found


def _ensure_whole(packed: zipfile.ZipFile, part: Mapping[str, Any]) -> None:
    name, hashed, size = str(part["name"]), hashlib.sha256(), 0
    try:
        with packed.open(name) as opened_part:
            while chunk := opened_part.read(_CHUNK):
                hashed.update(chunk)
                size += len(chunk)
                if size > part["bytes"]:
                    raise Damaged(name, "is longer than what was written")
    except _BROKEN as broken:
        raise Damaged(name, "cannot be unpacked") from broken
    if (size, hashed.hexdigest()) != (part["bytes"], part["sha256"]):
        raise Damaged(name, "does not match its hash")
