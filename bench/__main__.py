"""``python -m bench``: measure everything in one run and print it; ``--record`` also writes it down."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import portal
from bench.many import ROOT, bandwidth, child, measure
from bench.report import Run, aims, markdown
from bench.startup import calc, interpreter

_PAGE = ROOT / "docs" / "benchmarks.md"
_MARK = "<!-- Everything below is written by python -m bench --record. -->\n"


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured, and how often."""

    sizes: tuple[int, ...]
    rounds: int
    starts: int
    copied_mb: int
    inventories: int
    members: int
    looks: int
    pacts: int
    agreements: int
    investments: int
    portal: portal.Amounts


FULL = Effort(
    sizes=(1_000_000, 10_000_000),
    rounds=5,
    starts=9,
    copied_mb=256,
    inventories=200,
    members=2_000,
    looks=40,
    pacts=9,
    agreements=30,
    investments=9,
    portal=portal.FULL,
)
QUICK = Effort(
    sizes=(20_000,),
    rounds=1,
    starts=1,
    copied_mb=1,
    inventories=1,
    members=20,
    looks=3,
    pacts=1,
    agreements=1,
    investments=1,
    portal=portal.QUICK,
)
YEARS = 10


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark; return the exit status. No figure makes it fail, but unequal sums do."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20,000 activities, one round: does it run?")
    parser.add_argument("--record", action="store_true", help="write the figures into docs/benchmarks.md")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench", help="where the data lie")
    options = parser.parse_args(arguments)
    run = _measured(options.folder, QUICK if options.quick else FULL)
    report = markdown(run)
    print(report)
    for aim in () if options.quick else aims(run):
        print(aim)
    if options.record:
        introduction, _, _ = _PAGE.read_text(encoding="utf-8").partition(_MARK)
        _PAGE.write_text(f"{introduction}{_MARK}\n{report}", encoding="utf-8")
    return 0


def _measured(folder: Path, effort: Effort) -> Run:
    moved = bandwidth(effort.copied_mb)
    return Run(
        on=datetime.now(UTC).date(),
        rounds=effort.rounds,
        bandwidth=moved,
        sizes=[measure(folder, lines, effort.rounds, moved) for lines in effort.sizes],
        company=child("bench.company", str(effort.inventories)),
        duties=child("bench.duties", str(effort.members), str(YEARS)),
        nightly=child("bench.nightly", str(effort.members)),
        pages=child("bench.pages", str(effort.members), str(effort.looks)),
        founding=child("bench.founding", str(effort.pacts)),
        agreements=child("bench.agreements", str(effort.agreements)),
        investments=child("bench.investments", str(effort.investments)),
        calc=calc(folder, effort.starts),
        interpreter=interpreter(effort.starts),
        portal=portal.measure(effort.portal),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
