"""Tables that several measurements start from, made once: none of them measures how long that takes."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench import database

_FOLDER: Final = "BENCH_INSTALLED"
"""Environment variable with a folder of data whose tables are made, from which others are copied."""
_KLIMAPAKT: Final = str(Path(sys.executable).with_name("klimapakt"))


@contextmanager
def once() -> Iterator[None]:
    """Let what is measured within copy its tables, in SQLite and on the PostgreSQL that answers."""
    with TemporaryDirectory(prefix="klimapakt-bench-") as folder, database.empty(database.server()) as url:
        os.environ[_FOLDER] = str(Path(folder) / "installed")
        if url:
            _migrate({"DATABASE_URL": url, "KLIMA_VAR": str(Path(folder) / "var")})
            os.environ[database.LIKE] = database.name_of(url)
        try:
            yield
        finally:
            del os.environ[_FOLDER]
            os.environ.pop(database.LIKE, None)


def install(var: Path) -> None:
    """Make the tables in a folder of data, or copy it from one in which that was done."""
    kept = Path(os.environ[_FOLDER]) if _FOLDER in os.environ else None
    if kept is None:
        _migrate({"KLIMA_VAR": str(var)})
        return
    if not kept.exists():
        _migrate({"KLIMA_VAR": str(kept)})
    shutil.copytree(kept, var)


def _migrate(environ: Mapping[str, str]) -> None:
    command = [_KLIMAPAKT, "manage", "migrate", "--verbosity", "0"]
    subprocess.run(command, env={"PATH": os.environ["PATH"], **environ}, check=True)
