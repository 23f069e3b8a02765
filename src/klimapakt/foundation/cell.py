"""The inside of a confined process: takes limits upon itself, then runs the module it was started for.

The parent could set the limits between fork and exec, but Python must not run there while other threads hold
locks, and web workers have threads. Nothing untrusted has been read when the limits are set, which is all
that matters. Started as ``python -I -m klimapakt.foundation.cell CPU_SECONDS MEMORY_BYTES FOUND_IN MODULE
[ARGUMENT …]``.
"""

import os
import resource
import runpy
import sys
from dataclasses import dataclass

OUT_OF_MEMORY = 77
_FORBIDDEN = (
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.system",
    "pty.spawn",
    "socket.",
    "subprocess.Popen",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much processor time and address space the process may use."""

    cpu_seconds: int
    memory_bytes: int

    def as_arguments(self) -> list[str]:
        """Return the limits as they stand on the command line."""
        return [str(self.cpu_seconds), str(self.memory_bytes)]


def confine(limits: Limits) -> None:
    """Limit this process for good: time, memory, no file written, no process started, no network."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    # The kernel exempts root from the number of processes, and knows no limit for sockets.
    sys.addaudithook(_refuse)


def main() -> None:
    """Confine this process and run the module named on the command line as its main program."""
    cpu_seconds, memory_bytes, found_in, module, *arguments = sys.argv[1:]
    if found_in:
        sys.path.insert(0, found_in)
    sys.argv = [module, *arguments]
    confine(Limits(int(cpu_seconds), int(memory_bytes)))
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        sys.stdout.flush()
    except MemoryError:
        # Leaving in good order would allocate again.
        os._exit(OUT_OF_MEMORY)


def _refuse(event: str, arguments: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not allowed in a confined process")


if __name__ == "__main__":
    main()
