"""How long ``klimapakt calc`` takes from the shell, next to the interpreter alone."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.company import case

_KLIMAPAKT = Path(sys.executable).with_name("klimapakt")


@dataclass(frozen=True, slots=True)
class Started:
    """Median seconds of a program from its start to its end."""

    wall_s: float
    cpu_s: float


def calc(folder: Path, rounds: int) -> Started:
    """Return the time for an inventory of one activity."""
    path = folder / "one-activity.json"
    path.write_text(json.dumps(case(1)), encoding="utf-8")
    return _started([str(_KLIMAPAKT), "calc", "inventory", str(path)], rounds)


def interpreter(rounds: int) -> Started:
    """Return the time that Python needs to do nothing."""
    return _started([sys.executable, "-c", "pass"], rounds)


def _started(command: Sequence[str], rounds: int) -> Started:
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), _cpu_of_children()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        walls.append(time.perf_counter() - wall)
        cpus.append(_cpu_of_children() - cpu)
    return Started(median(walls), median(cpus))


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
