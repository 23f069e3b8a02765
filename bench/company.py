"""One company: ``python -m bench.company REPEATS`` calculates 250 activities in one process.

Beside it runs a loop of Decimal arithmetic that never changes; when that is slow, the machine is.
"""

import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from random import Random
from statistics import median

from bench.source import queries
from klimapakt.methods.inventory import calculate

ACTIVITIES = 250
_YEAR = 2024
_REFERENCE_STEPS = 10_000


def case(count: int = ACTIVITIES) -> dict[str, object]:
    """Return a year of activities of 60 kinds: monthly bills of four sites, of three qualities."""
    chance = Random(20261122)  # noqa: S311  (repeatable, not secret)
    kinds = [query for query in queries() if query.year == _YEAR]
    activities: list[dict[str, object]] = []
    for place in range(count):
        query = kinds[place % len(kinds)]
        month = 1 + place // len(kinds) * 2
        activities.append(
            {
                "id": f"a{place}",
                "activity": query.slug,
                "unit": query.unit,
                "amount": chance.randrange(1, 10**7) / 1000,
                "quality": ("measured", "billed", "estimated")[place % 3],
                "site": f"site {place % 4}",
                "period_start": f"{_YEAR}-{month:02}-01",
                "period_end": f"{_YEAR}-{month:02}-28",
                **{key: value for key, value in (("gas", query.gas), ("country", query.country)) if value},
            }
        )
    return {"year": _YEAR, "edition": "2026.1", "activities": activities}


def main(repeats: str) -> None:
    """Print milliseconds of wall and CPU time per inventory and per reference loop, in turns."""
    entered = case()
    lines = len(calculate(entered).lines)
    own: list[tuple[float, float]] = []
    reference: list[tuple[float, float]] = []
    for _ in range(int(repeats)):
        own.append(timed(lambda: calculate(entered)))
        reference.append(timed(reference_loop))
    measured = {name: _milliseconds(times) for name, times in (("inventory", own), ("reference", reference))}
    print(json.dumps({"activities": ACTIVITIES, "lines": lines, **measured}))


def reference_loop() -> Decimal:
    """Return a sum of Decimal products: work that never changes."""
    total, step = Decimal(0), Decimal("1.001")
    for number in range(_REFERENCE_STEPS):
        total += step * number
    return total


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of wall and CPU time that some work takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _milliseconds(times: list[tuple[float, float]]) -> dict[str, float]:
    wall, cpu = zip(*times, strict=True)
    return {"wall": median(wall) * 1000, "cpu": median(cpu) * 1000, "best": min(cpu) * 1000}


if __name__ == "__main__":
    main(*sys.argv[1:])
