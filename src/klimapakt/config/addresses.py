"""Addresses of files, hosts and servers as the environment writes them."""

import ipaddress
import re
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

_HOST = re.compile(r"^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$")


def is_host(text: str) -> bool:
    """Tell whether a text is a host name or the number of a host."""
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return bool(_HOST.match(text))
    return True


def path_in(url: str) -> Path:
    """Return the absolute path named by an address.

    ``sqlite:///var/x`` and ``file://var/x`` are relative to the current folder, ``sqlite:////srv/x`` and
    ``file:///srv/x`` are absolute: the customary reading of either scheme.
    """
    parts = urlsplit(url)
    text = parts.path.removeprefix("/") if parts.scheme == "sqlite" else parts.netloc + parts.path
    return Path(unquote(text)).absolute()


def port_in(parts: SplitResult) -> int | None:
    """Return the port, 0 when none is given and None when it cannot be one."""
    try:
        return parts.port or 0
    except ValueError:
        return None
