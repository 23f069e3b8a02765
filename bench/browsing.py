"""A demo city with its server and worker in a folder of its own, and somebody who looks at its pages."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

_BOUNDARY = "klimapakt-bench"
# As the demo tells everybody who starts it.
_ENTERED = {"password": "Rheinufer-2026"}
KEPT_CITY = "BENCH_CITY"
"""Environment variable with a place to keep a freshly made demo city, from which the next one is copied."""
BRUNO, CARLA = "bruno@sonnenkorn.example.org", "carla@rheinbogen.example.org"


@dataclass
class Visitor:
    """Somebody with a browser that keeps cookies and follows no redirect by itself."""

    port: int
    cookies: dict[str, str]

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of a page."""
        return self._ask("GET", path, b"", {})

    def timed(self, path: str) -> float:
        """Return the seconds that a page takes; raise when it is not there."""
        began = time.perf_counter()
        status, _ = self.get(path)
        if status != 200:
            raise LookupError(path)
        return time.perf_counter() - began

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form and return status and body, or the address it leads to."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        body = urlencode({**fields, **token}).encode()
        return self._ask("POST", path, body, {"content-type": "application/x-www-form-urlencoded"})

    def upload(self, path: str, content: bytes, name: str) -> tuple[int, str]:
        """Send a file and return status and the address it leads to."""
        parts = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
            f"{self.cookies['csrftoken']}\r\n--{_BOUNDARY}\r\n"
            f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        ).encode()
        body = parts + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
        return self._ask("POST", path, body, {"content-type": f"multipart/form-data; boundary={_BOUNDARY}"})

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {"cookie": cookies, "accept-language": "en", **headers})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self._keep(answer)
        connection.close()
        return answer.status, answer.getheader("location") or text

    def _keep(self, answer: HTTPResponse) -> None:
        for cookie in answer.headers.get_all("set-cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value


@contextmanager
def demo() -> Iterator[Visitor]:
    """Yield Bruno of the demo city, signed in; the city is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="klimapakt-bench-"))
    environ = {"PATH": os.environ["PATH"], "KLIMA_VAR": str(folder / "var")}
    command = [sys.executable, "-m", "klimapakt.commands.main", "demo"]
    kept = Path(os.environ[KEPT_CITY]) if KEPT_CITY in os.environ else None
    if kept is not None and kept.exists():
        shutil.copytree(kept, folder / "var")
    else:
        subprocess.run([*command, "--no-serve"], env=environ, check=True, stdout=subprocess.DEVNULL)
        if kept is not None:
            shutil.copytree(folder / "var", kept)
    port = _free_port()
    server = subprocess.Popen([*command, "--port", str(port)], env=environ, stdout=subprocess.DEVNULL)
    try:
        visitor = Visitor(port, {})
        _wait_for(visitor)
        yield signed_in(visitor.port, BRUNO)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        shutil.rmtree(folder)


def p95_ms(seconds: list[float]) -> float:
    """Return the 95th percentile in milliseconds."""
    return quantiles(seconds, n=20)[-1] * 1000


def signed_in(port: int, email: str) -> Visitor:
    """Return somebody of the demo city, signed in."""
    visitor = Visitor(port, {})
    visitor.get("/accounts/login/")
    status, _ = visitor.post("/accounts/login/", {"login": email, **_ENTERED})
    if status != 302:
        raise LookupError("sign-in")
    visitor.get("/portal/")
    return visitor


def inventory_path(visitor: Visitor, year: int) -> str:
    """Return the address of Bruno's inventory of a year."""
    _, page = visitor.get("/portal/")
    paths: list[str] = re.findall(r"/portal/inventories/[0-9a-f-]{36}/", page)
    for path in dict.fromkeys(paths):
        if str(year) in visitor.get(path)[1].partition("</h1>")[0]:
            return path
    raise LookupError(str(year))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


def _wait_for(visitor: Visitor) -> None:
    for _ in range(300):
        try:
            visitor.get("/")
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError
