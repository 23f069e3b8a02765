"""Which files the gates look at: what is committed or about to be."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_LEFT_OUT = {".git", ".venv", "var", "__pycache__", "build", "dist"}
_PACKAGE = "src/klimapakt/"


@dataclass(frozen=True)
class Source:
    """One file, by its path relative to the root of the repository."""

    root: Path
    name: str

    @property
    def path(self) -> Path:
        """The file on disk."""
        return self.root / self.name

    @property
    def is_vendored(self) -> bool:
        """Whether somebody else wrote it and we only carry it."""
        return "/vendor/" in self.name

    @property
    def is_migration(self) -> bool:
        """Whether Django wrote it."""
        return "/migrations/" in self.name

    @property
    def room(self) -> str:
        """The package below ``klimapakt`` the file belongs to; empty outside."""
        inside = self.name.removeprefix(_PACKAGE)
        return inside.partition("/")[0] if inside != self.name and "/" in inside else ""

    @cached_property
    def text(self) -> str:
        """The content as text; what is not text becomes replacement characters."""
        return self.path.read_text(encoding="utf-8", errors="replace")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file; a file that does not parse is empty here and refused by ruff."""
        try:
            return ast.parse(self.text, filename=self.name)
        except SyntaxError:
            return ast.Module(body=[], type_ignores=[])


def sources(root: Path, *suffixes: str) -> Iterator[Source]:
    """Yield all files with these endings, or all files when none is named, sorted by name."""
    for name in sorted(_names(root)):
        if (not suffixes or name.endswith(suffixes)) and (root / name).is_file():
            yield Source(root, name)


def product(root: Path, *suffixes: str) -> Iterator[Source]:
    """Yield the files of the product itself: ours, below ``src/klimapakt``, without migrations."""
    for source in sources(root, *suffixes):
        if source.name.startswith(_PACKAGE) and not (source.is_vendored or source.is_migration):
            yield source


def _names(root: Path) -> list[str]:
    """Ask git, so that what is ignored is ignored here too; walk the folder where git does not keep it."""
    listing = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0 and (root / ".git").exists():
        return [name for name in listing.stdout.split("\0") if name]
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return [path.as_posix() for path in found if not _LEFT_OUT.intersection(path.parts)]
