"""Who is reviewed in depth where a rulebook samples: a draw that everybody can repeat.

The order of the draw is SHA-256 of ``seed|period|key``, as text in UTF-8. The seed is secret until the draw;
its SHA-256, the commitment, is published beforehand, so that nobody chooses a seed that suits.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

_HEADING: Final = "key;risk\n"
_RISK: Final = re.compile(r"[0-9]{1,18}", re.ASCII)


class ListUnreadable(ValueError):
    """A line of a list is not a key and a number, or names a key twice; ``line`` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Candidate:
    """One inventory: what names it, and its risk points."""

    key: str
    risk: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Who is reviewed in depth: the riskiest, and those that were drawn, each in order."""

    riskiest: tuple[str, ...]
    drawn: tuple[str, ...]

    @property
    def in_depth(self) -> tuple[str, ...]:
        """Return all that are reviewed in depth."""
        return self.riskiest + self.drawn


def draw(
    candidates: Iterable[Candidate],
    *,
    seed: str,
    period: str,
    percent_riskiest: Decimal = Decimal(10),
    percent_drawn: Decimal = Decimal(10),
) -> Draw:
    """Return who is reviewed in depth; the order in which candidates are named changes nothing.

    Both shares are rounded up, so that of any number at least one of each is looked at.

    >>> found = draw([Candidate("a", 5), Candidate("b", 90), Candidate("c", 5)], seed="s", period="2026")
    >>> found.riskiest, len(found.drawn)
    (('b',), 1)
    """
    by_risk = sorted(candidates, key=lambda one: (-one.risk, ticket(seed, period, one.key)))
    riskiest = by_risk[: _count(len(by_risk), percent_riskiest)]
    others = sorted(by_risk[len(riskiest) :], key=lambda one: ticket(seed, period, one.key))
    drawn = others[: _count(len(others), percent_drawn)]
    return Draw(tuple(one.key for one in riskiest), tuple(one.key for one in drawn))


def list_text(candidates: Iterable[Candidate]) -> str:
    r"""Return the list a draw is made from as it is published: a heading, then key and points, by key.

    >>> list_text([Candidate("b", 90), Candidate("a", 5)])
    'key;risk\na;5\nb;90\n'
    """
    lines = sorted(f"{one.key};{one.risk}\n" for one in candidates)
    return "".join([_HEADING, *lines])


def read_list(text: str) -> tuple[Candidate, ...]:
    r"""Return the candidates of a published list. Raises ListUnreadable with the number of the line.

    >>> read_list("key;risk\na;5\n")
    (Candidate(key='a', risk=5),)
    """
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != _HEADING.strip():
        raise ListUnreadable(1)
    found: dict[str, Candidate] = {}
    for number, line in enumerate(lines[1:], start=2):
        key, _, risk = line.strip().partition(";")
        if not key or key in found or not _RISK.fullmatch(risk):
            raise ListUnreadable(number)
        found[key] = Candidate(key, int(risk))
    return tuple(found.values())


def commitment_of(seed: str) -> str:
    """Return what is published of a seed before the draw.

    >>> commitment_of("seed")[:8]
    '19b25856'
    """
    return hashlib.sha256(seed.encode()).hexdigest()


def key_of(name: str) -> str:
    """Return under which key something stands in a list that is published: its SHA-256, not its name.

    >>> key_of("bakery")[:8]
    '144ac86d'
    """
    return hashlib.sha256(name.encode()).hexdigest()


def ticket(seed: str, period: str, key: str) -> str:
    """Return the place in the draw: whoever has the smallest is drawn first.

    >>> ticket("seed", "2026", "bakery")[:8]
    'b037cfdd'
    """
    return hashlib.sha256(f"{seed}|{period}|{key}".encode()).hexdigest()


def _count(of: int, percent: Decimal) -> int:
    return int((of * percent / 100).to_integral_value(ROUND_CEILING))
