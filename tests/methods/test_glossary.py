"""The glossary names what the code really calls things."""

import re
from functools import reduce
from importlib import import_module  # noqa: TID251  # names are data here
from pathlib import Path

import pytest

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| German")
]
NAMES = sorted({name for row in ROWS for name in re.findall(r"`([\w.]+)`", row[2])})


def resolved(name: str) -> object:
    """Return what a dotted name below ``klimapakt`` stands for; raises when it stands for nothing."""
    parts = ["klimapakt", *name.split(".")]
    for length in range(len(parts), 0, -1):
        try:
            module = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, parts[length:], module)
    raise LookupError(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_glossary_exists_in_the_code(name: str) -> None:
    assert resolved(name) is not None


def test_every_term_has_german_english_and_a_name_or_a_dash() -> None:
    for row in ROWS:
        assert len(row) == 4, row
        assert all(row[:3]), row
        assert row[2] == "–" or "`" in row[2], row


def test_no_german_term_stands_twice() -> None:
    terms = [row[0] for row in ROWS]
    assert len(terms) == len(set(terms))
