"""One measurement in a process of its own: ``python -m bench.child ENGINE FOLDER LINES``.

Prints wall and CPU seconds of one run, the peak memory of the process so far and a fingerprint of the sums.
"""

import json
import sys
import time
from importlib import import_module  # noqa: TID251  # a process loads the library of its own engine only
from pathlib import Path

from bench.source import Source

WARM_UP_LINES = 10_000


def main(engine: str, folder: str, lines: str) -> None:
    """Measure one engine once, after a small run that loads and compiles whatever is loaded lazily."""
    module = import_module(f"bench.engines.{engine}")
    module.run(Source(Path(folder), WARM_UP_LINES))
    wall, cpu = time.perf_counter(), time.process_time()
    result = module.run(Source(Path(folder), int(lines)))
    measured: dict[str, object] = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    measured["peak_mb"] = peak_mb()
    groups = module.groups(result)
    print(json.dumps({**measured, "sums": len(groups.co2e_mg), "digest": groups.digest()}))


def peak_mb() -> float:
    """Return the peak of this program's resident memory; getrusage would include its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
