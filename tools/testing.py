"""Runs the tests in up to three passes: on SQLite, on PostgreSQL, and in Chromium; ``kills`` by name only.

Where PostgreSQL or Chromium is missing, says so and how many tests that leaves out; with ``CI`` set, that is
a failure. The closing line of every pass is repeated at the end, with the seconds of processor that the pass
took (its processes and the browser, not the server of PostgreSQL): on a busy machine they say more than the
clock.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass

from tools import postgresql

_ALWAYS = [sys.executable, "-m", "pytest"]
_PROCESSORS = os.cpu_count() or 1
# Two processes halve the time; with one processor they would only make it longer.
_SPREAD = [f"--numprocesses={_PROCESSORS}", "--dist=worksteal"] if _PROCESSORS > 1 else []
_PASSES: dict[str, list[str]] = {
    "sqlite": ["--ignore=tests/browser"],
    # The methods import no database (contract "pure"); not even looking for tests there saves their loading.
    "postgresql": ["--ignore=tests/browser", "--ignore=tests/methods", "tests"],
    "browser": ["tests/browser"],
    "kills": ["tests/duties/test_kills.py", "tests/foundation/test_outbox_kills.py"],
}
_USUAL = ("sqlite", "postgresql", "browser")
_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "browser": "Chromium", "kills": "Kills"}
_ON_POSTGRESQL = frozenset({"postgresql", "kills"})
_MISSING = {
    **dict.fromkeys(
        _ON_POSTGRESQL, f"No PostgreSQL answers on 127.0.0.1:5432 (or name one in {postgresql.VARIABLE})"
    ),
    "browser": "There is no Chromium here (on Debian: apt install chromium)",
}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CLOSING = re.compile(r"^=* ?(?:\d+ \w+|no tests ran).* in [\d.]+s.*$")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one pass ended, in pytest's own words where it ran."""

    name: str
    passed: bool
    closing: str
    processor_s: float = 0


def main() -> None:
    """Run the passes named on the command line and leave with status 1 when one did not pass."""
    outcomes = [_run(name) for name in sys.argv[1:] or _USUAL]
    print()
    for outcome in outcomes:
        print(f"{_NAMES[outcome.name]:10}  {outcome.processor_s:5.0f} s of processor  {outcome.closing}")
    sys.exit(0 if all(outcome.passed for outcome in outcomes) else 1)


def _run(name: str) -> Outcome:
    environ = dict(os.environ)
    environ.pop(postgresql.VARIABLE, None)
    if name in _ON_POSTGRESQL:
        url = postgresql.find()
        if url is None:
            return _left_out(name)
        environ[postgresql.VARIABLE] = url
    if name == "browser" and shutil.which("chromium") is None:
        return _left_out(name)
    print(f"--- {_NAMES[name]} ---", flush=True)
    before = _processor_s()
    status, closing = _pytest([*_SPREAD, *_PASSES[name]], environ)
    return Outcome(name, status == 0, closing, _processor_s() - before)


def _processor_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _pytest(arguments: list[str], environ: dict[str, str]) -> tuple[int, str]:
    """Run pytest, pass its output on line by line, and return its status and its closing line."""
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    closing = "ended without a closing line"
    with subprocess.Popen(
        [*_ALWAYS, *colour, *arguments],
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            plain = _COLOUR.sub("", line).strip()
            closing = plain if _CLOSING.match(plain) else closing
    return process.returncode, closing


def _left_out(name: str) -> Outcome:
    """Say that a pass cannot run and how many tests that leaves out."""
    environ = (
        {**os.environ, "KLIMA_TEST_DATABASE_URL": "postgres:///none"} if name in _ON_POSTGRESQL else None
    )
    counting = subprocess.run(
        [*_ALWAYS, "--collect-only", "--quiet", *_PASSES[name]],
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"^(\d+)(?:/\d+)? tests? collected", counting.stdout, re.MULTILINE)
    count = found.group(1) if found else "0"
    is_allowed = not os.environ.get("CI")
    consequence = "not run" if is_allowed else "not run, which is a failure where CI is set"
    sentence = f"{_MISSING[name]}: {count} tests {consequence}."
    print(f"--- {_NAMES[name]} ---\n{sentence}", flush=True)
    return Outcome(name, is_allowed, sentence)


if __name__ == "__main__":
    main()
