"""The nearest known names for unknown ones.

Looking for a near name costs milliseconds. A file can hold fifty thousand unknown ones, so each file gets a
limited number of answers; after that nothing is suggested.
"""

import re
from collections.abc import Mapping

from klimapakt.methods.factors import edition
from klimapakt.methods.intake.activities import activity_labels, activity_names, gas_names
from klimapakt.methods.intake.limits import MAX_SUGGESTIONS
from klimapakt.methods.intake.units import unit_spellings
from klimapakt.methods.intake.words import fold
from klimapakt.methods.messages import nearest

_LONGEST = 60
_FIRST_WORD = re.compile(r"\W*([^\W_]+)")


class Suggestions:
    """Answers for one file, each looked up once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}

    def activities(self, text: str) -> tuple[str, ...]:
        """Return up to three known activities, spelt in the language of what was written."""
        labels, key = activity_labels(), fold(text[:_LONGEST])
        first = _FIRST_WORD.match(text)
        begun = labels.get(fold(first[1])) if first else None
        near = [labels[name] for name in self._near("activity", key, labels)]
        different: dict[str, str] = {}
        for name in [*([begun] if begun else []), *near]:
            different.setdefault(activity_names()[fold(name)], name)
        return tuple(different.values())[:3]

    def gases(self, text: str) -> tuple[str, ...]:
        """Return up to three known gases."""
        near = self._near("gas", fold(text[:_LONGEST]), gas_names())
        return tuple(dict.fromkeys(gas_names()[name] for name in near))[:3]

    def factors(self, text: str) -> tuple[str, ...]:
        """Return up to three factors of the newest edition."""
        return self._near("factor", text[:_LONGEST].lower(), edition().factors)[:3]

    def unit(self, text: str) -> str | None:
        """Return the nearest unit of the contract."""
        near = self._near("unit", fold(text[:_LONGEST]), unit_spellings())
        return unit_spellings()[near[0]] if near else None

    def _near(self, subject: str, word: str, known: Mapping[str, object]) -> tuple[str, ...]:
        key = (subject, word)
        if key not in self._found:
            if len(self._found) >= MAX_SUGGESTIONS:
                return ()
            self._found[key] = tuple(nearest(word, list(known), 6))
        return self._found[key]
