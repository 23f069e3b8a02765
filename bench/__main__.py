"""``python -m bench``: measure everything in one run and print it; ``--record`` also writes it down."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.many import ROOT, bandwidth, child, measure
from bench.report import Run, aims, markdown
from bench.startup import calc, interpreter

_PAGE = ROOT / "docs" / "benchmarks.md"
_MARK = "<!-- Everything below is written by python -m bench --record. -->\n"
_SIZES, _ROUNDS = (1_000_000, 10_000_000), 3
_QUICK_SIZES, _QUICK_ROUNDS = (20_000,), 1


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark; return the exit status. No figure makes it fail, but unequal sums do."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20,000 activities, one round: does it run?")
    parser.add_argument("--record", action="store_true", help="write the figures into docs/benchmarks.md")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench", help="where the data lie")
    options = parser.parse_args(arguments)
    run = _measured(
        options.folder, _QUICK_SIZES if options.quick else _SIZES, _QUICK_ROUNDS if options.quick else _ROUNDS
    )
    report = markdown(run)
    print(report)
    for aim in aims(run):
        print(aim)
    if options.record:
        introduction, _, _ = _PAGE.read_text(encoding="utf-8").partition(_MARK)
        _PAGE.write_text(f"{introduction}{_MARK}\n{report}", encoding="utf-8")
    return 0


def _measured(folder: Path, sizes: Sequence[int], rounds: int) -> Run:
    moved = bandwidth()
    return Run(
        on=datetime.now(UTC).date(),
        rounds=rounds,
        bandwidth=moved,
        sizes=[measure(folder, lines, rounds, moved) for lines in sizes],
        company=child("bench.company"),
        calc=calc(folder, rounds),
        interpreter=interpreter(rounds),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
