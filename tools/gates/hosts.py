"""No committed file names a package registry, and a lock file names no address at all.

Whoever installs decides where packages come from: the registry, a mirror, a folder. A lock file says which
bytes they must be (name, version, hash) and nothing else.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.gates.complaints import Complaint, run
from tools.gates.sources import Source, sources

# Written in pieces, so that this file keeps the rule it checks.
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("registry", "npmjs", "org"),
    ("registry", "yarnpkg", "com"),
    ("npmjs", "com"),
    ("crates", "io"),
    ("rubygems", "org"),
    ("anaconda", "org"),
    ("repo1", "maven", "org"),
    ("proxy", "golang", "org"),
    ("ghcr", "io"),
    ("docker", "io"),
    ("unpkg", "com"),
    ("jsdelivr", "net"),
    ("cdnjs", "com"),
)
_REGISTRY = re.compile("|".join(r"(?<![\w-])" + r"\.".join(parts) + r"(?![\w-])" for parts in REGISTRIES))
_ADDRESS = re.compile(r"\w+://|^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b")
_WITHOUT_ADDRESSES = ("requirements/",)


def check(root: Path) -> Iterator[Complaint]:
    """Yield every line that names a registry, and every line of a lock that names any address."""
    for source in sources(root):
        if b"\0" in source.path.read_bytes()[:8192]:
            continue
        yield from _lines(source)


def _lines(source: Source) -> Iterator[Complaint]:
    is_lock = source.name.startswith(_WITHOUT_ADDRESSES) or source.name.endswith(
        (".lock", "package-lock.json")
    )
    for number, line in enumerate(source.text.splitlines(), start=1):
        found = _REGISTRY.search(line)
        if found:
            yield Complaint(
                source.name, number, f"names the registry {found.group()}; whoever installs decides that."
            )
        elif is_lock and _ADDRESS.search(line):
            yield Complaint(source.name, number, "a lock holds names, versions and hashes, no address.")


if __name__ == "__main__":
    run(check)
