"""Tries something forbidden and lets the refusal end it."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ATTEMPTS: Mapping[str, Callable[[], object]] = {
    "fork": os.fork,
    "subprocess": lambda: subprocess.run(["true"], check=True),  # noqa: S607  # meant to be refused
    "system": lambda: os.system("true"),  # noqa: S605, S607  # meant to be refused
    "exec": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606  # meant to be refused
    "socket": lambda: socket.create_connection(("127.0.0.1", 5432)),
    "write": lambda: Path(sys.argv[2]).write_bytes(b"a"),
}
ATTEMPTS[sys.argv[1]]()
