"""Runs all static gates, as many at a time as there are processors, and says which one refused what.

``docs/gates.md`` tells what each gate guards and how it was seen to fail.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

_BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: its name and the command that ends with a status other than 0 when it refuses something."""

    name: str
    command: tuple[str, ...]

    def run(self, environ: dict[str, str]) -> "Answer":
        """Run the command to its end."""
        began = time.monotonic()
        done = subprocess.run(
            (str(_BIN / self.command[0]), *self.command[1:]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            env=environ,
        )
        return Answer(self, done.returncode == 0, done.stdout.strip(), time.monotonic() - began)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a gate said."""

    gate: Gate
    passed: bool
    said: str
    seconds: float

    def __str__(self) -> str:
        return f"{'ok  ' if self.passed else 'FAIL'} {self.gate.name:12} {self.seconds:5.1f} s"


def _own(*names: str) -> tuple[Gate, ...]:
    return tuple(Gate(name, ("python", "-m", f"tools.gates.{name}")) for name in names)


# The slow ones first, so that none of them is left running alone at the end.
GATES = (
    Gate("types", ("mypy",)),
    Gate("licences", ("reuse", "lint", "--lines")),
    Gate("migrations", ("django-admin", "makemigrations", "--check", "--dry-run")),
    Gate("catalogue", ("python", "-m", "tools.messages", "--check")),
    Gate("markup", ("djlint", "--lint", "--quiet", "src")),
    Gate("layers", ("lint-imports", "--no-cache", "--no-logo")),
    *_own(
        "writes",
        "sentences",
        "purity",
        "forms",
        "templates",
        "hosts",
        "exceptions",
        "sizes",
        "names",
        "styles",
    ),
    Gate("rules", ("ruff", "check", "--output-format", "concise", ".")),
    Gate("format", ("ruff", "format", "--check", "--output-format", "concise", ".")),
)


def main() -> None:
    """Run every gate and leave with status 1 when one refused something."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as var, ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        environ = os.environ | {"DJANGO_SETTINGS_MODULE": "klimapakt.config.settings", "KLIMA_VAR": var}
        answers = []
        for answer in pool.map(lambda gate: gate.run(environ), GATES):
            print(answer, flush=True)
            answers.append(answer)
    refused = [answer for answer in answers if not answer.passed]
    for answer in refused:
        print(f"\n--- {answer.gate.name} refuses ---\n{answer.said}")
    names = ", ".join(answer.gate.name for answer in refused)
    outcome = f"refused by {names}" if refused else "every gate passes"
    print(f"\nLint: {outcome} ({len(GATES)} gates, {time.monotonic() - began:.0f} s)")
    sys.exit(1 if refused else 0)


if __name__ == "__main__":
    main()
