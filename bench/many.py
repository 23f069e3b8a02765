"""Many companies: every engine in a process of its own, in turns, several rounds."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.child import WARM_UP_LINES
from bench.source import BYTES_IN, BYTES_OUT, Source, write

ROOT = Path(__file__).resolve().parent.parent
Answer = dict[str, Any]
ENGINES = {
    "ours_on_duckdb": "Klimapakt: Narwhals on DuckDB",
    "duckdb_sql": "plain DuckDB SQL",
    "ours_on_polars": "Klimapakt: Narwhals on Polars",
    "polars_streaming": "Polars, streaming",
    "pandas_merge": "pandas",
    "numpy_dense": "numpy, dense cube",
}
BASELINE = "duckdb_sql"


class SumsDiffer(AssertionError):
    """Two engines disagree by a milligram or more."""


@dataclass(frozen=True, slots=True)
class Bandwidth:
    """Gigabytes per second that numpy copies, read and written together."""

    one_thread: float
    two_threads: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One engine at one size: medians of the rounds, and the highest peak.

    Ratios are to plain SQL in the same round, so that they outlive a change of the neighbours.
    """

    engine: str
    wall_s: float
    cpu_s: float
    peak_mb: float
    wall_ratio: float
    cpu_ratio: float


@dataclass(frozen=True, slots=True)
class Size:
    """All engines at one size, and the least time in which memory could be read and written at all."""

    activities: int
    sums: int
    limit_s: float
    measured: tuple[Measured, ...]

    def of(self, engine: str) -> Measured:
        """Return the measurement of one engine."""
        return next(found for found in self.measured if found.engine == engine)


def bandwidth(megabytes: int) -> Bandwidth:
    """Measure how fast this machine moves memory, by blocks much larger than its caches."""
    one, two = (child("bench.bandwidth", threads, str(megabytes))["gb_per_s"] for threads in ("1", "2"))
    return Bandwidth(one, two)


def measure(folder: Path, lines: int, rounds: int, moved: Bandwidth) -> Size:
    """Measure every engine at one size. Raises SumsDiffer unless all sums are equal."""
    source = Source(folder, lines)
    write(Source(folder, WARM_UP_LINES))
    write(source)
    answers: defaultdict[str, list[Answer]] = defaultdict(list)
    for _ in range(rounds):
        for engine in ENGINES:
            answers[engine].append(child("bench.child", engine, str(folder), str(lines)))
    digests = {engine: {answer["digest"] for answer in found} for engine, found in answers.items()}
    if len(set.union(*digests.values())) > 1:
        raise SumsDiffer(f"{lines} activities: {digests}")
    sums = answers[BASELINE][0]["sums"]
    limit = (lines * BYTES_IN + sums * BYTES_OUT) / moved.two_threads / 1e9
    return Size(lines, sums, limit, tuple(_summed_up(engine, answers) for engine in ENGINES))


def _summed_up(engine: str, answers: Mapping[str, list[Answer]]) -> Measured:
    found = answers[engine]
    rounds = list(zip(found, answers[BASELINE], strict=True))
    return Measured(
        engine=engine,
        wall_s=median(answer["wall"] for answer in found),
        cpu_s=median(answer["cpu"] for answer in found),
        peak_mb=max(answer["peak_mb"] for answer in found),
        wall_ratio=median(answer["wall"] / baseline["wall"] for answer, baseline in rounds),
        cpu_ratio=median(answer["cpu"] / baseline["cpu"] for answer, baseline in rounds),
    )


def child(module: str, *arguments: str) -> Answer:
    """Run a module in a process of its own and return what it prints."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    answer: Answer = json.loads(done.stdout)
    return answer
