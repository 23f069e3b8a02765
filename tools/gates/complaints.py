"""What a gate says when it refuses something, and how it says it in the terminal."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One place that breaks a rule, with a sentence that says what to do instead."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


def run(check: Callable[[Path], Iterable[Complaint]]) -> None:
    """Check the folder named on the command line (or this one), print complaints, leave the process."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    complaints = sorted(set(check(root)))
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)
