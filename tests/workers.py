"""Workers as tests need them: real processes that use the database and the files of the test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

from django.db import connection

from klimapakt.config.settings import CONFIG


def surroundings() -> dict[str, str]:
    """Return the environment of a worker that uses the database and the files of the test.

    Where tests run in several processes, the environment may name another folder than the settings took.
    """
    found = connection.settings_dict
    always = {"PATH": os.environ["PATH"], "PYTHONPATH": ":".join(sys.path), "KLIMA_VAR": str(CONFIG.var)}
    if connection.vendor == "sqlite":
        return always | {"DATABASE_URL": f"sqlite:///{found['NAME']}"}
    place = f"{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"
    url = f"postgres://{found['USER']}:{found['PASSWORD']}@{place}"
    return always | {"DATABASE_URL": url}


def worker(*arguments: str, **environ: str) -> subprocess.Popen[bytes]:
    """Start a worker."""
    return started("worker", *arguments, **environ)


def started(*arguments: str, **environ: str) -> subprocess.Popen[bytes]:
    """Start a command word in a process group of its own, so that it can be killed with its children."""
    command = [sys.executable, "-m", "klimapakt.commands.main", *arguments]
    return subprocess.Popen(command, env=surroundings() | environ, start_new_session=True)


def eventually(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    """Wait until something is so, and tell whether it is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return is_so()
