"""Rulebooks of climate pacts as dated, sourced data: read, checked and compared.

Described in ``docs/methods/rulebook.md``.
"""

from klimapakt.methods.rulebook.compare import CHANGED_WITHOUT_SOURCE, Difference, compare, unsourced
from klimapakt.methods.rulebook.load import (
    preset,
    preset_json,
    preset_names,
    problems,
    read_rulebook,
    rulebook_of,
)
from klimapakt.methods.rulebook.model import (
    CLOSING,
    DUTIES,
    RECURRING_DUTIES,
    SINGLE_DUTIES,
    Rulebook,
    Source,
    Stated,
    label,
)

__all__ = [
    "CHANGED_WITHOUT_SOURCE",
    "CLOSING",
    "DUTIES",
    "RECURRING_DUTIES",
    "SINGLE_DUTIES",
    "Difference",
    "Rulebook",
    "Source",
    "Stated",
    "compare",
    "label",
    "preset",
    "preset_json",
    "preset_names",
    "problems",
    "read_rulebook",
    "rulebook_of",
    "unsourced",
]
