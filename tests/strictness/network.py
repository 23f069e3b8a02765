"""The network is blocked: a test reaches this machine and nothing else, not even a name server.

An audit hook of the interpreter sees every connection of every thread, whichever library opens it. It sees
neither child processes nor libraries in C; the browser is kept in by its own flags (``tests/browser``).
"""

import sys

_ADDRESS_AT = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.getaddrinfo": 0}
_ADDRESS_AT |= {"socket.gethostbyname": 0, "socket.gethostbyaddr": 0}
_HERE = frozenset({None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::"})  # noqa: S104  (compared, not bound)


class NetworkTouched(RuntimeError):
    """A test tried to reach another machine. No OSError, so that no library takes it for a bad line."""


def _refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    position = _ADDRESS_AT.get(event)
    if position is None:
        return
    address = arguments[position]
    if isinstance(address, str) and event in {"socket.connect", "socket.sendto"}:
        return  # the path of a Unix socket
    host = address[0] if isinstance(address, tuple) and address else address
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host not in _HERE:
        raise NetworkTouched(f"A test tried to reach {host} ({event}).")


sys.addaudithook(_refuse_other_machines)
