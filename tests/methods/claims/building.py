"""Cases and labelled examples for the tests of the claim guard."""

import json
from functools import cache
from pathlib import Path
from typing import cast

from klimapakt.methods.claims.shell import answer

Fields = dict[str, object]
HERE = Path(__file__).parent
INPUT = ("text", "language", "audience", "speaker", "on", "claim")


@cache
def labelled(name: str) -> tuple[Fields, ...]:
    """Return labelled examples: those of the reference, or our own."""
    raw = json.loads((HERE / f"{name}_examples.json").read_text(encoding="utf-8"))
    return tuple(raw["items"] if isinstance(raw, dict) else raw)


def case_of(text: str, language: str = "de", **changed: object) -> Fields:
    """Return a case of a company speaking to consumers, with something changed."""
    return {"text": text, "language": language, "audience": "b2c", **changed}


def judged(example: Fields) -> Fields:
    """Return the answer to an example."""
    return answer({key: value for key, value in example.items() if key in INPUT})


def verdict(text: str, language: str = "de", **changed: object) -> str:
    """Return the verdict on a text."""
    return str(answer(case_of(text, language, **changed))["verdict"])


def spans(found: Fields) -> list[tuple[int, int]]:
    """Return the places of all findings."""
    findings = cast("list[dict[str, list[int]]]", found["findings"])
    return [(one["span"][0], one["span"][1]) for one in findings]
