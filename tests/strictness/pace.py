"""What makes the tests quick without changing what they check.

Tests marked ``long`` begin first, so that at the end no process waits for another's. The garbage collector
does not look through every loaded module again and again. And tables are migrated once: the first process
keeps a copy of the SQLite database it has just migrated, every other process and every later run begins with
that copy. The copy bears a fingerprint of all that can change it; what is still to be migrated is then.
"""

import fcntl
import gc
import hashlib
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest

_ROOT = Path(__file__).resolve().parents[2]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long ones begin; of the others the order stays."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave what is loaded alone from here on, and collect what the tests leave behind less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def fingerprint(root: Path = _ROOT) -> str:
    """Return what names the migrated tables: migrations, triggers, what is installed, the interpreter."""
    found = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for lock in sorted((root / "requirements").glob("*.lock")):
        found.update(lock.read_bytes())
    for path in sorted((root / "src" / "klimapakt").rglob("*.py")):
        content = path.read_bytes()
        if path.parent.name == "migrations" or b"guard" in content or b"TRIGGER" in content:
            found.update(str(path.relative_to(root)).encode() + b"\0" + content + b"\0")
    return found.hexdigest()[:32]


class Tables:
    """Copies of migrated SQLite databases in a folder; one process at a time looks for one or makes one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = folder / f"{fingerprint()}.sqlite3"
        self._lock: IO[str] | None = None

    def take(self, place: Path) -> None:
        """Begin with the copy; where there is none, have the others wait until ``keep``."""
        self._lock = (self._folder / "lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        if self._kept.exists():
            shutil.copyfile(self._kept, place)
            self.close()

    def keep(self, migrated: sqlite3.Connection) -> None:
        """Keep what was freshly migrated instead of all earlier copies, and let the others go on."""
        if self._lock is None:
            return
        for old in self._folder.glob("*.sqlite3"):
            old.unlink()
        unfinished = self._kept.with_suffix(".unfinished")
        with closing(sqlite3.connect(unfinished)) as copy:
            migrated.backup(copy)
        unfinished.replace(self._kept)
        self.close()

    def close(self) -> None:
        """Let the others go on, also where migrating has failed."""
        if self._lock is not None:
            self._lock.close()
        self._lock = None
