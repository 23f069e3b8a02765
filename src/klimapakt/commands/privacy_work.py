"""What ``klimapakt privacy`` does; loaded once Django stands."""

import json
import sys
from argparse import Namespace

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import override

from klimapakt.commands import starting
from klimapakt.foundation.personal_data import Ending
from klimapakt.pacts.queries import pact_called
from klimapakt.privacy import actions, queries
from klimapakt.privacy.record import as_json

_REFUSED = 1


def due(options: Namespace) -> int:
    """Print what is over, by table."""
    del options
    now = timezone.now()
    try:
        found = [(table, count) for table, count in queries.due(now) if count]
        people = queries.without_role_for_long(now)
    except DatabaseError as problem:
        print(problem, file=sys.stderr)
        return starting.CANNOT_START
    for table, count in found:
        word = "to be decided" if table.clock and table.clock.ending is Ending.TOLD else "to be deleted"
        print(f"{table.model:<32} {count:>7} {word}")
    if people:
        print(f"{'people.Person':<32} {len(people):>7} to be erased, without a role for 30 days")
    if not found and not people:
        print("Nothing is over.")
    return 0


def round(options: Namespace) -> int:  # noqa: A001 -- named like the word of the command
    """Delete what is over and print it step by step; it may be interrupted and goes on where it was."""
    del options
    total = 0
    try:
        for table, count in actions.forget_due(at=timezone.now()):
            total += count
            print(f"{table:<32} {count:>7}", flush=True)
    except DatabaseError as problem:
        print(problem, file=sys.stderr)
        return starting.CANNOT_START
    print(f"{total} rows were over and are gone.")
    return 0


def record(options: Namespace) -> int:
    """Print the processing record of a pact."""
    pact = pact_called(options.slug)
    if pact is None:
        print(f"There is no pact {options.slug}. klimapakt pact list names those there are.", file=sys.stderr)
        return _REFUSED
    with override(options.language):
        print(json.dumps(as_json(pact), ensure_ascii=False, indent=1))
    return 0
