"""The benchmark runs and its engines agree. What it measures is nobody's business here: no test is timed."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.many import ENGINES

_ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.long
def test_a_quick_run_measures_every_engine_and_finds_equal_sums(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--folder", str(tmp_path)],
        cwd=_ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert all(name in done.stdout for name in ENGINES.values())
    assert "All sums are equal to the milligram" in done.stdout
    assert "One company" in done.stdout
    assert "The nightly run of 20 members" in done.stdout
    assert "Pages of the office with 20 members" in done.stdout
    assert "A further pact" in done.stdout
    assert "An agreement, 1 times" in done.stdout
    assert "### Investments" in done.stdout
    assert "result page of 20 rows" in done.stdout
    assert "page of another member during an import" in done.stdout
