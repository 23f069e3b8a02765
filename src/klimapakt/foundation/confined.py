"""Running a module on untrusted bytes in a process of its own, with limits on time, memory and output.

The child is a fresh interpreter that knows nothing of this one: no environment variables, no open files, no
module search path of the caller. ``klimapakt.foundation.cell`` puts the limits on itself before it reads the
first byte.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from klimapakt.foundation import cell

OUTPUT_LIMIT_MB = 64
_MEBIBYTE = 1024 * 1024
_PIECE = 256 * 1024
_COMPLAINT_LIMIT = 16 * 1024
# Allocators that cannot raise MemoryError (Rust, C++) end the process and say so.
_OUT_OF_MEMORY = (b"memory allocation of", b"std::bad_alloc", b"MemoryError", b"Cannot allocate memory")


class NotFinished(Exception):
    """The module did not come to an end of its own."""


class TooSlow(NotFinished):
    """The module needed more time than it was given."""


class TooLarge(NotFinished):
    """The module needed more memory than it was given, or wrote more than anybody wants to read."""


class Crashed(NotFinished):
    """The module ended with an error; ``complaint`` holds the end of what it wrote to standard error."""

    def __init__(self, returncode: int, complaint: str) -> None:
        self.returncode = returncode
        self.complaint = complaint
        super().__init__(f"The confined process ended with {returncode}.")


@dataclass(frozen=True, slots=True)
class Finished:
    """What the module wrote to standard output before it ended without an error."""

    stdout: bytes


def run(
    module: str,
    *,
    payload: bytes,
    arguments: Sequence[str] = (),
    seconds: float,
    memory_mb: int,
    found_in: Path | None = None,
) -> Finished:
    """Run ``python -m module`` on the payload and return its output; raise TooSlow, TooLarge or Crashed.

    The payload arrives on standard input. ``seconds`` is wall-clock time for everything, the start of the
    interpreter included; ``memory_mb`` is address space. ``found_in`` is the folder of a module that is not
    installed.
    """
    deadline = time.monotonic() + seconds
    limits = cell.Limits(cpu_seconds=int(seconds) + 1, memory_bytes=memory_mb * _MEBIBYTE)
    command = [
        sys.executable,
        "-I",
        "-m",
        cell.__name__,
        *limits.as_arguments(),
        str(found_in or ""),
        module,
        *arguments,
    ]
    with subprocess.Popen(  # noqa: S603 -- a fixed command; only the payload is untrusted
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
        cwd="/",
        start_new_session=True,
    ) as process:
        try:
            talk = _Talk(process, payload)
            talk.until(deadline)
            returncode = _wait(process, deadline)
        finally:
            _kill_group(process)
    return _judge(returncode, talk)


class _Talk:
    """Feeds the child and listens to it at the same time, because either side may block on a full pipe."""

    def __init__(self, process: subprocess.Popen[bytes], payload: bytes) -> None:
        # Popen was asked for all three pipes.
        self._stdin, self._stdout, self._stderr = (
            cast(IO[bytes], pipe) for pipe in (process.stdin, process.stdout, process.stderr)
        )
        self._rest = memoryview(payload)
        self.stdout = bytearray()
        self.stderr = bytearray()

    def until(self, deadline: float) -> None:
        """Return when the child has closed its output; raise TooSlow or TooLarge when it does not."""
        with selectors.DefaultSelector() as selector:
            self._register(selector, self._stdin, selectors.EVENT_WRITE)
            self._register(selector, self._stdout, selectors.EVENT_READ)
            self._register(selector, self._stderr, selectors.EVENT_READ)
            while selector.get_map():
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    raise TooSlow
                for key, _ in selector.select(remaining):
                    if key.fileobj is self._stdin:
                        self._feed(selector)
                    else:
                        self._listen(selector, key.fd)

    def _register(self, selector: selectors.BaseSelector, stream: IO[bytes], event: int) -> None:
        os.set_blocking(stream.fileno(), False)
        selector.register(stream, event)

    def _feed(self, selector: selectors.BaseSelector) -> None:
        try:
            written = os.write(self._stdin.fileno(), self._rest[:_PIECE])
        except BrokenPipeError:
            # The child has stopped reading; its return code will say why.
            written = len(self._rest)
        self._rest = self._rest[written:]
        if not self._rest:
            selector.unregister(self._stdin)
            self._stdin.close()

    def _listen(self, selector: selectors.BaseSelector, descriptor: int) -> None:
        piece = os.read(descriptor, _PIECE)
        if not piece:
            selector.unregister(descriptor)
        elif descriptor == self._stderr.fileno():
            self.stderr += piece
            del self.stderr[:-_COMPLAINT_LIMIT]
        else:
            self.stdout += piece
            if len(self.stdout) > OUTPUT_LIMIT_MB * _MEBIBYTE:
                raise TooLarge("The confined process wrote too much.")


def _wait(process: subprocess.Popen[bytes], deadline: float) -> int:
    try:
        return process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise TooSlow from None


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it may have started, unless it ended by itself.

    Once it has been waited for, its number may belong to somebody else and must not be killed.
    """
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _judge(returncode: int, talk: _Talk) -> Finished:
    if returncode == 0:
        return Finished(bytes(talk.stdout))
    if returncode == cell.OUT_OF_MEMORY or any(sign in talk.stderr for sign in _OUT_OF_MEMORY):
        raise TooLarge("The confined process needed too much memory.")
    if returncode == -signal.SIGXCPU:
        raise TooSlow
    raise Crashed(returncode, talk.stderr.decode("utf-8", "replace"))
