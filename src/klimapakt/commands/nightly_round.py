"""What ``klimapakt nightly`` does: one run after the other, told in a line each."""

import sys
from argparse import Namespace

from django.db import DatabaseError

from klimapakt.commands import starting
from klimapakt.duties import days, nightly
from klimapakt.pacts.models import Pact
from klimapakt.pacts.queries import every_pact, pact_called
from klimapakt.pacts.scoping import within

_PASSED_OVER = 1


def run_all(options: Namespace) -> int:
    """Do the run of each pact that was asked for."""
    try:
        asked = [pact_called(options.pact)] if options.pact else list(every_pact())
        found = [pact for pact in asked if pact is not None]
        if not found:
            print("There is no such pact. List them with: klimapakt pact list", file=sys.stderr)
            return starting.CANNOT_START
        return max([_run(pact, options) for pact in found])
    except DatabaseError as problem:
        print(f"The database did not answer as it should: {problem}", file=sys.stderr)
        return starting.CANNOT_START


def _run(pact: Pact, options: Namespace) -> int:
    with within(pact):
        done = nightly.run(options.day or days.today())
    print(
        f"{pact.slug} {done.day.isoformat()}: {done.members} members, {done.changed} duties changed, "
        f"{done.reminded} mails written, {len(done.problems)} members passed over"
    )
    for member, problem in done.problems.items():
        print(f"  {member}: {problem}", file=sys.stderr)
    return _PASSED_OVER if done.problems else 0
