"""Sentences for people that stay translatable until they are shown.

The methods know no language: they return a message, and the edge that shows it chooses the language. The
English template is at the same time the key in the translation catalogue.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translation catalogue and return it unchanged."""
    return message


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: a stable code for machines, an English template and the values that fill it.

    >>> Message("unknown_unit", "The unit %(unit)s is not known.", {"unit": "kwhh"}).text()
    'The unit kwhh is not known.'
    """

    code: str
    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    def text(self) -> str:
        """Return the sentence in English."""
        return self.template % self.params

    def translated(self, gettext: Callable[[str], str]) -> str:
        """Return the sentence in the language of the given gettext function.

        Parameters that are messages themselves are translated as well.
        """
        values = {
            name: value.translated(gettext) if isinstance(value, Message) else value
            for name, value in self.params.items()
        }
        return gettext(self.template) % values

    def __str__(self) -> str:
        return self.text()


def nearest(word: str, known: list[str], count: int = 1) -> list[str]:
    """Return the known words closest to a misspelt one, best first; empty when none is close.

    >>> nearest("electrcity", ["electricity", "diesel"])
    ['electricity']
    """
    return get_close_matches(word, known, n=count, cutoff=0.5)
