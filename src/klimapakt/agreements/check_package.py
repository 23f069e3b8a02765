"""Checks an evidence package offline: python3 check_package.py package.zip [SHA-512 of manifest.json]."""

import hashlib
import json
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

MANIFEST = "manifest.json"
PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")  # names that are safe to unpack everywhere
SAME = b"\24\0\0\0\0\0\0\0!\0"  # version 2.0, not compressed, 1 January 1980: the same for every file


def header(name: bytes, content: bytes, start: int | None = None) -> bytes:
    """Return what stands in front of a file; with its start, how the directory at the end names it."""
    sizes = SAME + struct.pack("<LLLHH", zlib.crc32(content), *[len(content)] * 2, len(name), 0)
    if start is None:
        return b"PK\3\4" + sizes + name
    return b"PK\1\2\24\3" + sizes + struct.pack("<HHHLL", 0, 0, 0, 0o644 << 16, start) + name


def end(count: int, size: int, start: int) -> bytes:
    """Return the last bytes of a package."""
    return b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, count, count, size, start, 0)


def problems(data: bytes, told: str = "") -> Iterator[str]:
    """Yield a sentence for everything that is not as it was packed."""
    text = data[43 : 43 + int.from_bytes(data[22:26], "little")]
    files = [(MANIFEST, len(text), hashlib.sha512(text).hexdigest())]
    if told and told.lower() != files[0][2]:
        yield f"{MANIFEST} is not the one whose SHA-512 you were told."
    try:
        listed = json.loads(text)["files"]
        files += [(one["name"], max(0, min(int(one["bytes"]), len(data))), one["sha512"]) for one in listed]
        names = {name.lower() for name, _, _ in files if PLAIN.fullmatch(name)}
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return (yield f"{MANIFEST} was changed and cannot be read, or the package does not begin with it.")
    if not len(names) == len(files) < 999:
        return (yield f"{MANIFEST} names too many files, one twice, or one that is not safe to unpack.")
    place, directory = 0, b""
    for name, size, sha512 in files:
        start, place = place, place + 30 + len(name)
        content, place = data[place : place + size], place + size
        if hashlib.sha512(content).hexdigest() != sha512:
            yield f"{name} was changed: its SHA-512 is not the one in {MANIFEST}."
        if data[start : start + 30 + len(name)] != header(name.encode(), content):
            yield f"{name}: the header in front of it was changed, or it is not where it belongs."
        directory += header(name.encode(), content, min(start, len(data)))
    if data[place:] != directory + end(len(files), len(directory), min(place, len(data))):
        yield "The end of the package was changed, or bytes are missing or were appended."


if __name__ == "__main__":
    found = list(problems(Path(sys.argv[1]).read_bytes(), *sys.argv[2:3])) if sys.argv[1:] else [__doc__]
    sys.stdout.write("\n".join(found or ["Everything in the package is as it was packed."]) + "\n")
    sys.exit(1 if found else 0)
