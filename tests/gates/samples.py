"""Samples to try the gates on: small repositories in a temporary folder."""

from collections.abc import Callable, Iterable
from pathlib import Path
from textwrap import dedent

from tools.gates.complaints import Complaint

Check = Callable[[Path], Iterable[Complaint]]


def complaints_about(check: Check, root: Path, files: dict[str, str]) -> list[Complaint]:
    """Write these files below the root and return what the gate says about them."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return sorted(check(root))
