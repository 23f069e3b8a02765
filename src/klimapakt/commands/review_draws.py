"""What ``klimapakt review verify`` prints about the draws of a pact."""

import sys
from argparse import Namespace
from collections.abc import Iterator

from klimapakt.commands import starting
from klimapakt.inventories import queries
from klimapakt.inventories.models import SampleDraw
from klimapakt.methods.review import commitment_of, draw
from klimapakt.pacts.queries import pact_called
from klimapakt.pacts.scoping import within

_BROKEN = 1


def verify(options: Namespace) -> int:
    """Print every draw that its seed and list do not give, and return the exit status."""
    pact = pact_called(options.pact)
    if pact is None:
        print(f"There is no pact {options.pact}.", file=sys.stderr)
        return starting.CANNOT_START
    with within(pact):
        listed = list(queries.draws())
        faults = [(one, fault) for one in listed for fault in _faults(one)]
    for one, fault in faults:
        print(f"{one.year}-{one.number}: {fault}")
    if faults:
        return _BROKEN
    print(f"All {len(listed)} draws are what their seeds and lists give.")
    return 0


def _faults(one: SampleDraw) -> Iterator[str]:
    if commitment_of(one.seed) != one.commitment:
        yield "The seed is not the one whose hash was published."
    if one.drawn_at is None:
        return
    found = draw(queries.candidates_of(one), seed=one.seed, period=str(one.year))
    if (list(found.riskiest), list(found.drawn)) != (one.riskiest, one.drawn):
        yield "The list and the seed give another result than the one that is kept."
